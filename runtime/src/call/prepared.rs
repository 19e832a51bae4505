//! A built request, before it is signed. Here alone it is chosen how: as v3 or as v2.

use bytes::Bytes;

use super::head::RequestHead;
use super::parts::CallParts;
use super::{v2, v3};
use crate::client::Core;
use crate::error::Error;
use crate::keyring::Keyring;
use crate::operation::Version;

/// What every attempt of a call has in common: the very same bytes. Only the signature is fresh each time.
pub(super) struct Prepared {
    pub(super) head: RequestHead,
    message: Message,
}

/// What is signed, as the operation's version has it.
enum Message {
    V3(v3::Message),
    V2(v2::Message),
}

impl Prepared {
    /// Builds all that stays the same from attempt to attempt.
    pub(super) fn new(parts: &CallParts, keys: &Keyring) -> Result<Self, Error> {
        parts.check_required()?;
        Ok(match parts.operation.version {
            Version::V3 => {
                let (head, message) = v3::Message::of(parts, keys)?;
                let message = Message::V3(message);
                Self { head, message }
            }
            Version::V2 => {
                let (head, message) = v2::Message::of(parts)?;
                let message = Message::V2(message);
                Self { head, message }
            }
        })
    }

    /// The whole URL: of a v2 redirect, with a new signature.
    pub(super) fn url(&self, core: &Core) -> Result<String, Error> {
        let RequestHead { origin, target, .. } = &self.head;
        Ok(match &self.message {
            Message::V3(_) => format!("{origin}{target}"),
            Message::V2(message) => format!("{origin}{}", message.signed_target(target, core)?),
        })
    }

    /// A request with a new timestamp, nonce and signature.
    pub(super) async fn sign(&self, core: &Core) -> Result<http::Request<Bytes>, Error> {
        match &self.message {
            Message::V3(message) => message.sign(&self.head, core).await,
            Message::V2(message) => message.sign(&self.head, core),
        }
    }
}
