//! What v2 signed or encrypted, cut into other pieces: the signature and the key are right, the fields are not.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key};
use wechatpay_openapi_runtime::http::HeaderMap;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::Document;

use super::support::platform::API_V3_KEY;
use super::v2::{KEY, client, document, signed, write};
use super::v2_notifications::{PAID, REFUND, becomes, sealed};

/// The fields under the signature of this text, which is theirs, too.
fn cut(text: &str, fields: &[(&str, &str)]) -> String {
    let mut document = Document::default();
    for (name, value) in fields {
        document.set(name, *value);
    }
    assert_eq!(v2::text(document.texts().unwrap()), text, "the text is another");
    let sign = ApiV2Key::new(KEY).unwrap().sign(SignType::Md5, text);
    document.set("sign", sign);
    write(&document)
}

/// The outcome that somebody wants a shop to read, behind a value of his.
const WANTED: [(&str, &str); 5] = [
    ("out_trade_no", "VICTIM"),
    ("result_code", "SUCCESS"),
    ("return_code", "SUCCESS"),
    ("total_fee", "999999"),
    ("transaction_id", "4200"),
];

/// `before`, what is wanted, and all that was signed behind it in one field more.
fn injected(before: &[(&str, &str)], behind: &str) -> String {
    let fields: Vec<_> = before
        .iter()
        .copied()
        .chain(WANTED)
        .chain([("z", behind)])
        .collect();
    cut(&v2::join(fields.iter().copied()), &fields)
}

#[test]
fn t1_a_signed_text_is_not_cut_into_a_payment() {
    for (what, before, behind) in [
        (
            "the account that a contract shows",
            &[("appid", "wx1"), ("contract_display_account", "me")][..],
            "&mch_id=1900000001&notify_url=https://shop/n&plan_id=12535&request_serial=1695&timestamp=1700000000\
             &version=1.0",
        ),
        (
            "the appid of an app",
            &[("appid", "wx1")],
            "&noncestr=n&package=Sign=WXPay&partnerid=1900000001&prepayid=wx2&timestamp=1700000000",
        ),
        (
            "the appid of JSAPI",
            &[("appId", "wx1")],
            "&nonceStr=n&package=prepay_id=wx2&signType=MD5&timeStamp=1700000000",
        ),
        (
            "the number of a payscore order",
            &[
                ("mch_id", "1900000001"),
                ("nonce_str", "n"),
                ("out_order_no", "1"),
            ],
            "&service_id=5&sign_type=HMAC-SHA256&timestamp=1700000000",
        ),
        (
            "the attach of a payment of one fen",
            &[("appid", "wx1"), ("attach", "x")],
            "&bank_type=CMC&mch_id=1900000001&nonce_str=n&out_trade_no=P1&result_code=SUCCESS&return_code=SUCCESS\
             &total_fee=1&transaction_id=4201",
        ),
    ] {
        assert_eq!(
            becomes(&client(), &injected(before, behind)),
            "Signature",
            "{what}"
        );
    }
    // A shop's own text may have an `&`.
    for attach in ["a=1&b=2", "&", "uid=1&mch_id=2&total_fee=3", "x&nonce_str"] {
        let xml = {
            let mut paid = document(PAID);
            paid.set("attach", attach);
            let sign = super::v2::sign(&paid, KEY, SignType::Md5);
            paid.set("sign", sign);
            write(&paid)
        };
        assert_eq!(becomes(&client(), &xml), "Paid", "{attach}");
    }
}

#[test]
fn t7_what_went_wrong_is_not_hidden_in_the_field_before() {
    let text = "contract_id=W1&note=n&out_trade_no=P1&result_code=SUCCESS&return_code=SUCCESS&total_fee=100\
                &trade_note=a&trade_state=PAY_FAIL&transaction_id=4200";
    let mut fields: Vec<(&str, &str)> = text.split('&').filter_map(|pair| pair.split_once('=')).collect();
    assert_eq!(becomes(&client(), &cut(text, &fields)), "NotPaid");
    fields.retain(|(name, _)| *name != "trade_state" && *name != "trade_note");
    fields.push(("trade_note", "a&trade_state=PAY_FAIL"));
    assert_eq!(becomes(&client(), &cut(text, &fields)), "Signature");
}

