//! Notifications (回调通知): what is sent to a merchant's `notify_url`, when it comes again, and what counts as received.

mod courier;
mod delivery;
mod expect;
mod form;
mod outbox;
mod post;
mod ramp;
mod schedule;
mod seal;
mod shelf;
mod verdict;
mod wanted;

pub use delivery::{Attempt, Delivery, State, Wire};
pub use expect::Told;
pub use outbox::{Outbox, Pace};
pub use post::address;
pub use ramp::Phase;
pub use schedule::Schedule;
pub use shelf::{Ordered, Shelf};
pub use verdict::{Reply, ReplyVerdict};
