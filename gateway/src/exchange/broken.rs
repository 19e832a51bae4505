//! A fault of the gateway's own, which is an answer too.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use wechatpay_openapi_runtime::Version;

use crate::message::Refusal;

/// What comes of this, unless it panics.
///
/// What was locked meanwhile stays as it was after some step: whoever locks it next takes it so.
pub(super) async fn caught<F: Future>(work: F) -> Option<F::Output> {
    AssertUnwindSafe(work).catch_unwind().await.ok()
}

/// The error that every operation documents for what is not the merchant's fault.
pub(super) fn refusal(version: Version) -> Refusal {
    match version {
        Version::V3 => Refusal::new(500, "SYSTEM_ERROR", "系统错误"),
        Version::V2 => Refusal::new(200, "SYSTEMERROR", "系统错误"),
    }
}
