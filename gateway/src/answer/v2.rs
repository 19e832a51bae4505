//! An answer of v2: XML whose fields are signed, always with the status 200.

mod numbered;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::Verify;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::Document;

pub(crate) use numbered::numbered;

use super::writer::{Signing, Writer, response};
use crate::message::Refusal;

/// Fields as XML, with what every answer has that is documented so, and signed.
pub(super) fn answer(
    writer: &Writer<'_>,
    entry: &Entry,
    fields: &Map<String, Value>,
    sign_type: SignType,
) -> Response<Bytes> {
    let table = entry.answer.map(TableView::of);
    let documents = |name: &str| table.is_none_or(|table| table.field(name).is_some());
    let mut fields = fields.clone();
    fields.entry("return_code").or_insert_with(|| "SUCCESS".into());
    if documents("result_code") {
        fields.entry("result_code").or_insert_with(|| "SUCCESS".into());
    }
    let is_signed = documents("sign") || entry.operation.verify == Verify::Signed;
    signed(writer, fields, is_signed.then_some(sign_type))
}

/// Signed unless a field holds others: no signature covers those.
fn signed(
    writer: &Writer<'_>,
    mut fields: Map<String, Value>,
    sign_type: Option<SignType>,
) -> Response<Bytes> {
    if let Some(nonce) = fields.get_mut("nonce_str") {
        *nonce = writer.fresh.nonce().to_ascii_uppercase().into();
    }
    fields.shift_remove("sign");
    if let (Some(sign_type), Some(stated)) = (sign_type, fields.get_mut("sign_type")) {
        *stated = sign_type.as_str().into();
    }
    let mut document = Document::from_json(&Value::Object(fields));
    let text = document.texts().map(v2::text);
    if let (Some(sign_type), Some(text)) = (sign_type, text) {
        document.set("sign", writer.keys.sign_v2(sign_type, &text));
    }
    write(&document)
}

/// An error of an operation: what was not even understood has a message alone, and no signature.
pub(super) fn refusal(
    writer: &Writer<'_>,
    entry: &Entry,
    refusal: &Refusal,
    signing: &Signing,
) -> Response<Bytes> {
    if let Some(document) = numbered(entry.operation, refusal) {
        return write(&document);
    }
    let (code, message) = (&*refusal.code, &*refusal.message);
    if refusal.is_unread {
        return write(&failed(message));
    }
    // Where the page has it, it is that of the request.
    let documents = |name: &str| {
        entry
            .answer
            .is_some_and(|table| TableView::of(table).field(name).is_some())
    };
    let appid = signing.appid.as_deref().filter(|_| documents("appid"));
    let mchid = writer.keys.mchid();
    let fields = [
        ("return_code", Some("SUCCESS")),
        ("return_msg", Some("OK")),
        ("appid", appid),
        ("mch_id", Some(&*mchid)),
        ("nonce_str", Some("")),
        ("result_code", Some("FAIL")),
        ("err_code", Some(code)),
        ("err_code_des", Some(message)),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))));
    signed(writer, fields.collect(), Some(signing.sign_type))
}

/// An error of which no operation is known.
pub(super) fn unread(refusal: &Refusal) -> Response<Bytes> {
    let mut response = write(&failed(&refusal.message));
    *response.status_mut() = StatusCode::from_u16(refusal.status).unwrap_or_default();
    response
}

fn failed(message: &str) -> Document {
    let mut document = Document::default();
    document.set("return_code", "FAIL");
    document.set("return_msg", message);
    document
}

fn write(document: &Document) -> Response<Bytes> {
    // A character that XML does not allow cannot have come in by it.
    let text = document.write().unwrap_or_default();
    response(200, "text/xml; charset=utf-8", text.into())
}
