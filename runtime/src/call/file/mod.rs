//! Calls whose answer is a file: announced, opened, joined, saved.

mod announced;
mod bill;
mod download;
mod open;
mod save;

pub use bill::Bill;
