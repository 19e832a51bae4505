//! Checking a request as WeChat Pay does: who signed it, when, and what.

use std::borrow::Cow;

use http::header::{AUTHORIZATION, CONTENT_TYPE};

use super::platform::TestPlatform;
use super::rules;
use crate::clock::WINDOW_SECONDS;
use crate::crypto::KeyAlgorithm;
use crate::error::{Error, ErrorKind, Times};
use crate::sign::v2::{self, SignType};
use crate::sign::v3::{Authorization, Scheme, request_message};
use crate::verify::Headers as _;
use crate::xml::Document;

pub(super) type Fields<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

impl TestPlatform {
    /// Checks that WeChat Pay would accept this request of the merchant's, such as one that a test's server received.
    ///
    /// v3: the `Authorization` header is of this merchant, key and certificate, its time within 300 seconds, and it
    /// signs method, path, query and body as they are here (of an upload `meta` alone); `Wechatpay-Serial`, if it is
    /// there, names a key of the platform's. v2, which has no such header: `sign` over the fields of body or query, by
    /// `sign_type` if that is among them. Scheme and host are not looked at: they are not signed.
    ///
    /// And what the rules say of a request that is rightly signed: v3 has a `User-Agent`, and in its JSON no `null` and no
    /// character of four bytes; a `notify_url` is https (v2: or http) with a host's name, a path and no query, but to this
    /// machine it may be anything.
    ///
    /// # Errors
    /// [`Request`](ErrorKind::Request) for these;
    /// [`Unsigned`](ErrorKind::Unsigned), [`Expired`](ErrorKind::Expired), [`UnknownSerial`](ErrorKind::UnknownSerial)
    /// or [`Signature`](ErrorKind::Signature); the text says what was seen and what was expected.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::{Client, Method, testing::TestPlatform};
    /// let platform = TestPlatform::new()?;
    /// let client: Client = platform.client()?;
    /// let request = client.call(Method::GET, "v3/certificates").to_http()?;
    /// platform.check(&request)?;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn check<B: AsRef<[u8]>>(&self, request: &http::Request<B>) -> Result<(), Error> {
        let body = request.body().as_ref();
        let target = request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let content_type = request.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let Some(authorization) = request.headers().get(AUTHORIZATION) else {
            return self.check_v2(content_type, request.uri().query().unwrap_or_default(), body);
        };
        let found = authorization.to_str().ok().and_then(Authorization::parse);
        let found = found.ok_or_else(|| {
            wrong("the `Authorization` header is not `scheme mchid=\"…\",nonce_str=\"…\",…` with each parameter once")
        })?;
        self.check_party(&found)?;
        self.check_time(found.timestamp)?;
        if let Some(serial) = request.header("wechatpay-serial") {
            let expected = match self.signing_as(serial) {
                Ok(_) => serial,
                Err(_) => self.public_key_id(),
            };
            same(ErrorKind::UnknownSerial, "`Wechatpay-Serial`", serial, expected)?;
        }
        let signed = match boundary(content_type) {
            Some(boundary) => signed_part(boundary, body)
                .ok_or_else(|| wrong("an upload signs its part `meta`, and there is none"))?,
            None => body,
        };
        let method = request.method().as_str();
        let message = request_message(method, target, found.timestamp, found.nonce_str, signed);
        let key = &self.keys.merchant.public;
        key.verify(&message, found.signature).map_err(|error| {
            wrong(format!(
                "{error}: it must cover `{method}`, `{target}`, timestamp, nonce and the {} bytes of the body",
                signed.len()
            ))
        })?;
        rules::check_v3(request, signed)
    }

    pub(super) fn check_party(&self, found: &Authorization<'_>) -> Result<(), Error> {
        let scheme = match self.keys.merchant.public.algorithm() {
            KeyAlgorithm::Rsa => Scheme::MerchantRsa,
            KeyAlgorithm::Sm2 => Scheme::MerchantSm2,
        }
        .as_str();
        same(ErrorKind::Signature, "the scheme", found.scheme, scheme)?;
        same(ErrorKind::Signature, "`mchid`", found.identity, self.mchid())?;
        same(
            ErrorKind::UnknownSerial,
            "`serial_no`",
            found.serial_no,
            self.serial_no(),
        )
    }

    pub(super) fn check_time(&self, timestamp: &str) -> Result<(), Error> {
        let signed: i64 = timestamp.parse().map_err(|_| {
            let text = format!("`timestamp` is no number of seconds: `{timestamp}`");
            Error::new(ErrorKind::Expired, text)
        })?;
        let local = self.clock.now();
        if local.abs_diff(signed) <= WINDOW_SECONDS.unsigned_abs() {
            return Ok(());
        }
        let times = Times { signed, local };
        let text = format!("outside the window of {WINDOW_SECONDS} s: {times}");
        Err(Error::new(ErrorKind::Expired, text).with_clocks(times))
    }

    fn check_v2(&self, content_type: &str, query: &str, body: &[u8]) -> Result<(), Error> {
        let fields = fields_of_v2(content_type, query, body)?;
        let get = |name: &str| {
            let found = fields.iter().find(|(found, _)| found == name);
            found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
        };
        let Some(sign) = get("sign") else {
            let text = "not signed: neither a header `Authorization` (v3) nor a field `sign` (v2)";
            return Err(Error::new(ErrorKind::Unsigned, text));
        };
        if let Some(mchid) = get("mch_id").or(get("mchid")) {
            same(ErrorKind::Signature, "`mch_id`", mchid, self.mchid())?;
        }
        let stated = get("sign_type").map_or(Ok(None), |text| match SignType::parse(text) {
            Some(sign_type) => Ok(Some(sign_type)),
            None => Err(wrong(format!(
                "`sign_type` is `{text}`: MD5 and HMAC-SHA256 are known"
            ))),
        })?;
        let by_length = SignType::of_signature(sign);
        if let Some(stated) = stated.filter(|stated| by_length != Some(*stated)) {
            return Err(wrong(format!(
                "`sign` has {} digits, which is not {}",
                sign.len(),
                stated.as_str()
            )));
        }
        let text = v2::text(fields.iter().map(|(name, value)| (&**name, &**value)));
        if !self.keys.verify_v2(&text, sign) {
            return Err(wrong(
                "`sign` is not that of the fields with the v2 API key: sorted by name, without empty ones and `sign`",
            ));
        }
        get("notify_url").map_or(Ok(()), |url| rules::check_notify_url(url, &["http", "https"]))
    }
}

