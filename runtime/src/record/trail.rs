//! What is told of a reading besides its result.

use std::cell::{Cell, RefCell};
use std::fmt;

use super::error::DecodeError;

/// What is to be told of a reading besides its result.
#[derive(Default)]
pub(crate) struct Trail {
    /// Where an error happened. Written while it unwinds, so that decoding pays nothing for it.
    steps: RefCell<Vec<String>>,
    /// Whether the reader gives each number's own digits.
    pub(super) exact: bool,
    /// Whether what has another shape than documented is left out instead of refused.
    pub(super) lenient: bool,
    /// Whether the last object was how a number is handed out.
    pub(super) was_number: Cell<bool>,
    digits: Cell<Digits>,
}

/// What became of the digits of a number that was read for text or an integer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Digits {
    /// They are as they came.
    #[default]
    Kept,
    /// The value is that of a 64-bit float, which may have been written in another form.
    Rounded,
    /// They are more than a 64-bit float has.
    Lost,
}

impl Trail {
    /// Of a reader that gives each number's own digits.
    pub(crate) fn exact() -> Self {
        Self {
            exact: true,
            ..Self::default()
        }
    }

    /// Of an answer, which somebody else wrote.
    pub(crate) fn lenient(self, lenient: bool) -> Self {
        Self { lenient, ..self }
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn note(&self, step: impl Into<String>) {
        self.steps.borrow_mut().push(step.into());
    }

    /// Text or an integer was read from a number that is a float here.
    pub(super) fn rounded(&self, number: f64) {
        // Above 2^53 not every integer is a float.
        let digits = match number.abs() < 9_007_199_254_740_992.0 {
            true => Digits::Rounded,
            false => Digits::Lost,
        };
        self.digits.set(self.digits.get().max(digits));
    }

    pub(crate) fn digits(&self) -> Digits {
        self.digits.get()
    }

    /// The place that was noted, as a JSON pointer.
    pub(crate) fn pointer(&self) -> String {
        let steps = self.steps.borrow();
        let steps = steps.iter().rev();
        steps
            .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
            .collect()
    }

    /// The error at the place that was noted.
    pub(crate) fn error(self, error: &dyn fmt::Display) -> DecodeError {
        DecodeError {
            pointer: self.pointer(),
            message: error.to_string(),
        }
    }
}
