//! A fault of the gateway's own, which is an answer too.

use wechatpay_openapi_runtime::Version;

use crate::message::Refusal;

/// The error that every operation documents for what is not the merchant's fault.
pub(super) fn refusal(version: Version) -> Refusal {
    match version {
        Version::V3 => Refusal::new(500, "SYSTEM_ERROR", "系统错误"),
        Version::V2 => Refusal::new(200, "SYSTEMERROR", "系统错误"),
    }
}
