//! What was asked and answered: the last exchanges, to look at, to wait for and to assert on.

mod entry;
mod expect;
mod explanation;
mod filter;
mod ring;
mod subset;
mod weight;

pub use entry::{Answered, Entry, Shown, Verdict};
pub(crate) use expect::until_settled;
pub use expect::{Expectation, Expected, Times};
pub use explanation::Explanation;
pub use filter::{Filter, Kind};
pub use ring::Journal;
pub(crate) use subset::difference;
