//! The command line.

mod options;
mod welcome;

pub(crate) use options::Options;
pub(crate) use welcome::welcome;
