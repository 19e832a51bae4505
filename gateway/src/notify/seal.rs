//! A notification as it is on the wire.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Result;
use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::crypto::sha256_hex;
use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};

use super::delivery::Delivery;
use super::form::NoticeForm;
use crate::ledger::beijing;

/// Headers and body of one attempt: encrypted and signed anew, with the `id` and the time of the first. The signed time is
/// shifted by so many seconds. Nonces belong to the attempt and to the seed.
pub(super) fn sealed(
    platform: &TestPlatform,
    form: &NoticeForm,
    delivery: &Delivery,
    (seed, shift_secs): (u64, i64),
) -> Result<(HeaderMap, Bytes)> {
    let platform = &platform.by_nonces(nonces(seed, delivery));
    let notice = &delivery.notice;
    let payload = form.sealed(&notice.payload, platform)?;
    if form.version == Version::V2 {
        return Ok(platform.v2_notification(&payload)?.parts());
    }
    let first = platform.notification(&notice.event_type, form.original_type(), &payload)?;
    let (_, body) = first.parts();
    let body = as_of(&body, form, delivery)?;
    let message = platform.answer(200, body)?;
    Ok(message.fault(Fault::Shifted(shift_secs)).parts())
}

/// Hexadecimal digits in upper case, as WeChat Pay's have letters and digits.
fn nonces(seed: u64, delivery: &Delivery) -> impl Fn() -> String + Send + Sync + use<> {
    let of = format!(
        "{seed}/{}/{}/{}",
        delivery.id,
        delivery.number,
        delivery.attempts.len()
    );
    let count = AtomicU64::new(0);
    move || {
        let number = count.fetch_add(1, Ordering::Relaxed);
        sha256_hex(format!("{of}/{number}").as_bytes()).to_ascii_uppercase()
    }
}

/// The envelope with what is the same in every attempt.
fn as_of(body: &[u8], form: &NoticeForm, delivery: &Delivery) -> Result<String> {
    let mut envelope: Value = serde_json::from_slice(body)?;
    envelope["id"] = delivery.id.clone().into();
    envelope["create_time"] = beijing::rfc3339(delivery.created_at.div_euclid(1000)).into();
    envelope["summary"] = form.summary().into();
    Ok(envelope.to_string())
}
