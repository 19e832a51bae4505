//! A stand-in of WeChat Pay for a program's own tests, behind the feature `test`.
//!
//! [`TestPlatform`] has a key pair of its own, made at run time or given in [`TestSettings`]. It gives a
//! client builder the matching settings, and signs and encrypts notifications
//! and answers as WeChat Pay does, or with one [`Fault`]; and it
//! [checks](TestPlatform::check) and [opens](TestPlatform::opened) the requests that a program sends, and
//! [checks](TestPlatform::check_reply) its replies to notifications. [`answering`](TestPlatform::answering) makes a
//! transport of it, so that a client's calls are answered without a network. [`TableView`] reads what a record's table says. Nothing panics: what cannot be done is
//! an [`Error`](crate::Error) that says why. Nothing of it is
//! in a build without the feature; switch it on under `[dev-dependencies]`.

mod acknowledgement;
mod bill;
mod bodies;
mod keys;
mod message;
mod opened;
mod platform;
mod request;
mod rules;
mod sample;
mod sealed;
mod server;
mod settings;
mod signature;
mod table;
mod transport;

pub use bill::TestBill;
pub use message::{Fault, TestMessage};
pub use platform::TestPlatform;
pub use settings::TestSettings;
pub use table::{FieldView, Place, TableView, ValueKind};
pub use transport::{TestRequest, TestTransport};
