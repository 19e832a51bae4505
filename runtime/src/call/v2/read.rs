//! Reading a v2 answer: failures first, then the signature over the fields as received.

use serde_json::Value;

use super::echo::{Blank, is_echo};
use super::fields::{given, sign_type};
use crate::call::done::undone;
use crate::call::parts::CallParts;
use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Verify};
use crate::received::Received;
use crate::verify::{Refusal, verify_document};
use crate::xml::Document;

/// What `verified_by` says of a v2 answer.
const VERIFIED_BY: &str = "api_v2_key";

/// Checks an answer whose status, headers and body are in `received`.
pub(in crate::call) fn read(parts: &CallParts, mut received: Received) -> Result<Received, Error> {
    match check(parts, &mut received) {
        Ok(()) => Ok(received),
        Err(error) => Err(received.blame(error)),
    }
}

fn check(parts: &CallParts, received: &mut Received) -> Result<(), Error> {
    if received.status.is_success()
        && let Some(error) = undone(&parts.operation, received.status, &received.body)
    {
        return Err(error);
    }
    let is_xml = received.body.trim_ascii_start().starts_with(b"<");
    let document = match parts.operation.answers {
        // A bill is text or gzip, JSON is JSON; in either's place an error comes as XML.
        Answer::Xml => Document::parse(&received.body),
        _ if is_xml => Document::parse(&received.body),
        _ => Ok(Document::default()),
    };
    if !received.status.is_success() {
        let document = document.unwrap_or_default();
        received.verified_by = verify(parts, &document)?;
        return Err(failure(&document).unwrap_or_else(|| Error::new(ErrorKind::Api, "an error answer")));
    }
    let document =
        document.map_err(|error| Error::new(ErrorKind::Decode, error.to_string()).with_source(error))?;
    received.verified_by = verify(parts, &document)?;
    if let Some(error) = failure(&document) {
        return Err(error);
    }
    match parts.operation.answers {
        Answer::Xml => {
            check_success(parts, &document, received.verified_by.is_some())?;
            received.document = Some(document);
            Ok(())
        }
        Answer::Json => json_failure(&received.body).map_or(Ok(()), Err),
        _ if is_xml => Err(Error::new(
            ErrorKind::Decode,
            "XML came where a bill was expected",
        )),
        _ => Ok(()),
    }
}

/// By what a document was verified, success or failure. A signature that is there must match, unless the
/// documentation knows none.
fn verify(parts: &CallParts, document: &Document) -> Result<Option<String>, Error> {
    if document.get("sign").is_none_or(str::is_empty) {
        return Ok(None);
    }
    let optional = parts.operation.verify == Verify::Unsigned;
    let keys = match parts.client.core.v2_key() {
        Err(_) if optional => return Ok(None),
        keys => keys?,
    };
    // How the request was signed.
    let sign_type = sign_type(&given(parts, &Blank)?, parts.record())?;
    match verify_document(document, &keys, Some(sign_type)) {
        Ok(()) => Ok(Some(VERIFIED_BY.to_owned())),
        Err(_) if optional => Ok(None),
        Err(refusal @ Refusal::Mismatch(_)) => Err(Error::new(
            ErrorKind::Signature,
            format!(
                "the answer {refusal}: it was altered, or `api_v2_key` is not this merchant's v2 API key (APIv2密钥; the \
                 APIv3 key looks the same and is another one)"
            ),
        )),
        Err(refusal) => Err(Error::new(ErrorKind::Signature, format!("the answer {refusal}"))),
    }
}

/// What does not fail is not yet a success: it is signed where it must be, says so, and is no request.
fn check_success(parts: &CallParts, document: &Document, verified: bool) -> Result<(), Error> {
    let optional = matches!(parts.operation.verify, Verify::Unsigned | Verify::SignedIfPresent);
    if !verified && !optional {
        return Err(
            Error::new(ErrorKind::Unsigned, "the answer must be signed and has no `sign`")
                .with_problems(vec!["sign".to_owned()]),
        );
    }
    // Requests are signed with the same key: one that comes back is no answer.
    if is_echo(parts, document) {
        return Err(Error::new(
            ErrorKind::Signature,
            "the answer is our own request: nothing says that WeChat Pay has seen it",
        ));
    }
    // A page of some proxy is XML too.
    if document.get("return_code").is_none_or(str::is_empty) {
        return Err(Error::new(
            ErrorKind::Decode,
            "the answer is XML without `return_code`: was it WeChat Pay that answered?",
        ));
    }
    Ok(())
}

/// What a document says of its failure: `return_code` first, then `result_code`.
fn failure(document: &Document) -> Option<Error> {
    let text = |names: &[&str]| {
        let found = names.iter().filter_map(|name| document.get(name));
        found.filter(|text| !text.is_empty()).map(str::to_owned).next()
    };
    let failed = ["return_code", "result_code"]
        .iter()
        // An empty element is outside of the signature, and says nothing.
        .find(|name| document.get(name).is_some_and(|code| !code.is_empty() && code != "SUCCESS"))?;
    let code = text(&["err_code", "error_code", failed]);
    let message = text(&[
        "err_code_des",
        "error_code_des",
        "err_msg",
        "result_msg",
        "return_msg",
        "ret_msg",
    ]);
    Some(Error::new(ErrorKind::Api, "a v2 failure").said(code, message))
}

/// `retcode` and `retmsg` of `appauth`, which answers JSON.
fn json_failure(body: &[u8]) -> Option<Error> {
    let json: Value = serde_json::from_slice(body).ok()?;
    let code = match json.get("retcode")? {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let message = json.get("retmsg").and_then(Value::as_str).map(str::to_owned);
    (code != "0").then(|| Error::new(ErrorKind::Api, "a v2 failure").said(Some(code), message))
}
