//! What a shop does with a call besides sending it once: go through the pages of a list, wait for a state that lasts,
//! have the parameters of the payment sheet signed.
//!
//! Which operations have what is decided by the generator; here it is done, by the names of fields.

mod pages;
mod sheet;
mod wait;

pub use pages::{Pages, Paging};
pub use sheet::{Ordered, Ordering, PaymentUrl, Sheet};
pub use wait::{Final, Wait};
