//! What v2 refuses: everything that nothing vouches for.

use serde_json::Value;
use wechatpay_openapi_runtime::crypto::ApiV2Key;
use wechatpay_openapi_runtime::http::HeaderMap;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::testing::Fault;
use wechatpay_openapi_runtime::xml::{Document, Node};
use wechatpay_openapi_runtime::{Bytes, ErrorKind, Reply};

use super::events::{client, platform, v2_check, v2_payment, v2_refund};

/// The body of a v2 notification, changed.
fn changed(fields: &Value, change: impl FnOnce(&str) -> String) -> Bytes {
    let (_, body) = platform().v2_notification(fields).unwrap().parts();
    let before = std::str::from_utf8(&body).unwrap();
    let after = change(before);
    assert_ne!(before, after);
    after.into()
}

/// Without the element of this name.
fn without(name: &'static str) -> impl FnOnce(&str) -> String {
    move |xml| {
        let (before, rest) = xml.split_once(&format!("<{name}>")).unwrap();
        let after = rest.split_once(&format!("</{name}>")).unwrap().1;
        format!("{before}{after}")
    }
}

/// With this element before the end.
fn with(element: &'static str) -> impl FnOnce(&str) -> String {
    move |xml| xml.replace("</xml>", &format!("{element}</xml>"))
}

#[test]
fn v2_refuses_what_is_not_vouched_for() {
    let altered = |fields: &Value| {
        platform()
            .v2_notification(fields)
            .unwrap()
            .fault(Fault::AlteredBody)
            .parts()
            .1
    };
    let cases: Vec<(&str, Bytes, ErrorKind, u16)> = vec![
        (
            "no sign",
            changed(&v2_payment(), without("sign")),
            ErrorKind::Unsigned,
            401,
        ),
        (
            "an empty sign",
            changed(&v2_payment(), |xml| {
                without("sign")(xml).replace("</xml>", "<sign/></xml>")
            }),
            ErrorKind::Unsigned,
            401,
        ),
        ("altered", altered(&v2_payment()), ErrorKind::Signature, 401),
        (
            "a field more",
            changed(&v2_payment(), with("<cash_fee>1</cash_fee>")),
            ErrorKind::Signature,
            401,
        ),
        (
            "an element with elements",
            changed(&v2_payment(), with("<a><b>1</b></a>")),
            ErrorKind::Signature,
            401,
        ),
        (
            "the amount twice",
            changed(&v2_payment(), with("<total_fee>1</total_fee>")),
            ErrorKind::Decode,
            400,
        ),
        (
            "a document type",
            changed(&v2_payment(), |xml| format!("<!DOCTYPE xml>{xml}")),
            ErrorKind::Decode,
            400,
        ),
        (
            "cut",
            changed(&v2_payment(), |xml| xml[..xml.len() - 5].to_owned()),
            ErrorKind::Decode,
            400,
        ),
        ("a page", Bytes::from("<html><br></html>"), ErrorKind::Decode, 400),
        (
            "a refund in plain elements",
            Bytes::from("<xml><req_info><out_refund_no>1</out_refund_no></req_info></xml>"),
            ErrorKind::Unsigned,
            401,
        ),
        (
            "a payment made to a refund",
            changed(&v2_payment(), with("<req_info>AAAA</req_info>")),
            ErrorKind::Signature,
            401,
        ),
        (
            "an unsigned payment with a refund's field",
            changed(&v2_payment(), |xml| {
                without("sign")(xml).replace("</xml>", "<req_info></req_info></xml>")
            }),
            ErrorKind::Decrypt,
            500,
        ),
        (
            "an altered refund",
            altered(&v2_refund()),
            ErrorKind::Decrypt,
            500,
        ),
        (
            "a refund that is signed wrongly",
            changed(
                &v2_refund(),
                with("<sign>0123456789ABCDEF0123456789ABCDEF</sign>"),
            ),
            ErrorKind::Signature,
            401,
        ),
        (
            "an event with another payload",
            changed(&v2_check(), |xml| {
                without("event_ciphertext")(xml)
                    .replace("</xml>", "<event_ciphertext>AAAA</event_ciphertext></xml>")
            }),
            ErrorKind::Signature,
            401,
        ),
    ];
    for (what, body, kind, status) in cases {
        let error = client()
            .notifications()
            .parse(&HeaderMap::new(), &body)
            .expect_err(what);
        assert_eq!(error.kind(), kind, "{what}: {error}");
        let reply = Reply::for_error(&error, &body);
        assert_eq!(reply.status, status, "{what}");
        assert!(reply.body.contains("FAIL"), "{what}: {}", reply.body);
        assert!(reply.content_type.starts_with("text/xml"), "{what}");
    }
}

/// A document signed with the test platform's v2 key, as it says in `algorithm`.
fn signed(mut document: Document) -> String {
    let key = ApiV2Key::new(platform().api_v2_key()).unwrap();
    let text = v2::text(document.texts().unwrap());
    document.set("sign", key.sign(SignType::HmacSha256, &text));
    document.write().unwrap()
}

#[test]
fn an_event_is_signed_and_encrypted() {
    let (_, body) = platform().v2_notification(&v2_check()).unwrap().parts();
    let good = Document::parse(&body).unwrap();
    for (field, value, kind, text) in [
        (
            "event_algorithm",
            "AEAD_ROT13",
            ErrorKind::Unsupported,
            "AEAD_ROT13",
        ),
        ("event_nonce", "000000000000", ErrorKind::Decrypt, "api_v3_key"),
        ("event_nonce", "", ErrorKind::Decode, "no `event_nonce`"),
        ("event_associated_data", "other", ErrorKind::Decrypt, "api_v3_key"),
        ("event_ciphertext", "", ErrorKind::Decode, "no `event_ciphertext`"),
    ] {
        let mut document = good.clone();
        document.set(field, value);
        let error = client()
            .notifications()
            .parse(&HeaderMap::new(), signed(document).as_bytes())
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{field}: {error}");
        assert!(error.to_string().contains(text), "{field}: {error}");
    }
    assert!(good.fields().all(|(_, node)| matches!(node, Node::Text(_))));
}
