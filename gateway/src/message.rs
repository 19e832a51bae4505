//! What passes between the parts of the gateway: a request as it arrived, as it was understood, and what comes of it.

mod asked;
mod notice;
mod outcome;
mod received;
mod refusal;

pub use asked::{Asked, Caller};
pub use notice::Notice;
pub use outcome::{Done, Outcome};
pub use received::Received;
pub(crate) use received::shown_headers;
pub(crate) use refusal::NEEDS_SM;
pub use refusal::{Detail, Location, Refusal};
