//! What is sent to the control API, read with errors for people.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::Problem;

/// A snapshot is the largest thing that is sent.
const MOST_BYTES: usize = 64 << 20;

/// A JSON body, whatever its `Content-Type` says; an empty one is `{}`.
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let body = to_bytes(request.into_body(), MOST_BYTES)
            .await
            .map_err(|error| Problem::wrong(format!("the body did not arrive: {error}")))?;
        let json = match body.trim_ascii() {
            [] => b"{}",
            json => json,
        };
        serde_json::from_slice(json).map(Self).map_err(unread)
    }
}

/// JSON as one of several things that a body may be.
pub(super) fn read<T: DeserializeOwned>(json: Value) -> Result<T, Problem> {
    serde_json::from_value(json).map_err(unread)
}

fn unread(error: serde_json::Error) -> Problem {
    let what = if error.is_data() {
        "cannot be used"
    } else {
        "is no JSON"
    };
    Problem::wrong(format!("the body {what}: {error}"))
}

/// What stands behind the `?`.
pub(super) struct InQuery<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for InQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = Query::try_from_uri(&parts.uri);
        let Query(asked) =
            read.map_err(|error| Problem::wrong(format!("the query cannot be used: {}", error.body_text())))?;
        Ok(Self(asked))
    }
}
