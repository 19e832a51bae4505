//! Attacks: what somebody tries, and what must come of it. Each file is a subject, each table a list to be read.

#![allow(missing_docs)]

#[path = "../support/mod.rs"]
mod support;

#[cfg(all(feature = "reqwest", feature = "test"))]
mod files;
mod front_end;
mod notifications;
#[cfg(feature = "axum")]
mod notifications_axum;
mod numbers;
#[cfg(feature = "reqwest")]
mod saving;
mod v2;
mod v2_answers;
mod v2_notifications;
mod values;
