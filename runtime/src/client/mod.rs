//! The client: one merchant, its keys and its connections.
//!
//! `builder` reads and checks what is given, one file a subject; `core` is what comes out, and `handle` is how it is held.

mod address;
mod builder;
mod cipher;
mod core;
mod handle;
mod hosts;
mod problems;
mod serial;
mod signer;
mod v2_public_key;

pub use builder::ClientBuilder;
pub(crate) use cipher::V2Cipher;
pub(crate) use core::Core;
pub use handle::Client;
pub use hosts::{Domain, Region};
pub(crate) use hosts::{Hosts, Route};
