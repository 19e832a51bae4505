//! What comes of a request.

use bytes::Bytes;
use serde_json::{Map, Value};

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
    },
    /// A documented error.
    Refused(Refusal),
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
