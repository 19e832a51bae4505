//! Notifications of both versions: read, refused, answered.

mod acknowledge;
mod answer;
mod copies;
mod events;
mod read;
mod refuse;
mod refuse_xml;
#[path = "../support/mod.rs"]
mod support;
