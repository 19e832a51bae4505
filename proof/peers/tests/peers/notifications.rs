//! Notifications that one side makes and the other reads.

use std::sync::Arc;

use peers::{Peer, Sdk};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::testing::{Fault, TestMessage, TestPlatform};
use wechatpay_openapi_runtime::{Error, ErrorKind, RawNotification};

use crate::stand_in::{as_its_merchant, stand_in, written};
use crate::world::{API_V3_KEY, KEY_ID, NONCE, Signature, client, headers, now, platform, with};
use crate::{BOTH, Exchange};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "their notification is read by us",
        sdks: BOTH,
        run: theirs,
    },
    Exchange {
        name: "their altered notifications are refused",
        sdks: BOTH,
        run: altered_theirs,
    },
    Exchange {
        name: "our notification is read by them",
        sdks: BOTH,
        run: ours,
    },
    Exchange {
        name: "our altered notifications are refused",
        sdks: BOTH,
        run: altered_ours,
    },
];

const PLAINTEXT: &str = r#"{"out_trade_no":"1217752501201407033233368018","payer":{"openid":"欧"}}"#;

fn envelope() -> Value {
    json!({"id": "EV-2018022511223320873", "create_time": "2015-05-20T13:29:35+08:00", "summary": "支付成功",
        "event_type": "TRANSACTION.SUCCESS", "resource_type": "encrypt-resource"})
}

/// A notification by the peer.
fn made(peer: &Peer) -> (Signature, String) {
    let timestamp = now().to_string();
    let made = peer.ask(
        "make_notification",
        &json!({"private_key": platform().private_pem, "api_v3_key": API_V3_KEY, "timestamp": timestamp,
            "nonce": &NONCE[..12], "aad": "transaction", "plaintext": PLAINTEXT, "envelope": envelope()}),
    );
    let body = made["body"].as_str().unwrap().to_owned();
    // The nonce of the signature is its own, the one of the encryption another.
    let inputs =
        json!({"private_key": platform().private_pem, "timestamp": timestamp, "nonce": NONCE, "body": body});
    (
        headers(timestamp, KEY_ID, peer.text("sign_response", &inputs)),
        body,
    )
}

fn parse(signature: &Signature, body: &str) -> Result<RawNotification, Error> {
    client("http://127.0.0.1:1")
        .notifications()
        .parse(signature, body.as_bytes())
}

fn theirs(peer: &Arc<Peer>) {
    let (signature, body) = made(peer);
    let read = parse(&signature, &body).unwrap();
    assert_eq!(read.plaintext(), PLAINTEXT.as_bytes());
    assert_eq!(
        (read.event_type(), read.original_type()),
        (Some("TRANSACTION.SUCCESS"), Some("transaction"))
    );
    assert_eq!(
        (read.summary(), read.verified_by()),
        (Some("支付成功"), Some(KEY_ID))
    );
}

fn altered_theirs(peer: &Arc<Peer>) {
    let (good, body) = made(peer);
    let again = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&body).unwrap()).unwrap();
    for (what, text) in [
        ("other", body.replace("EV-2018", "EV-2019")),
        ("written again", again),
    ] {
        assert_eq!(
            parse(&good, &text).unwrap_err().kind(),
            ErrorKind::Signature,
            "{what}"
        );
    }
    for (at, text, kind) in [
        (0, "1700000000", ErrorKind::Expired),
        (1, "another", ErrorKind::Signature),
        (2, "PUB_KEY_ID_0", ErrorKind::UnknownSerial),
        (3, "WECHATPAY/SIGNTEST/AAAA", ErrorKind::Probe),
        (3, "", ErrorKind::Unsigned),
    ] {
        let mut altered = good.clone();
        text.clone_into(&mut altered[at].1);
        assert_eq!(parse(&altered, &body).unwrap_err().kind(), kind, "{at}");
    }
}

fn notification(platform: &TestPlatform) -> TestMessage {
    let payload = serde_json::from_str(PLAINTEXT).unwrap();
    platform
        .notification("TRANSACTION.SUCCESS", "transaction", &payload)
        .unwrap()
}

/// Nobody answers there: an unknown serial must not become a known one.
fn inputs(message: &TestMessage) -> Value {
    as_its_merchant("http://127.0.0.1:1", written(message))
}

fn ours(peer: &Arc<Peer>) {
    let read = peer.text("read_notification", &inputs(&notification(stand_in())));
    let [read, made]: [Value; 2] = [&*read, PLAINTEXT].map(|text| serde_json::from_str(text).unwrap());
    assert_eq!(read, made);
}

fn altered_ours(peer: &Arc<Peer>) {
    let good = notification(stand_in());
    let mut refused = vec![
        inputs(&good.fault(Fault::AlteredBody)),
        inputs(&good.fault(Fault::UnknownSerial)),
        // Another platform has the same id and other keys.
        inputs(&notification(&TestPlatform::new().unwrap())),
        with(
            inputs(&good),
            json!({"api_v3_key": "another key of thirty-two bytes!"}),
        ),
    ];
    if peer.sdk == Sdk::Axios {
        refused.push(inputs(&good.fault(Fault::Shifted(-320))));
    }
    for inputs in refused {
        peer.refusal("read_notification", &inputs);
    }
}
