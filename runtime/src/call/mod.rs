//! A call: an operation, its values, and what to do with them.
//!
//! `pending` is what a shop has in its hands; below its type there are `parts`, which are data. `prepared` chooses how
//! they are built and signed: `v3` or `v2`. `attempts` sends, `trust` believes what comes or not, `read` reads it.
//! `send` puts these together for answers, `file` for files, `without_io` for those who send by themselves.
//!
//! Everything but the last step, making a `T` of the answer's bytes, knows no
//! type and is compiled once.

mod again;
mod attempts;
#[cfg(feature = "blocking")]
mod bridge;
mod deadline;
mod done;
mod effect;
mod fetch;
mod file;
mod head;
mod headers;
mod nulls;
mod of_client;
mod parts;
mod pending;
mod prepared;
mod read;
mod required;
mod send;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "untraced.rs"]
mod trace;
mod trust;
mod unseal;
mod untyped;
mod v2;
mod v2_public_key;
mod v3;
mod without_io;

#[cfg(feature = "blocking")]
pub(crate) use bridge::block_on;
pub use file::Bill;
pub use pending::Call;
pub use send::Sending;
