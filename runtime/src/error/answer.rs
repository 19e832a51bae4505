//! What an error keeps of the answer that it is about.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

/// The longest body that is read as an error of the API, in bytes; WeChat Pay's are shorter than two thousand. What
/// is read is held beside the body.
const LONGEST: usize = 64 << 10;

pub(super) struct ErrorAnswer {
    pub(super) status: StatusCode,
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) date: Option<String>,
    /// The body as JSON; `Null` if it is none, or too long for an error.
    pub(super) json: Value,
    pub(super) body: Bytes,
}

impl ErrorAnswer {
    pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &Bytes, is_error: bool) -> Self {
        // Gateways on the way answer with HTML: that is no JSON, and no second error.
        let json = match is_error && body.len() <= LONGEST {
            true => serde_json::from_slice(body).unwrap_or(Value::Null),
            false => Value::Null,
        };
        let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
        Self {
            status,
            request_id: text("request-id"),
            retry_after: text("retry-after"),
            date: text("date"),
            json,
            body: body.clone(),
        }
    }

    pub(super) fn text(&self, member: &str) -> Option<&str> {
        self.json.get(member)?.as_str()
    }
}
