//! From an answer's bytes to one that is known to be good.

use bytes::Bytes;

use super::parts::CallParts;
use super::{v2, v3};
use crate::error::Error;
use crate::keyring::Keyring;
use crate::operation::Version;
use crate::received::Received;

/// Verifies an answer by the operation's rule; an error answer becomes an error.
pub(super) fn read(
    parts: &CallParts,
    answer: http::Response<Bytes>,
    keys: &Keyring,
) -> Result<Received, Error> {
    let now = parts.client.core.clock.now();
    let (head, body) = answer.into_parts();
    let received = Received {
        operation: parts.operation,
        path: parts.path.clone(),
        status: head.status,
        headers: head.headers,
        body,
        verified_by: None,
        url: None,
        document: None,
        file: parts.options.file.clone(),
    };
    let read = match parts.operation.version {
        Version::V3 => v3::read(parts, received, keys, now),
        Version::V2 => v2::read(parts, received),
    };
    read.map_err(|error| error.timed(parts.pause(), now))
}

/// The platform key that an answer names.
pub(super) fn serial<B>(answer: &http::Response<B>) -> Option<&str> {
    answer.headers().get("wechatpay-serial")?.to_str().ok()
}
