//! What is signed, and how a signature is presented.
//!
//! Pure text: the keys are in [`crypto`](crate::crypto). One module per
//! generation of the protocol.

pub(crate) mod shown;
pub mod v2;
pub mod v3;
