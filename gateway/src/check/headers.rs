//! The headers that every request of v3 has (接口规则), whoever signed it.

use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};

use super::judge::{Judge, Judged};
use super::mode::Check;
use crate::message::{Received, Refusal};

/// What is asked for is JSON, and so is what is sent unless it is a form. Who takes anything takes JSON.
pub(super) fn check(judge: &mut Judge<'_>, received: &Received, is_form: bool) -> Judged {
    let text = |name: &str| received.header(name).unwrap_or_default().trim();
    judge.demand(Check::UserAgent, !text(USER_AGENT.as_str()).is_empty(), || {
        Refusal::new(403, "INVALID_REQUEST", "HTTP头缺少User-Agent")
    })?;
    let mut accepted = text(ACCEPT.as_str()).split(',');
    let takes_json = accepted.any(|one| {
        ["application/json", "application/*", "*/*"]
            .iter()
            .any(|kind| is(one, kind))
    });
    judge.demand(Check::Accept, takes_json, || {
        invalid("HTTP头Accept应为application/json")
    })?;
    let content_type = text(CONTENT_TYPE.as_str());
    let is_json = is(content_type, "application/json");
    let holds = is_json || is_form || received.body.is_empty();
    judge.demand(Check::ContentType, holds, || {
        invalid("HTTP头Content-Type应为application/json")
    })?;
    let is_bounded = !is_form || multer::parse_boundary(content_type).is_ok();
    judge.demand(Check::ContentType, is_bounded, || {
        invalid("HTTP头Content-Type缺少boundary")
    })
}

/// Whether a media type, with or without parameters, is of this kind.
fn is(media_type: &str, kind: &str) -> bool {
    let named = media_type.split(';').next().unwrap_or_default();
    named.trim().eq_ignore_ascii_case(kind)
}

/// HTTP 请求不符合微信支付 APIv3 接口规则: what a missing one is answered with is stated nowhere.
fn invalid(message: &str) -> Refusal {
    Refusal::new(400, "INVALID_REQUEST", message)
}
