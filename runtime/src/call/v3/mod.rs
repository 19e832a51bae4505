//! v3: JSON, or a file in parts, signed by a header, and an answer that WeChat Pay signed.

mod message;
mod read;

pub(super) use message::Message;
pub(super) use read::read;
