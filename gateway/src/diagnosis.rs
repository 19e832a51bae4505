//! Why a signature does not verify: what a client may have done otherwise is tried, and only what then verifies is said.
//!
//! A signature by RSA can be opened with a public key, and shows the digest that was signed. So it is known at once
//! whose key made it and by which hash; then each way of composing the text wrongly is hashed and compared, alone and by
//! twos. What matches is proven, and nothing else is claimed.

mod difference;
mod escape;
mod finding;
mod rule;
mod search;
pub mod v2;
pub mod v3;

pub use difference::{Difference, Piece, PieceKind};
pub use finding::{Broken, Diagnosis};
pub use rule::Rule;
