//! Attacks and mistakes, one file a subject: each table is a list of what was tried and what must come of it.

#[path = "../support/mod.rs"]
mod support;

mod builder;
mod key_files;
mod shown;
