//! Whom the control API obeys: programs, and the gateway's own page.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{HOST, ORIGIN};
use http::{HeaderMap, StatusCode};

use super::problem::Problem;

/// Refuses what a page of another origin sends. Programs send no `Origin`.
pub(super) async fn own(request: Request, next: Next) -> Response {
    match is_own(request.headers()) {
        true => next.run(request).await,
        false => {
            let text = "this came from a page of somebody else's in a browser: the gateway obeys its own page and programs";
            Problem::new(StatusCode::FORBIDDEN, text).into_response()
        }
    }
}

fn is_own(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let host = |value: &http::HeaderValue| value.to_str().ok().map(str::to_owned);
    let sender = host(origin).and_then(|origin| Some(origin.split_once("://")?.1.to_owned()));
    sender.is_some() && sender == headers.get(HOST).and_then(host)
}
