//! What WeChat Pay's rules say of a request besides its signature.

use std::net::IpAddr;

use http::header::USER_AGENT;
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::verify::Headers as _;

/// Checks the header that every request of v3 has, and the JSON that it signs.
pub(super) fn check_v3<B>(request: &http::Request<B>, json: &[u8]) -> Result<(), Error> {
    if request
        .header(USER_AGENT.as_str())
        .unwrap_or_default()
        .trim()
        .is_empty()
    {
        return Err(against(
            "there is no `User-Agent`, and requests without one are refused",
        ));
    }
    match serde_json::from_slice::<Value>(json) {
        Ok(value) => check_value(&value, ""),
        Err(_) => Ok(()),
    }
}

fn check_value(value: &Value, pointer: &str) -> Result<(), Error> {
    let below = |name: &dyn std::fmt::Display| format!("{pointer}/{name}");
    match value {
        Value::Null => Err(against(format!("`{pointer}` is null, which is not allowed"))),
        Value::String(text) => match pointer.rsplit('/').next() {
            Some("notify_url") => check_text(pointer, text).and_then(|()| check_notify_url(text, &["https"])),
            _ => check_text(pointer, text),
        },
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| check_value(item, &below(&index)))
        }
        Value::Object(members) => members
            .iter()
            .try_for_each(|(name, member)| check_value(member, &below(name))),
        _ => Ok(()),
    }
}

/// Characters of four bytes in UTF-8, such as emoji, are not allowed.
fn check_text(pointer: &str, text: &str) -> Result<(), Error> {
    match text.chars().any(|char| char.len_utf8() == 4) {
        true => Err(against(format!(
            "`{pointer}` has a character of four bytes in UTF-8, such as an emoji: three are the most"
        ))),
        false => Ok(()),
    }
}

/// Checks the form of a `notify_url`. One to this machine is a test's own server, and passes.
pub(super) fn check_notify_url(url: &str, schemes: &[&str]) -> Result<(), Error> {
    let refuse = |why: &str| Err(against(format!("`notify_url` {why}, and no notification comes")));
    let Ok(uri) = url.parse::<http::Uri>() else {
        return refuse("is no URL");
    };
    let Some(host) = uri.host() else {
        return refuse("is not a whole URL");
    };
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    if host == "localhost" || address.is_some_and(|address| address.is_loopback()) {
        return Ok(());
    }
    if !uri.scheme_str().is_some_and(|scheme| schemes.contains(&scheme)) {
        return refuse("is not https://");
    }
    if address.is_some() {
        return refuse("names an IP address instead of a host");
    }
    if url.contains(['?', '#']) {
        return refuse("has a query");
    }
    match uri.path() {
        "" | "/" => refuse("has no path"),
        _ => Ok(()),
    }
}

fn against(why: impl Into<String>) -> Error {
    let text = format!("against the rules of WeChat Pay (接口规则): {}", why.into());
    Error::new(ErrorKind::Request, text)
}
