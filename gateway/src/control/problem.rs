//! Errors of the control API: `{"error": "…"}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Map, Value};

use crate::message::Refusal;

/// Why something was not done, for people.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    status: StatusCode,
    members: Map<String, Value>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self {
            status,
            members: Map::from_iter([("error".to_owned(), text.into().into())]),
        }
    }

    /// What was sent cannot be used.
    pub(super) fn wrong(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }

    pub(super) fn not_found(text: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, text)
    }

    /// With more to know.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }
}

impl From<Refusal> for Problem {
    /// A flow does not allow it, or there is nothing to do it with.
    fn from(refusal: Refusal) -> Self {
        let text = format!("{}: {}", refusal.code, refusal.message);
        // v2 says it with 200.
        match refusal.status == 404 || refusal.code == "NOT_FOUND" {
            true => Self::not_found(text),
            false => Self::new(StatusCode::CONFLICT, text),
        }
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(Value::Object(self.members))).into_response()
    }
}
