//! What comes of a request.

use bytes::Bytes;
use serde_json::{Map, Value};
use wechatpay_openapi_runtime::crypto::sha1_hex;

use super::{Notice, Refusal};

/// What is answered, not yet encrypted, signed or written.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The fields of an answer. Sensitive ones are in plain text: whoever writes the answer encrypts them by its table.
    Fields(Map<String, Value>),
    /// No body, with the status that the operation documents.
    Empty,
    /// A file.
    File {
        /// As it is sent.
        content: Bytes,
        /// Its `Content-Type`.
        content_type: &'static str,
        /// Its `Digest`, where one is documented.
        digest: Option<String>,
    },
    /// A documented error.
    Refused(Refusal),
}

impl Outcome {
    /// A file with a `Digest` over this content, which is the file or what is packed in it.
    ///
    /// Of a packed bill no page says which; in v3 it is said of `hash_value`, that it is over what was packed.
    #[must_use]
    pub fn with_digest_of(self, unpacked: &[u8]) -> Self {
        match self {
            Self::File {
                content,
                content_type,
                ..
            } => Self::File {
                content,
                content_type,
                digest: Some(format!("SHA={}", sha1_hex(unpacked))),
            },
            other => other,
        }
    }
}

/// What a flow did: its answer, and what WeChat Pay tells the merchant because of it.
#[derive(Debug, Clone)]
pub struct Done {
    /// The answer.
    pub outcome: Outcome,
    /// Notifications to send, in this order.
    pub notices: Vec<Notice>,
}

impl From<Outcome> for Done {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            notices: Vec::new(),
        }
    }
}

impl From<Refusal> for Done {
    fn from(refusal: Refusal) -> Self {
        Outcome::Refused(refusal).into()
    }
}
