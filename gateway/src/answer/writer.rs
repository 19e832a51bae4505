//! What an answer is written with.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use wechatpay_openapi_runtime::sign::v2::SignType;

use super::fresh::Fresh;
use crate::keys::Keys;

/// Writes answers.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    /// Of both sides.
    pub keys: &'a Keys,
    /// Where nonces and the ids of answers come from.
    pub fresh: &'a Fresh,
}

/// How an answer is signed.
#[derive(Debug, Clone)]
pub struct Signing {
    /// By which of WeChat Pay's keys (v3).
    pub serial: String,
    /// The time that is signed, in seconds since 1970-01-01 UTC (v3).
    pub at: i64,
    /// How (v2).
    pub sign_type: SignType,
}

/// A response without anything but its body.
pub(super) fn response(status: u16, content_type: &'static str, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !content_type.is_empty() {
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    response
}
