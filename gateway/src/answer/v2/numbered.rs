//! Errors of `downloadbill`: its page has numbers for them, and neither a `result_code` nor a signature.

use wechatpay_openapi_runtime::Operation;
use wechatpay_openapi_runtime::xml::Document;

use crate::message::Refusal;

/// The one operation that has such a page.
const PATH: &str = "/pay/downloadbill";
/// The number of whatever is wrong with a request.
const WRONG: &str = "20001";

/// The error as this operation writes it; `None` of any other, which has a name for it.
pub(crate) fn numbered(operation: &Operation, refusal: &Refusal) -> Option<Document> {
    if operation.path != PATH {
        return None;
    }
    let (error_code, return_msg) = number(refusal);
    let mut document = Document::default();
    document.set("return_code", "FAIL");
    document.set("return_msg", return_msg);
    document.set("error_code", error_code);
    Some(document)
}

fn number(refusal: &Refusal) -> (&str, String) {
    let code = &*refusal.code;
    let text = match code {
        "SIGNERROR" => "sign error",
        "POST_DATA_EMPTY" => "empty post data",
        "XML_FORMAT_ERROR" => "data format error",
        "LACK_PARAMS" => "missing parameter",
        "SYSTEM_ERROR" | "SYSTEMERROR" => return ("20003", "SYSTEMERROR".to_owned()),
        "RATELIMIT_EXCEEDED" => return ("20008", "Frequency Limited".to_owned()),
        _ if code.bytes().all(|byte| byte.is_ascii_digit()) => return (code, refusal.message.clone()),
        _ => return (WRONG, parameter(refusal)),
    };
    (WRONG, text.to_owned())
}

/// What is said of a parameter.
fn parameter(refusal: &Refusal) -> String {
    let field = refusal
        .detail
        .as_ref()
        .map(|detail| detail.field.trim_start_matches('/'));
    match field {
        Some("tar_type") => "invalid tar_type, Only GZIP supported".to_owned(),
        Some("nonce_str") => "nonce_str too long".to_owned(),
        Some(name @ ("bill_type" | "bill_date" | "appid")) => format!("invalid {name}"),
        _ => "invalid parameter".to_owned(),
    }
}
