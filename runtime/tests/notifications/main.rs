//! Notifications of both versions: read, refused, answered.

mod answer;
mod events;
mod read;
mod refuse;
mod refuse_xml;
