//! The fields of a request, as the caller gave them: of a record, or by hand.

use bytes::Bytes;
use serde_json::Value;

use crate::call::parts::{CallParts, Payload, unencodable};
use crate::error::{Error, ErrorKind};
use crate::operation::Method;
use crate::record::{Cipher, Location, RecordRef};
use crate::sign::v2::SignType;
use crate::xml::Document;

/// Fields that the client fills in where the caller did not.
pub(super) const FILLED_IN: [&str; 3] = ["nonce_str", "sign", "sign_type"];

/// Whether the client fills it in.
pub(in crate::call) fn is_filled_in(pointer: &str) -> bool {
    let name = pointer.strip_prefix('/');
    name.is_some_and(|name| FILLED_IN.contains(&name))
}

/// The fields that the caller gave: of a record, or by hand.
pub(super) fn given(parts: &CallParts, cipher: &dyn Cipher) -> Result<Document, Error> {
    let at = match parts.operation.method {
        Method::Get => Location::Query,
        _ => Location::Body,
    };
    let mut fields = match &parts.payload {
        Payload::Record(record) => record
            .as_ref()
            .to_document(at, Some(cipher))
            .map_err(unencodable)?,
        Payload::Json(json) => by_hand(json)?,
        Payload::Failed(text) => return Err(Error::new(ErrorKind::Request, text.clone())),
        Payload::None => Document::default(),
    };
    if at == Location::Query {
        for (name, value) in &parts.query {
            fields.set(name, value);
        }
    }
    Ok(fields)
}

/// The members of a JSON object, given to a path of v2 by hand.
fn by_hand(json: &Bytes) -> Result<Document, Error> {
    let refuse = |why: &str| Error::new(ErrorKind::Request, format!("the fields of a v2 request {why}"));
    let value: Value = serde_json::from_slice(json).map_err(|_| refuse("are a JSON object"))?;
    let Value::Object(members) = value else {
        return Err(refuse("are a JSON object"));
    };
    let mut fields = Document::default();
    for (name, value) in members {
        match value {
            Value::Null => continue,
            Value::String(text) => fields.set(&name, text),
            Value::Bool(_) | Value::Number(_) => fields.set(&name, value.to_string()),
            Value::Array(_) | Value::Object(_) => {
                return Err(refuse("are texts and numbers: write objects as JSON text")
                    .with_problems(vec![format!("/{name}")]));
            }
        }
    }
    Ok(fields)
}

/// The given one, the required one, or MD5.
pub(super) fn sign_type(fields: &Document, record: Option<RecordRef<'_>>) -> Result<SignType, Error> {
    match fields.get("sign_type") {
        Some(text) => SignType::parse(text)
            .ok_or_else(|| Error::new(ErrorKind::Request, "`sign_type` must be MD5 or HMAC-SHA256")),
        None => Ok(record.and_then(documented_sign_type).unwrap_or(SignType::Md5)),
    }
}

/// The `sign_type` that an operation requires: HMAC-SHA256 where it may be chosen.
pub(super) fn documented_sign_type(record: RecordRef<'_>) -> Option<SignType> {
    let field = record.field("sign_type")?;
    if !field.is_required() && !field.is_stated() {
        return None;
    }
    match field.values() {
        ["MD5"] => Some(SignType::Md5),
        _ => Some(SignType::HmacSha256),
    }
}

pub(super) fn texts(fields: &Document) -> Result<Vec<(&str, &str)>, Error> {
    fields.texts().ok_or_else(|| {
        Error::new(
            ErrorKind::Request,
            "a v2 request cannot hold objects: no signature covers them",
        )
    })
}
