//! The headers of a request: the protocol's, the record's, the caller's.

use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::parts::{CallParts, unencodable};
use crate::error::{Error, ErrorKind};
use crate::keyring::PlatformKey;
use crate::operation::Answer;
use crate::record::{Cipher, Location};
use crate::shape;

const USER_AGENT_TEXT: &str = concat!("wechatpay-openapi-rust/", env!("CARGO_PKG_VERSION"));

/// Headers that the protocol needs as the client sets them.
const OF_THE_PROTOCOL: [&str; 5] = [
    "authorization",
    "wechatpay-serial",
    "content-type",
    "content-length",
    "host",
];

/// Headers that say how the bytes travel, which is the transport's alone: another length or another end of the
/// request than the one that was signed is how requests are smuggled. (RFC 9110, 7.6.1, and what asks for another protocol.)
const OF_THE_TRANSPORT: [&str; 13] = [
    "connection",
    "content-encoding",
    "expect",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
];

pub(super) fn headers(
    parts: &CallParts,
    cipher: &dyn Cipher,
    platform: Option<&PlatformKey>,
    content_type: &str,
) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    let accept = if parts.operation.answers == Answer::File {
        "*/*"
    } else {
        "application/json"
    };
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    headers.insert(USER_AGENT, HeaderValue::from_static(USER_AGENT_TEXT));
    if let Some(language) = parts.client.core.language {
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    }
    if !content_type.is_empty() {
        headers.insert(CONTENT_TYPE, header_value("content-type", content_type)?);
    }
    if let Some(record) = parts.record() {
        let pairs = record
            .pairs(Location::Header, Some(cipher))
            .map_err(unencodable)?;
        add_headers(&mut headers, &pairs)?;
    }
    add_headers(&mut headers, &parts.options.headers)?;
    if let Some(key) = platform {
        headers.insert("wechatpay-serial", header_value("wechatpay-serial", &key.serial)?);
    }
    Ok(headers)
}

fn add_headers(headers: &mut HeaderMap, pairs: &[(String, String)]) -> Result<(), Error> {
    for (name, value) in pairs {
        let wrong = |why: &str| Error::new(ErrorKind::Request, format!("{} {why}", shape::header(name)));
        let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("has no valid name"))?;
        if is_reserved(parsed.as_str()) {
            // One of the names above, so it can be shown.
            let text = format!(
                "the header `{name}` belongs to the protocol or to the transport: the client sets it"
            );
            return Err(Error::new(ErrorKind::Request, text));
        }
        if parsed == USER_AGENT && value.trim().is_empty() {
            return Err(wrong("is empty, and WeChat Pay refuses requests without one"));
        }
        headers.insert(parsed, header_value(name, value)?);
    }
    Ok(())
}

fn is_reserved(name: &str) -> bool {
    OF_THE_PROTOCOL.contains(&name) || OF_THE_TRANSPORT.contains(&name)
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|_| {
        Error::new(
            ErrorKind::Request,
            format!(
                "{} has a value with characters that cannot be sent",
                shape::header(name)
            ),
        )
    })
}
