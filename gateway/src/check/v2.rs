//! Who sent a request of v2, and whether its fields are those that were signed.

use std::borrow::Cow;

use serde_json::{Map, Value};
use wechatpay_openapi::testing::{TableView, ValueKind};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Answer, Operation, Version};

use super::form::Form;
use super::judge::{Judge, Judged};
use super::mode::{Check, Checks, Mode};
use crate::keys::Keys;
use crate::message::{Caller, Received, Refusal};

/// Not even understood: `return_code` is `FAIL`.
pub(super) fn unread(code: &str, message: &str) -> Refusal {
    Refusal {
        is_unread: true,
        ..Refusal::new(200, code, message)
    }
}

/// Reads the fields: of an XML body, of a form, or of the query.
pub(super) fn read(
    judge: &mut Judge<'_>,
    received: &Received,
    form: Option<&Form>,
) -> Judged<Map<String, Value>> {
    if let Some(form) = form {
        return Ok(form.fields(Version::V2));
    }
    if received.method == http::Method::GET {
        let pairs = form_urlencoded::parse(received.query().as_bytes());
        return Ok(pairs
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect());
    }
    if received.body.trim_ascii().is_empty() {
        judge.find(Check::Authorization, unread("POST_DATA_EMPTY", "post数据为空"))?;
        return Ok(Map::new());
    }
    match Document::parse(&received.body).map(|document| document.to_json()) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => {
            judge.find(Check::Authorization, unread("XML_FORMAT_ERROR", "XML格式错误"))?;
            Ok(Map::new())
        }
    }
}

/// The texts of a request's fields in the order they came, its `sign` among them; `None` if nothing can be read.
#[must_use]
pub fn fields_of_v2(received: &Received, form: Option<&Form>) -> Option<Vec<(String, String)>> {
    let lenient = Checks::all(Mode::Off);
    let mut judge = Judge::new(&lenient, String::new());
    let fields = read(&mut judge, received, form).ok()?;
    let texts = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, scalar(&value)?.into_owned())));
    Some(texts.collect())
}

/// How a request is signed that does not say it: as its page says, where that knows one algorithm alone (分账: 只支持HMAC-SHA256),
/// and else by MD5 (统一下单: 默认为MD5).
#[must_use]
pub fn unstated_sign_type(table: Option<TableView>) -> SignType {
    let field = table.and_then(|table| table.field("sign_type"));
    match field.map(|field| field.kind()) {
        Some(ValueKind::Enum([only])) => SignType::parse(only).unwrap_or(SignType::Md5),
        _ => SignType::Md5,
    }
}

/// Checks the merchant's number and the signature.
pub(super) fn authenticate(
    keys: &Keys,
    judge: &mut Judge<'_>,
    operation: &Operation,
    table: Option<TableView>,
    fields: &Map<String, Value>,
) -> Judged<Caller> {
    let text = |name: &str| {
        let found = fields.get(name).and_then(Value::as_str);
        found.filter(|text| !text.is_empty())
    };
    let mchid = ["mch_id", "mchid"].into_iter().find_map(text);
    if let Some(mchid) = mchid {
        judge.demand(Check::Mchid, mchid == keys.mchid(), || {
            unread("MCHID_NOT_EXIST", "商户号mch_id不存在")
        })?;
    }
    let caller = Caller::new(mchid.map_or_else(|| keys.mchid(), str::to_owned));
    let has_sign = table.is_some_and(|table| table.field("sign").is_some());
    let by_length = text("sign").and_then(SignType::of_signature);
    let stated = text("sign_type").or(text("signType")).and_then(SignType::parse);
    let sign_type = stated.unwrap_or_else(|| unstated_sign_type(table));
    judge.sign_type = sign_type;
    // A redirect whose documentation knows no signature has none.
    if operation.answers == Answer::Redirect && !has_sign {
        return Ok(caller);
    }
    let wrong = || unread("SIGNERROR", "签名错误，请检查后再试");
    let texts: Option<Vec<(&str, Cow<'_, str>)>> = fields
        .iter()
        .map(|(name, value)| Some((&**name, scalar(value)?)))
        .collect();
    let is_right = texts.zip(text("sign")).is_some_and(|(texts, sign)| {
        let signed = v2::text(texts.iter().map(|(name, value)| (*name, &**value)));
        by_length == Some(sign_type) && keys.verify_v2(&signed, sign)
    });
    judge.demand(Check::Signature, is_right, wrong)?;
    Ok(caller)
}

/// The text of a field; elements in elements are covered by no signature.
fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string().into()),
        _ => None,
    }
}

/// A field that must be there is not.
pub(super) fn lacking(name: &str) -> Refusal {
    Refusal::new(200, "LACK_PARAMS", format!("缺少参数{name}"))
}
