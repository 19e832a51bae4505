//! The form of an address for notifications.

use std::net::IpAddr;

use http::Uri;
use wechatpay_openapi_runtime::Version;

/// What is wrong with an address: a whole `https://` URL (v2: or `http://`) with a host's name, a path and no query. One to
/// this machine is a test's own server, and passes.
pub(super) fn fault(url: &str, version: Version) -> Option<&'static str> {
    let schemes: &[&str] = match version {
        Version::V2 => &["http", "https"],
        Version::V3 => &["https"],
    };
    if url.is_empty() {
        return None;
    }
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
