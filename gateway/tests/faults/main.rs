//! Faults: every kind as a program sees it that calls through the crate's client, and the rules that choose them.

mod hosts;
mod made;
mod rules;
mod seen;
mod shop;
