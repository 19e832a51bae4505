//! Faults on demand: rules say what goes wrong with which request, the next few times, by chance or always.
//!
//! [`Faults::next`] decides, [`Chosen`] says what to do before the request has any effect, how to sign, and what becomes of
//! the answer; the connection's part of it is a [`Fate`], which whoever serves carries out.

mod chosen;
mod fate;
mod kind;
mod made;
mod rule;
mod rules;
mod spoilt;

pub use chosen::{Chosen, SigningFault};
pub use fate::Fate;
pub use kind::{Fault, MOST_COPIES};
pub use made::Instead;
pub use rule::{NewRule, Rule, Target, When};
pub use rules::Faults;