/// What v2 signs: the fields of an XML body, of an upload without its file, or else of the query.
pub(super) fn fields_of_v2<'a>(
    content_type: &str,
    query: &'a str,
    body: &'a [u8],
) -> Result<Fields<'a>, Error> {
    if let Some(boundary) = boundary(content_type) {
        let texts = parts(boundary, body).into_iter().filter(|part| !part.is_file);
        let pair = |part: FormPart<'a>| (part.name.into(), String::from_utf8_lossy(part.content));
        return Ok(texts.map(pair).collect());
    }
    if !body.trim_ascii_start().starts_with(b"<") {
        return Ok(form_urlencoded::parse(query.as_bytes()).collect());
    }
    let document = Document::parse(body).map_err(|error| wrong(format!("the body is no XML: {error}")))?;
    let texts = document
        .texts()
        .ok_or_else(|| wrong("the body has objects, which no signature covers"))?;
    let owned = |(name, text): (&str, &str)| (name.to_owned().into(), text.to_owned().into());
    Ok(texts.into_iter().map(owned).collect())
}

/// A part of a form.
struct FormPart<'a> {
    name: &'a str,
    is_file: bool,
    is_json: bool,
    content: &'a [u8],
}

pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let (_, boundary) = content_type
        .strip_prefix("multipart/form-data")?
        .split_once("boundary=")?;
    boundary
        .split(';')
        .next()
        .map(|text| text.trim().trim_matches('"'))
}

/// Of an upload of v3: `meta`, or else the one JSON part.
pub(super) fn signed_part<'a>(boundary: &str, body: &'a [u8]) -> Option<&'a [u8]> {
    let parts = parts(boundary, body);
    let meta = parts.iter().find(|part| part.name == "meta");
    let signed = meta.or_else(|| parts.iter().find(|part| part.is_json))?;
    Some(signed.content)
}

/// The parts of a form, as far as uploads have them. What is malformed ends it.
fn parts<'a>(boundary: &str, body: &'a [u8]) -> Vec<FormPart<'a>> {
    let delimiter = format!("--{boundary}");
    let next = format!("\r\n{delimiter}");
    let mut found = Vec::new();
    let mut rest = body.strip_prefix(delimiter.as_bytes());
    while let Some(part) = rest.and_then(|rest| rest.strip_prefix(b"\r\n")) {
        let (Some(head), Some(end)) = (position(part, b"\r\n\r\n"), position(part, next.as_bytes())) else {
            break;
        };
        let text = std::str::from_utf8(&part[..head]).unwrap_or_default();
        let name = text
            .split_once("; name=\"")
            .and_then(|(_, name)| name.split('"').next());
        if let (Some(name), true) = (name, head + 4 <= end) {
            found.push(FormPart {
                name,
                is_file: text.contains("; filename=\""),
                is_json: text.contains("application/json"),
                content: &part[head + 4..end],
            });
        }
        rest = Some(&part[end + next.len()..]);
    }
    found
}

fn position(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn same(kind: ErrorKind, what: &str, found: &str, expected: &str) -> Result<(), Error> {
    if found == expected {
        return Ok(());
    }
    let text = format!("{what} is `{found}`, and `{expected}` was expected");
    Err(Error::new(kind, text))
}

pub(super) fn wrong(why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Signature, format!("wrong signature: {why}"))
}
