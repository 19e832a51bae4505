//! v2: fields signed with the v2 API key on both ways, mostly as XML.

mod echo;
mod fields;
mod message;
mod read;
mod upload;

pub(super) use fields::is_filled_in;
pub(super) use message::Message;
pub(super) use read::read;
