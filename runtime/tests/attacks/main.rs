//! What an attacker tries, subject by subject: each file is a list of attacks, and what becomes of them.

#[path = "../support/mod.rs"]
mod support;

mod notifications;
#[cfg(feature = "axum")]
mod notifications_axum;
