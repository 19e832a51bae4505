//! The three macros that define the types of generated files; `error_codes!` stands with its rows.
//!
//! What they emit resolves where they are called, and their `unsafe impl`s rest on what it
//! resolves to. So every name that is not the caller's own begins with `$crate`, the standard
//! library's too (`$crate::__std`): even `::core` and `::std` can be given another meaning there.
//! `tests/hygiene.rs` shadows each of them; `macros/refused.rs` has what must not compile.
//!
//! `words!` is the runtime's own and emits what stays inside of it.

#[macro_use]
mod events;
#[macro_use]
mod open_enum;
#[macro_use]
mod record;
#[cfg(doctest)]
mod refused;
#[macro_use]
mod serde;
#[macro_use]
mod words;
