//! The digest that an upload states of its file.

use serde_json::{Map, Value};
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::crypto::{md5_hex, sha256_hex, sm3_hex};

use super::form::Form;
use super::judge::{Judge, Judged};
use super::mode::Check;
use super::v2::unread;
use crate::message::{Detail, Location, Refusal};

/// A form has a file, and what is said of it in `meta` or beside it is so.
pub(super) fn check(
    judge: &mut Judge<'_>,
    version: Version,
    form: &Form,
    fields: &Map<String, Value>,
) -> Judged {
    let refuse = |text: &str| match version {
        Version::V3 => Refusal::new(400, "PARAM_ERROR", text),
        Version::V2 => unread("PARAM_ERROR", text),
    };
    let Some((_, _, file)) = &form.file else {
        return judge.find(Check::Body, refuse("请求体中没有文件"));
    };
    let metas = fields
        .iter()
        .filter_map(|(name, value)| Some((format!("/{name}"), value.as_object()?)));
    for (pointer, said) in metas.chain([(String::new(), fields)]) {
        for (name, stated) in said {
            let Some(digest) = digest(said, name, file) else {
                continue;
            };
            let is_right = stated
                .as_str()
                .is_some_and(|stated| stated.eq_ignore_ascii_case(&digest));
            judge.demand(Check::Digest, is_right, || match version {
                Version::V3 => Refusal::parameter(Detail {
                    field: format!("{pointer}/{name}"),
                    value: stated.clone(),
                    issue: "is not the digest of the file".to_owned(),
                    location: Location::Body,
                }),
                Version::V2 => refuse("media_hash与文件不一致"),
            })?;
        }
    }
    Ok(())
}

/// What a field of this name must say, by the names that the documentation uses.
fn digest(beside: &Map<String, Value>, name: &str, file: &[u8]) -> Option<String> {
    let algorithm = beside.iter().find(|(name, _)| name.starts_with("digest_"));
    let is_sm3 = algorithm.is_some_and(|(_, value)| value.as_str().is_some_and(|text| text.ends_with("SM3")));
    match name {
        "digest" if is_sm3 => Some(sm3_hex(file)),
        "sha256" | "file_digest" | "digest" => Some(sha256_hex(file)),
        "media_hash" => Some(md5_hex(file)),
        _ => None,
    }
}
