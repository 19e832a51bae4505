//! What an answer is written with.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use wechatpay_openapi_runtime::Language;
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;
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
    /// In which errors of v3 are told.
    pub language: Language,
}

/// The language that a request wants (`Accept-Language`): none or another one than the documented is Chinese.
#[must_use]
pub fn language(wanted: Option<&str>) -> Language {
    let wanted = wanted.unwrap_or_default().trim();
    let mut documented = [
        Language::English,
        Language::ChineseHongKong,
        Language::ChineseTaiwan,
    ]
    .into_iter();
    let found = documented.find(|language| language.as_str().eq_ignore_ascii_case(wanted));
    found.unwrap_or(Language::Chinese)
}

/// How an answer is signed.
#[derive(Debug, Clone)]
pub struct Signing {
    /// By which of WeChat Pay's keys (v3).
    pub serial: String,
    /// For which of the merchant's keys fields are encrypted (v3).
    pub reads: KeyAlgorithm,
    /// The time that is signed, in seconds since 1970-01-01 UTC (v3).
    pub at: i64,
    /// How (v2).
    pub sign_type: SignType,
    /// Of the request, which an error repeats (v2).
    pub appid: Option<String>,
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
