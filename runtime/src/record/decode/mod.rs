//! A record out of any self-describing serde format.
//!
//! Lenient where the documentation is known to be wrong, strict where money
//! would be guessed: a number may come as a string and the reverse, `[]` and
//! `null` stand for an absent object, one value for a list of one and the
//! reverse. Anything else of another type is an error that names the place;
//! in an answer it is left out, if no number is in doubt ([`misfit`]). Of a key
//! twice the last value that is not `null` counts, as a whole; a notification
//! with one is refused before it comes here.

mod in_place;
mod misfit;
mod place;
mod record;
mod seed;
mod seen;
mod value;
mod wrapped;

pub(crate) use seed::RecordSeed;