/// An event that is sealed with the APIv3 key.
fn event(ciphertext: &str) -> [(&str, &str); 7] {
    [
        ("event_algorithm", "AEAD_AES_256_GCM"),
        ("event_associated_data", "check"),
        ("event_ciphertext", ciphertext),
        ("event_create_time", "20231114221320"),
        ("event_id", "E1"),
        ("event_nonce", "0123456789ab"),
        ("event_type", "CHECK.SUCCESS"),
    ]
}

#[test]
fn t16_a_copy_does_not_hide_what_it_is_known_by() {
    let key = ApiV3Key::new(API_V3_KEY).unwrap();
    let ciphertext = key
        .encrypt(
            "0123456789ab",
            "check",
            b"<xml><out_refund_no>1</out_refund_no></xml>",
        )
        .unwrap();
    let genuine = event(&ciphertext);
    let text = v2::text(genuine);
    assert_eq!(becomes(&client(), &cut(&text, &genuine)), "Check");
    // Without its id it would be known by something else.
    let mut hidden: Vec<_> = genuine
        .into_iter()
        .filter(|(name, _)| *name != "event_id")
        .collect();
    hidden.retain(|(name, _)| *name != "event_create_time");
    hidden.push(("event_create_time", "20231114221320&event_id=E1"));
    assert_eq!(becomes(&client(), &cut(&text, &hidden)), "Signature");

    let mut hidden: Vec<(&str, &str)> = PAID.split('&').filter_map(|pair| pair.split_once('=')).collect();
    hidden.retain(|(name, _)| *name != "mch_id" && *name != "nonce_str");
    hidden.push(("mch_id", "1900000001&nonce_str=n"));
    assert_eq!(becomes(&client(), &cut(PAID, &hidden)), "Signature");
}

/// Another program with the v2 key signs it; who has no APIv3 key has not sealed it.
#[test]
fn t2_a_name_alone_is_not_what_was_sealed() {
    let xml = signed(&format!(
        "event_ciphertext=x&event_type=CHECK.SUCCESS&req_info={}",
        sealed(REFUND)
    ));
    let error = client()
        .notifications()
        .parse(&HeaderMap::new(), xml.as_bytes())
        .unwrap_err();
    assert!(error.to_string().contains("no `event_algorithm`"), "{error}");
}

/// ECB: each block of 16 bytes stands for itself. So a refund is asked for before it is booked.
#[test]
fn nobody_can_tell_a_refund_that_is_put_together_of_others() {
    let seal = |number: &str, fee: &str| {
        // One block, three, two and the rest.
        let xml = format!(
            "<xml>           <out_refund_no>{number}</out_refund_no><refund_fee>{fee}</refund_fee>\
             <refund_status>SUCCESS</refund_status></xml>"
        );
        let sealed = ApiV2Key::new(KEY).unwrap().encrypt(xml.as_bytes()).unwrap();
        STANDARD.decode(sealed).unwrap()
    };
    let (mine, large) = (
        seal("OF-THE-ATTACKER-1", "0000001"),
        seal("OF-SOMEBODY-ELSE1", "0999999"),
    );
    let mixed = [&mine[..64], &large[64..96], &mine[96..]].concat();
    let xml = format!("<xml><req_info>{}</req_info></xml>", STANDARD.encode(mixed));
    assert_eq!(becomes(&client(), &xml), "Refunded");
    let raw = client()
        .notifications()
        .parse(&HeaderMap::new(), xml.as_bytes())
        .unwrap();
    let inner = raw.document().unwrap().inside("req_info").unwrap();
    assert_eq!(
        (inner.get("out_refund_no"), inner.get("refund_fee")),
        (Some("OF-THE-ATTACKER-1"), Some("0999999"))
    );
    // What is put in twice is refused.
    let twice = [&mine[..64], &large[16..64], &mine[64..]].concat();
    let xml = format!("<xml><req_info>{}</req_info></xml>", STANDARD.encode(twice));
    assert_eq!(becomes(&client(), &xml), "Decrypt");
}
