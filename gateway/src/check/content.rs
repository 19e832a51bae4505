//! The body of v3 as JSON, and what no JSON of WeChat Pay's has in it.

use bytes::Bytes;
use serde_json::{Map, Value};
use wechatpay_openapi_runtime::Version;

use super::digest;
use super::form::Form;
use super::judge::{Judge, Judged};
use super::mode::Check;
use crate::message::{Detail, Location, Refusal};

/// The members of a body of v3: of JSON, or the parts of a form.
pub(super) fn read(judge: &mut Judge<'_>, body: &Bytes, form: Option<&Form>) -> Judged<Map<String, Value>> {
    if let Some(form) = form {
        let mut fields = form.fields(Version::V3);
        form.name_file(&mut fields);
        digest::check(judge, Version::V3, form, &fields)?;
        return Ok(fields);
    }
    if body.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => {
            judge.find(
                Check::Body,
                Refusal::new(400, "PARAM_ERROR", "请求体不是合法的JSON对象"),
            )?;
            Ok(Map::new())
        }
    }
}

/// Looks for what is allowed nowhere: `null`, and characters of four bytes.
pub(super) fn forbidden(judge: &mut Judge<'_>, value: &Value, pointer: &str) -> Judged {
    let (check, issue) = match value {
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            return items.try_for_each(|(index, item)| forbidden(judge, item, &format!("{pointer}/{index}")));
        }
        Value::Object(members) => {
            let mut members = members.iter();
            return members
                .try_for_each(|(name, member)| forbidden(judge, member, &format!("{pointer}/{name}")));
        }
        Value::Null => (Check::Null, "null is not allowed"),
        Value::String(text) if text.chars().any(|char| char.len_utf8() == 4) => {
            (Check::Characters, "has a character of four bytes in UTF-8")
        }
        _ => return Ok(()),
    };
    let detail = Detail {
        field: pointer.to_owned(),
        value: value.clone(),
        issue: issue.to_owned(),
        location: Location::Body,
    };
    judge.find(check, Refusal::parameter(detail))
}
