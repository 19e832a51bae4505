//! Attacks and mistakes: what somebody tries, and what must come of it. Each file is a subject, each table a list to be read.

#![allow(missing_docs)]

#[path = "../support/mod.rs"]
mod support;

#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod clocks;
#[cfg(feature = "reqwest")]
mod fetching;
#[cfg(all(feature = "reqwest", feature = "test"))]
mod files;
mod front_end;
mod headers;
mod key_files;
mod key_texts;
mod memory;
mod misshapen;
mod notifications;
#[cfg(feature = "axum")]
mod notifications_axum;
mod numbers;
mod outcomes;
mod required;
mod retries;
#[cfg(feature = "reqwest")]
mod saving;
mod sequences;
mod shown;
#[cfg(all(unix, feature = "reqwest"))]
mod targets;
mod times;
mod transports;
mod v2;
mod v2_answers;
mod v2_cut;
mod v2_documents;
mod v2_notifications;
mod values;
