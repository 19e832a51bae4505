//! The one error type.

mod advice;
mod after;
mod answer;
mod asked;
mod delivery;
mod effect;
mod held;
mod kind;
mod line;
mod refusal;
mod shown;

pub(crate) use held::Delivery;
pub use held::{BoxError, Error};
pub use kind::{ErrorKind, Times};
