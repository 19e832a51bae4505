//! Answers that no operation gave.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::json;
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Operation, Version};

use super::fate::Fate;
use super::kind::Fault;
use crate::answer::numbered;
use crate::message::Refusal;

/// What is answered in the place of everything else.
#[derive(Debug, Clone)]
pub enum Instead {
    /// This, as it is.
    Fate(Fate),
    /// This status without a body, signed as any answer.
    Signed(u16),
}

const HTML: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n\
                    <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// What a fault answers in the place of the operation.
pub(super) fn instead(fault: &Fault, operation: &Operation) -> Instead {
    let response = match fault {
        Fault::Refused {
            code,
            status,
            message,
        } => {
            let documented = operation.errors.iter().find(|error| error.code == code);
            let status = status
                .or(documented.and_then(|error| error.status))
                .unwrap_or(400);
            error(operation, status, code, message)
        }
        Fault::BadGateway => answer(502, "text/html", HTML),
        Fault::Accepted if operation.version == Version::V3 => return Instead::Signed(202),
        Fault::RateLimited { retry_after_secs } => {
            let limited =
                |code: &&str| ["FREQUENCY_LIMITED", "FREQUENCY_LIMIT_EXCEED", "RATE_LIMITED"].contains(code);
            let documented = operation
                .errors
                .iter()
                .find(|error| error.status == Some(429) || limited(&error.code));
            let code = documented.map_or("RATELIMIT_EXCEEDED", |error| error.code);
            let mut response = error(operation, 429, code, "请求超过频率限制，请降低频率后重试");
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_secs));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response
        }
        Fault::ResetBefore => return Instead::Fate(Fate::Reset),
        _ => server_error(operation),
    };
    Instead::Fate(Fate::Answer(response))
}

/// 500 of v3; v2 says it with 200, as it says everything.
pub(super) fn server_error(operation: &Operation) -> Response<Bytes> {
    let code = match operation.version {
        Version::V3 => "SYSTEM_ERROR",
        Version::V2 => "SYSTEMERROR",
    };
    error(operation, 500, code, "系统异常，请用相同参数重新调用")
}

fn error(operation: &Operation, status: u16, code: &str, message: &str) -> Response<Bytes> {
    if operation.version == Version::V3 {
        let body = json!({ "code": code, "message": message });
        return answer(status, "application/json; charset=utf-8", body.to_string());
    }
    let numbered = numbered(operation, &Refusal::new(status, code, message));
    let document = numbered.unwrap_or_else(|| named(code, message));
    // Only a character that XML does not have could be refused: the message is then not told.
    let body = document.write().unwrap_or_else(|_| "<xml/>".to_owned());
    answer(200, "text/xml; charset=utf-8", body)
}

fn named(code: &str, message: &str) -> Document {
    let mut document = Document::default();
    for (name, text) in [
        ("return_code", "SUCCESS"),
        ("return_msg", "OK"),
        ("result_code", "FAIL"),
        ("err_code", code),
        ("err_code_des", message),
    ] {
        document.set(name, text);
    }
    document
}

fn answer(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    *response.headers_mut() =
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(content_type))]);
    response
}
