//! What a client reports of each fault.

use std::time::Duration;

use serde_json::json;
use wechatpay_openapi_runtime::{Error, ErrorKind, RetryPolicy};

use crate::shop::Shop;

/// The kind of error, `None` for an answer; whether there was an effect; a word of the error's text.
#[tokio::test]
async fn each_fault_is_seen_by_a_client_as_what_it_is() {
    let shop = Shop::open().await;
    for (fault, kind, has_effect, text) in [
        (
            json!({ "kind": "probe" }),
            Some(ErrorKind::Probe),
            true,
            "SIGNTEST",
        ),
        (
            json!({ "kind": "unknown_serial" }),
            Some(ErrorKind::UnknownSerial),
            true,
            "PUB_KEY_ID_999",
        ),
        (
            json!({ "kind": "altered_body" }),
            Some(ErrorKind::Signature),
            true,
            "",
        ),
        (
            json!({ "kind": "missing_header" }),
            Some(ErrorKind::Unsigned),
            true,
            "",
        ),
        (
            json!({ "kind": "missing_header", "header": "Wechatpay-Nonce" }),
            Some(ErrorKind::Unsigned),
            true,
            "",
        ),
        (
            json!({ "kind": "missing_header", "header": "Content-Type" }),
            None,
            true,
            "",
        ),
        (
            json!({ "kind": "skewed", "secs": 400 }),
            Some(ErrorKind::Expired),
            true,
            "",
        ),
        (
            json!({ "kind": "skewed", "secs": -400 }),
            Some(ErrorKind::Expired),
            true,
            "",
        ),
        (json!({ "kind": "skewed", "secs": 200 }), None, true, ""),
        (
            json!({ "kind": "refused", "code": "NOT_ENOUGH" }),
            Some(ErrorKind::Api),
            false,
            "NOT_ENOUGH",
        ),
        (
            json!({ "kind": "refused", "code": "SIGN_ERROR", "status": 401, "message": "签名错误" }),
            Some(ErrorKind::Api),
            false,
            "签名错误",
        ),
        (
            json!({ "kind": "bad_gateway" }),
            Some(ErrorKind::Api),
            false,
            "502",
        ),
        (
            json!({ "kind": "accepted" }),
            Some(ErrorKind::Accepted),
            false,
            "",
        ),
        (
            json!({ "kind": "rate_limited" }),
            Some(ErrorKind::Api),
            false,
            "429",
        ),
        (
            json!({ "kind": "server_error_before" }),
            Some(ErrorKind::Api),
            false,
            "SYSTEM_ERROR",
        ),
        (
            json!({ "kind": "server_error_after" }),
            Some(ErrorKind::Api),
            true,
            "SYSTEM_ERROR",
        ),
        (json!({ "kind": "slow", "millis": 100 }), None, true, ""),
        (
            json!({ "kind": "slow", "millis": 5000 }),
            Some(ErrorKind::Timeout),
            false,
            "",
        ),
        (
            json!({ "kind": "reset_before" }),
            Some(ErrorKind::Interrupted),
            false,
            "",
        ),
        (
            json!({ "kind": "reset_after" }),
            Some(ErrorKind::Interrupted),
            true,
            "",
        ),
        (
            json!({ "kind": "cut_body" }),
            Some(ErrorKind::Interrupted),
            true,
            "",
        ),
        (
            json!({ "kind": "cut_body", "after_bytes": 0 }),
            Some(ErrorKind::Interrupted),
            true,
            "",
        ),
        (json!({ "kind": "gzip" }), Some(ErrorKind::Signature), true, ""),
    ] {
        shop.add(json!({ "fault": fault })).expect("a rule");
        let number = shop.number();
        let answer = shop.order(&number, RetryPolicy::none()).await;
        let seen = answer.as_ref().err().map(Error::kind);
        let shown = answer.as_ref().err().map(ToString::to_string).unwrap_or_default();
        assert_eq!(seen, kind, "{fault}: {shown}");
        assert!(shown.contains(text), "{fault}: {shown}");
        assert_eq!(shop.has(&number), has_effect, "{fault}");
        let again = shop.order(&number, RetryPolicy::none()).await;
        assert!(again.is_ok(), "{fault}: it happens once, and then {again:?}");
        assert!(shop.has(&number), "{fault}");
    }
}

/// How often a fault happens, whether the client has an answer in the end, what was sent, and whether the order is there.
#[tokio::test]
async fn what_fails_a_few_times_and_then_succeeds_is_repeated_as_it_may_be() {
    let shop = Shop::open().await;
    for (fault, times, is_answered, requests, has_effect) in [
        (json!({ "kind": "server_error_before" }), 2, true, 3, true),
        (json!({ "kind": "server_error_after" }), 2, true, 3, true),
        (json!({ "kind": "accepted" }), 1, true, 2, true),
        (
            json!({ "kind": "rate_limited", "retry_after_secs": 0 }),
            2,
            true,
            3,
            true,
        ),
        (
            json!({ "kind": "rate_limited", "retry_after_secs": 3600 }),
            1,
            false,
            1,
            false,
        ),
        (json!({ "kind": "bad_gateway" }), 2, true, 3, true),
        (json!({ "kind": "server_error_before" }), 3, false, 3, false),
        (json!({ "kind": "reset_after" }), 1, false, 1, true),
        (json!({ "kind": "probe" }), 1, false, 1, true),
    ] {
        let rule = shop.add(json!({ "fault": fault, "when": { "next": times } }));
        let (number, before) = (shop.number(), shop.requests());
        let at_once = RetryPolicy::standard().backoff(Duration::ZERO, Duration::ZERO);
        let answer = shop.order(&number, at_once).await;
        assert_eq!(answer.is_ok(), is_answered, "{fault} {times}: {answer:?}");
        assert_eq!(shop.requests() - before, requests, "{fault} {times}");
        assert_eq!(shop.has(&number), has_effect, "{fault} {times}");
        assert!(shop.gateway.world().faults().remove(rule.expect("a rule")));
    }
}
