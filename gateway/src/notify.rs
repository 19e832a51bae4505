//! Notifications (回调通知): what is sent to a merchant's `notify_url`, when it comes again, and what counts as received.

mod delivery;
mod schedule;
mod shelf;
mod verdict;

pub use delivery::{Attempt, Delivery, State};
pub use schedule::Schedule;
pub use shelf::{Ordered, Shelf};
pub use verdict::{Reply, Verdict};
