//! The stand-in of WeChat Pay that users of ours have in their tests, as a peer meets it.

use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use peers::{Peer, Sdk};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::testing::{Fault, TestMessage, TestPlatform};

use crate::server::{Server, answer};
use crate::world::{as_merchant, with};
use crate::{AXIOS, BOTH, Exchange};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "the stand-in takes their requests, they its answers",
        sdks: BOTH,
        run: requests,
    },
    Exchange {
        name: "the stand-in refuses their requests by another key",
        sdks: BOTH,
        run: refused_requests,
    },
    Exchange {
        name: "they refuse the stand-in's spoilt answers",
        sdks: BOTH,
        run: spoilt_answers,
    },
    Exchange {
        name: "the stand-in takes their uploads and v2 calls",
        sdks: AXIOS,
        run: uploads_and_v2,
    },
];

pub fn stand_in() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

/// What the peer knows as the stand-in's merchant, and `more`.
pub fn as_its_merchant(url: &str, more: Value) -> Value {
    let known = stand_in();
    let own = json!({"mchid": known.mchid(), "serial": known.serial_no(), "private_key": known.merchant_key(),
        "api_v3_key": known.api_v3_key(), "api_v2_key": known.api_v2_key(),
        "platform": { known.public_key_id(): known.public_key() }});
    with(as_merchant(url, own), more)
}

/// Headers as HTTP/1.1 has them (`Wechatpay-Serial`), and the body.
pub fn written(message: &TestMessage) -> Value {
    let capitals = |name: &str| {
        let words = name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
        words.collect::<Vec<_>>().join("-")
    };
    let (headers, body) = message.parts();
    let headers: serde_json::Map<String, Value> = headers
        .iter()
        .map(|(name, text)| (capitals(name.as_str()), text.to_str().unwrap().into()))
        .collect();
    json!({"headers": headers, "body": std::str::from_utf8(&body).unwrap()})
}

/// A server that checks every request and answers this, signed.
fn start(reply: impl Fn() -> TestMessage + Send + Sync + 'static) -> Server {
    Server::start(move |request| match stand_in().check(request) {
        Ok(()) => reply().response(),
        Err(why) => answer(
            401,
            &[],
            json!({"code": "SIGN_ERROR", "message": why.to_string()}).to_string(),
        ),
    })
}

fn call(url: &str, method: &str, body: Value) -> Value {
    let path = "/v3/orders/%E5%BA%97?q=a%20%26";
    as_its_merchant(
        url,
        json!({"method": method, "path": path, "params": {}, "headers": {}, "body": body}),
    )
}

fn requests(peer: &Arc<Peer>) {
    let server = start(|| stand_in().answer(200, r#"{"remark":"已收到"}"#).unwrap());
    for (method, body) in [("GET", Value::Null), ("POST", json!({"description": "咖啡"}))] {
        let answered = peer.ask("call", &call(&server.url, method, body));
        assert_eq!(answered, json!({"status": 200, "data": {"remark": "已收到"}}));
    }
}

fn refused_requests(peer: &Arc<Peer>) {
    let server = start(|| panic!("a stranger was let in"));
    let other = TestPlatform::new().unwrap();
    let asked = with(
        call(&server.url, "POST", json!({"n": 1})),
        json!({ "private_key": other.merchant_key() }),
    );
    let outcome = peer.try_ask("call", &asked);
    assert!(format!("{outcome:?}").contains("401"), "{outcome:?}");
}

fn spoilt_answers(peer: &Arc<Peer>) {
    for fault in [Fault::AlteredBody, Fault::Probe, Fault::UnknownSerial] {
        // It fetches certificates then, and fails over what it finds.
        if peer.sdk == Sdk::Python && fault == Fault::UnknownSerial {
            continue;
        }
        let server = start(move || stand_in().answer(200, r#"{"n":1}"#).unwrap().fault(fault));
        peer.refusal("call", &call(&server.url, "GET", Value::Null));
    }
}

fn uploads_and_v2(peer: &Arc<Peer>) {
    let server = start(|| stand_in().answer(200, r#"{"media_id":"m"}"#).unwrap());
    let content = STANDARD.encode(b"\x89PNG\r\n--\r\n\r\n--boundary--\r\n\x00");
    let more = json!({"path": "/v3/merchant/media/upload", "filename": "a.png", "content": content, "stream": false});
    let answered = peer.ask("upload", &as_its_merchant(&server.url, more));
    assert_eq!(answered, json!({"status": 200, "data": {"media_id": "m"}}));

    let fields = json!({"return_code": "SUCCESS", "result_code": "SUCCESS", "prepay_id": "<1>"});
    let server = start(move || stand_in().v2_answer(&fields).unwrap());
    for sign_type in ["MD5", "HMAC-SHA256"] {
        let fields =
            json!({"mch_id": stand_in().mchid(), "body": "咖啡 <1>", "sign_type": sign_type, "empty": ""});
        let more = json!({"path": "/pay/unifiedorder", "fields": fields});
        let answered = peer.ask("v2_call", &as_its_merchant(&server.url, more));
        assert_eq!(answered["data"]["prepay_id"], "<1>", "{answered}");
    }
}
