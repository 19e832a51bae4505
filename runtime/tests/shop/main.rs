//! What a shop does with calls: pages of lists, waiting for a state, orders with their sheet, files of an answer.

mod downloads;
mod pages;
mod sheet;
#[path = "../support/mod.rs"]
mod support;
mod wait;
