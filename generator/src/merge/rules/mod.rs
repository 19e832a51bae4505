//! Who is right: one file for each kind of fact.
//!
//! A rule sees the rows of all sources, the most trusted first, and gives what counts. Where they differ it says
//! who said what.

pub(super) mod encrypted;
pub(super) mod length;
pub(super) mod misplaced;
pub(super) mod required;
pub(super) mod sample;
pub(super) mod text;
pub(super) mod twin;
pub(super) mod ty;
pub(super) mod values;

pub(super) use super::entry::{Entry, Voice, Word};

/// What counts, and the words of those that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decided<T> {
    pub taken: T,
    pub differ: Vec<(Voice, String)>,
}

impl<T> Decided<T> {
    /// All agree.
    pub(super) fn agreed(taken: T) -> Self {
        Self {
            taken,
            differ: Vec::new(),
        }
    }
}
