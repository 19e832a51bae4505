//! Whom the control API obeys: programs that call it by a name of its own, and the gateway's own page.
//!
//! A page of somebody else's may lead a name of its own to this machine (DNS rebinding): its browser then takes the gateway for
//! the page's own server, and `Origin` and `Host` agree. Only the names tell it: an address cannot be led elsewhere.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{HOST, HeaderName, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, StatusCode, Uri};

use super::problem::Problem;
use crate::world::World;

/// Refuses what was sent to a name that is not the gateway's, and what a page of another origin sends. Programs send no `Origin`.
pub(super) async fn own(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    match refused(&world.base_url, request.headers()) {
        None => next.run(request).await,
        Some(text) => Problem::new(StatusCode::FORBIDDEN, text).into_response(),
    }
}

fn refused(base_url: &str, headers: &HeaderMap) -> Option<String> {
    let base: Uri = base_url.parse().unwrap_or_default();
    let host = text(headers, &HOST).map(|host| (host, host.parse::<Authority>()));
    let called = match &host {
        None => None,
        Some((_, Ok(host))) if is_own(&base, host.host()) => Some(host),
        Some((host, _)) => {
            return Some(format!(
                "`{host}` is no name of this gateway: call it by an address, as localhost, or by the name in --base-url"
            ));
        }
    };
    let origin = headers.get(ORIGIN)?;
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    let sender = origin.as_ref().and_then(Uri::authority);
    let is_page = sender.is_some() && (sender == called || sender == base.authority());
    (!is_page).then(|| {
        "this came from a page of somebody else's in a browser: the gateway obeys its own page and programs".to_owned()
    })
}

fn text<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> Option<&'headers str> {
    // What is no text is no name either.
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// A name that nobody else can lead here: an address, this machine's own, or what the gateway was told that it is called.
fn is_own(base: &Uri, host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let lower = host.trim_end_matches('.').to_ascii_lowercase();
    bare.parse::<IpAddr>().is_ok()
        || lower == "localhost"
        || lower.ends_with(".localhost")
        || base.host().is_some_and(|own| own.eq_ignore_ascii_case(&lower))
}
