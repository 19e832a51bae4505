//! The form of an address for notifications.

use std::net::IpAddr;

use http::Uri;
use serde_json::Value;
use wechatpay_openapi_runtime::Version;

use super::place::At;
use super::walk::Walk;
use crate::check::judge::Judged;
use crate::check::mode::Check;

/// A whole `https://` URL (v2: or `http://`) with a host's name, a path and no query. One to this machine is a test's own
/// server, and passes.
pub(super) fn check(walk: &mut Walk<'_, '_>, value: &Value, at: &At) -> Judged {
    let url = value.as_str().unwrap_or_default();
    let schemes: &[&str] = match walk.version {
        Version::V2 => &["http", "https"],
        Version::V3 => &["https"],
    };
    match fault(url, schemes) {
        Some(issue) if !url.is_empty() => walk.find(Check::NotifyUrl, at, value, issue),
        _ => Ok(()),
    }
}

fn fault(url: &str, schemes: &[&str]) -> Option<&'static str> {
    let Ok(uri) = url.parse::<Uri>() else {
        return Some("is not a URL");
    };
    let Some(host) = uri.host() else {
        return Some("is not a whole URL");
    };
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    if host == "localhost" || address.is_some_and(|address| address.is_loopback()) {
        return None;
    }
    if !uri.scheme_str().is_some_and(|scheme| schemes.contains(&scheme)) {
        return Some("is not https://");
    }
    if address.is_some() {
        return Some("names an IP address instead of a host");
    }
    if url.contains(['?', '#']) {
        return Some("has a query");
    }
    matches!(uri.path(), "" | "/").then_some("has no path")
}
