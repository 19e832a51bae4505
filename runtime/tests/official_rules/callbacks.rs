//! F: what a notification is encrypted and answered with.

use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::ApiV3Key;
use wechatpay_openapi_runtime::{ErrorKind, RawNotification, Reply};

use crate::support::platform::{API_V3_KEY, client, signature_headers};

/// An envelope as the echo test sends it, with these bytes for the key's other inputs.
fn envelope(nonce: &str, associated_data: Option<&str>) -> String {
    let key = ApiV3Key::new(API_V3_KEY).unwrap();
    let payload = r#"{"echo_message":"a","encrypt_echo_message":"b"}"#;
    let ciphertext = key
        .encrypt(nonce, associated_data.unwrap_or_default(), payload.as_bytes())
        .unwrap();
    let mut resource = json!({"original_type": "security", "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": ciphertext, "nonce": nonce});
    if let Some(associated_data) = associated_data {
        resource["associated_data"] = associated_data.into();
    }
    json!({"id": "EV-1", "create_time": "2023-11-14T22:13:20+08:00", "event_type": "SECURITY_ECHO.SUCCESS",
        "resource_type": "encrypt-resource", "summary": "回声", "resource": resource})
    .to_string()
}

#[test]
fn r40_r46_the_nonce_inside_is_its_own_and_associated_data_may_be_empty() {
    for (nonce, associated_data) in [
        ("abcDEF123456", Some("security")),
        ("abcDEF123456", Some("")),
        ("000000000000", None),
    ] {
        let body = envelope(nonce, associated_data);
        let read: RawNotification = client()
            .notifications()
            .parse(&signature_headers(body.as_bytes()), body.as_bytes())
            .unwrap_or_else(|error| panic!("{nonce} {associated_data:?}: {error}"));
        assert_eq!(read.event_type(), Some("SECURITY_ECHO.SUCCESS"));
        let payload: Value = serde_json::from_slice(read.plaintext()).unwrap();
        assert_eq!(payload, json!({"echo_message": "a", "encrypt_echo_message": "b"}));
    }
}

#[test]
fn r31_r41_what_is_not_accepted_is_answered_4xx_or_5xx_with_fail() {
    let body = envelope("abcDEF123456", Some("security"));
    let with = |name: &str, value: &str| -> Vec<(&'static str, String)> {
        let mut headers = signature_headers(body.as_bytes());
        headers
            .iter_mut()
            .filter(|(found, _)| *found == name)
            .for_each(|(_, old)| value.clone_into(old));
        headers
    };
    let cases = [
        (
            "a probe",
            with("Wechatpay-Signature", "WECHATPAY/SIGNTEST/AAAA"),
            ErrorKind::Probe,
        ),
        (
            "another's signature",
            with("Wechatpay-Signature", "AAAA"),
            ErrorKind::Signature,
        ),
        (
            "an old one",
            with("Wechatpay-Timestamp", "1699999699"),
            ErrorKind::Expired,
        ),
        (
            "an unknown key",
            with("Wechatpay-Serial", "5A09"),
            ErrorKind::UnknownSerial,
        ),
        ("nobody's", Vec::new(), ErrorKind::Unsigned),
    ];
    for (what, headers, kind) in cases {
        let error = client()
            .notifications()
            .parse(&headers, body.as_bytes())
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{what}");
        let reply = Reply::for_error(&error, body.as_bytes());
        assert!((400..600).contains(&reply.status), "{what}: {}", reply.status);
        assert_eq!(reply.content_type, "application/json", "{what}");
        let said: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(said["code"], "FAIL", "{what}");
        assert!(said["message"].is_string(), "{what}");
    }
    let received = Reply::success();
    assert_eq!((received.status, &*received.body), (204, ""));
}
