//! Several documentations as one: each rule by small pages, and the whole corpus by its account.

mod corpus;
mod decisions;
mod entries;
mod hostile;
mod pages;
mod rules;
