//! The client: one merchant, its keys and its connections.
//!
//! `builder` reads and checks what is given, one file a subject; `core` is what comes out, and `handle` is how it is held.

mod address;
mod at_once;
mod builder;
mod cipher;
mod core;
mod decrypted;
mod handle;
mod hosts;
mod own_key;
mod own_keys;
mod problems;
mod serial;
mod signer;
mod signing_key;
mod swapped;
mod v2_public_key;
mod warm;

pub(crate) use at_once::at_once;
pub use builder::ClientBuilder;
pub(crate) use cipher::V2Cipher;
pub(crate) use core::Core;
pub(crate) use decrypted::{Decrypted, Wanted, late};
pub use handle::Client;
pub use hosts::{Domain, Region};
pub(crate) use hosts::{Hosts, Route};
pub(crate) use own_keys::{OwnKeys, with_key_here};
pub use signing_key::{Encryption, SigningKey};
