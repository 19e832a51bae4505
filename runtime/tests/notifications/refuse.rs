//! What is refused, and why.

use serde_json::json;
use wechatpay_openapi_runtime::testing::Fault;
use wechatpay_openapi_runtime::{Client, ErrorKind, Reply};

use super::events::{Event, NOW, client, payment, platform, v2_check, v2_payment, v2_refund};

#[test]
fn v3_faults_are_told_apart() {
    let sent = platform()
        .notification("TRANSACTION.SUCCESS", "transaction", &payment())
        .unwrap();
    let cases = [
        (Fault::Shifted(301), ErrorKind::Expired, "301"),
        (Fault::Shifted(-301), ErrorKind::Expired, "301"),
        (Fault::Probe, ErrorKind::Probe, "SIGNTEST"),
        (
            Fault::AlteredBody,
            ErrorKind::Signature,
            "parsed and written again",
        ),
        (Fault::UnknownSerial, ErrorKind::UnknownSerial, "public_key"),
        (
            Fault::Missing("Wechatpay-Nonce"),
            ErrorKind::Unsigned,
            "wechatpay-nonce",
        ),
        (
            Fault::Missing("Wechatpay-Signature"),
            ErrorKind::Unsigned,
            "wechatpay-signature",
        ),
    ];
    for (fault, kind, text) in cases {
        let (headers, body) = sent.fault(fault).parts();
        let error = client().notifications().parse(&headers, &body).unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}: {error}");
        assert!(error.to_string().contains(text), "{fault:?}: {error}");
        assert_eq!(Reply::for_error(&error, &body).status, 401, "{fault:?}");
    }
    for shift in [300, -300] {
        let (headers, body) = sent.fault(Fault::Shifted(shift)).parts();
        assert!(client().notifications().parse(&headers, &body).is_ok(), "{shift}");
    }
    let (headers, _) = sent.parts();
    let error = client().notifications().parse(&headers, b"").unwrap_err();
    assert!(error.to_string().contains("the body is empty"), "{error}");
}

#[test]
fn a_wrong_or_missing_key_is_named() {
    let builder = || platform().configure(Client::builder("1900000009"));
    let other = "another key of thirty-two bytes!";
    let without = |needed: &str| {
        let builder = Client::builder("1900000009")
            .merchant_key(platform().serial_no(), platform().merchant_key())
            .public_key(platform().public_key_id(), platform().public_key())
            .clock(|| NOW);
        match needed {
            "api_v3_key" => builder.api_v2_key(platform().api_v2_key()),
            _ => builder.api_v3_key(platform().api_v3_key()),
        }
        .build()
        .unwrap()
    };
    let v3 = platform()
        .notification("TRANSACTION.SUCCESS", "transaction", &payment())
        .unwrap();
    let payment = platform().v2_notification(&v2_payment()).unwrap();
    let refund = platform().v2_notification(&v2_refund()).unwrap();
    let check = platform().v2_notification(&v2_check()).unwrap();
    let other_v3 = builder().api_v3_key(other).build().unwrap();
    let other_v2 = builder()
        .api_v2_key("anotherkeyofthirtytwobytes000000")
        .build()
        .unwrap();
    let cases = [
        (&v3, without("api_v3_key"), ErrorKind::Config, "`api_v3_key`"),
        (&check, without("api_v3_key"), ErrorKind::Config, "`api_v3_key`"),
        (&payment, without("api_v2_key"), ErrorKind::Config, "`api_v2_key`"),
        (&refund, without("api_v2_key"), ErrorKind::Config, "`api_v2_key`"),
        (&v3, other_v3.clone(), ErrorKind::Decrypt, "`api_v3_key`"),
        (&check, other_v3, ErrorKind::Decrypt, "`api_v3_key`"),
        (
            &payment,
            other_v2.clone(),
            ErrorKind::Signature,
            "it says 1900000001, this client is of 1900000009",
        ),
        (
            &refund,
            other_v2,
            ErrorKind::Decrypt,
            "it says 1900000001, this client is of 1900000009",
        ),
    ];
    for (message, client, kind, text) in cases {
        let (headers, body) = message.parts();
        let error = client.notifications().parse(&headers, &body).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(text), "{error}");
        let status = Reply::for_error(&error, &body).status;
        assert_eq!(status, if error.is_verification() { 401 } else { 500 }, "{error}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    let refund = json!({ "mch_id": "1900000009", "req_info": { "out_refund_no": "MARKED-REFUND" } });
    let messages = [
        platform()
            .notification("TRANSACTION.SUCCESS", "transaction", &payment())
            .unwrap(),
        platform()
            .notification("NEW", "", &json!({ "a": "MARKED-PAYLOAD" }))
            .unwrap(),
        platform().v2_notification(&refund).unwrap(),
    ];
    let mut texts = vec![format!("{:?}", platform()), format!("{:?}", client())];
    let other = platform()
        .configure(Client::builder("1900000001"))
        .api_v3_key("MARKED-V3-KEY-OF-32-BYTES-000000")
        .api_v2_key("MARKEDAPIV2KEYOFTHIRTYTWOLETTERS")
        .build()
        .unwrap();
    for message in &messages {
        let (headers, body) = message.parts();
        let raw = client().notifications().parse(&headers, &body).unwrap();
        texts.push(format!("{message:?} {raw:?} {:?}", raw.document()));
        let error = other.notifications().parse(&headers, &body).unwrap_err();
        texts.push(format!("{error} {error:?} {:?}", Reply::for_error(&error, &body)));
        if raw.event_type() == Some("TRANSACTION.SUCCESS") {
            texts.push(format!("{:?}", raw.event::<Event>().unwrap()));
        }
    }
    let secrets = [
        platform().api_v2_key(),
        platform().api_v3_key(),
        platform().merchant_key().lines().nth(3).unwrap(),
    ];
    for text in texts {
        for secret in secrets.iter().copied().chain(["MARKED"]) {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}
