//! What the stand-in of WeChat Pay sees of a request, and what it answers.
#![cfg(feature = "test")]

mod support;

use std::sync::OnceLock;

use serde_json::{Value, json};
use support::platform::NOW;
use support::records::{Image, Meta};
use wechatpay_openapi_runtime::crypto::AeadAlgorithm;
use wechatpay_openapi_runtime::record::Record;
use wechatpay_openapi_runtime::testing::TestPlatform;
use wechatpay_openapi_runtime::{
    Bytes, Call, Chain, Client, ErrorKind, FilePart, Json, Method, Operation, Sensitive, Verify, http, record,
};

const POST: Operation = Operation::v3(Method::POST, "/v3/applyments");
const UPLOAD: Operation = Operation::v3(Method::POST, "/v3/merchant/media/upload").upload();
const V2: Operation = Operation::v2(Method::POST, "/mmpaysptrans/pay_bank");
const V2_GET: Operation = Operation::v2(Method::GET, "/papay/entrustweb");
const LIST: Operation =
    Operation::v2(Method::POST, "/mmpaymkttransfers/gethbinfo").verify(Verify::SignedIfPresent);

record! {
    /// With encrypted fields at each depth.
    pub struct Applyment {
        /// Encrypted.
        pub contact_name: Option<Sensitive<String>>,
        /// Plain.
        pub business_code: Option<String>,
        /// Nested.
        pub holders: Option<Vec<Holder>>,
    }
    /// In a list.
    pub struct Holder {
        /// Encrypted.
        pub id_card_number: Option<Sensitive<String>>,
        /// Fen.
        pub share: Option<i64>,
    }
    /// v2, in XML.
    pub struct Bank {
        /// Encrypted with v2's own key.
        pub enc_true_name: Option<Sensitive<String>>,
        /// Fen.
        pub amount: Option<i64>,
    }
    /// v2, in a query.
    pub struct Contract {
        /// Signed.
        #[is(query)]
        pub plan_id: Option<String>,
        /// Filled in.
        #[is(query)]
        pub sign: Option<String>,
    }
    /// v2, with a list.
    pub struct Packet {
        /// Which.
        pub mch_billno: Option<String>,
    }
}

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap().at(NOW))
}

fn client() -> Client {
    platform().client().unwrap()
}

fn call(operation: &Operation, request: impl Record) -> Call<Json> {
    Call::new(Chain::new(&client()), operation, request)
}

#[test]
fn a_test_sees_what_was_sent() {
    let applyment = Applyment::new()
        .contact_name("张三")
        .business_code("B1")
        .holders(vec![Holder::new().id_card_number("11010119900101").share(5)]);
    let image = Image::new()
        .file(FilePart::new("a.png", b"PNG".to_vec()))
        .meta(Meta::new());
    let untyped = client().call(Method::GET, "v3/x").query("a", "b c");
    let cases: Vec<(Call<Json>, &str, Value)> = vec![
        (call(&POST, applyment.clone()), "/contact_name", json!("张三")),
        (call(&POST, applyment.clone()), "/business_code", json!("B1")),
        (
            call(&POST, applyment.clone()),
            "/holders/0/id_card_number",
            json!("11010119900101"),
        ),
        (call(&POST, applyment), "/holders/0/share", json!(5)),
        (call(&UPLOAD, image), "/filename", json!("a.png")),
        (untyped, "/a", json!("b c")),
        (
            call(&V2, Bank::new().enc_true_name("李四").amount(1)),
            "/enc_true_name",
            json!("李四"),
        ),
        (call(&V2, Bank::new().amount(1)), "/amount", json!("1")),
        (
            call(&V2_GET, Contract::new().plan_id("12")),
            "/plan_id",
            json!("12"),
        ),
    ];
    for (call, pointer, expected) in cases {
        let request = call.to_http().unwrap();
        let on_the_wire = String::from_utf8_lossy(request.body()).into_owned();
        assert!(
            !on_the_wire.contains("张三") && !on_the_wire.contains("李四"),
            "{on_the_wire}"
        );
        let sent = platform().opened(&request).unwrap();
        assert_eq!(sent.pointer(pointer), Some(&expected), "{pointer}: {sent}");
    }
}

#[test]
fn what_is_not_genuine_is_not_opened() {
    let good = call(&POST, Applyment::new().contact_name("张三"))
        .to_http()
        .unwrap();
    let mut altered = good.clone();
    *altered.body_mut() = Bytes::from_static(b"{}");
    let unsigned = http::Request::post("/v3/x").body(Bytes::new()).unwrap();
    for (request, kind) in [(altered, ErrorKind::Signature), (unsigned, ErrorKind::Unsigned)] {
        assert_eq!(platform().opened(&request).unwrap_err().kind(), kind);
    }
    let sent: Value = serde_json::from_slice(good.body()).unwrap();
    let ciphertext = sent["contact_name"].as_str().unwrap();
    assert_eq!(platform().decrypt(ciphertext).unwrap(), "张三");
    // What goes to the merchant is encrypted with another key.
    let error = platform()
        .decrypt(&platform().encrypt("张三").unwrap())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decrypt);
    assert!(error.to_string().contains(platform().public_key_id()), "{error}");
}

#[test]
fn v2_answers_may_have_lists() {
    let fields = json!({
        "return_code": "SUCCESS", "result_code": "SUCCESS",
        "hblist": { "hbinfo": [{ "openid": "o1", "amount": 1 }, { "openid": "o2", "amount": 2 }] },
        "none": null,
    });
    let answer = platform().v2_answer(&fields).unwrap();
    let read = call(&LIST, Packet::new().mch_billno("1"))
        .read(answer.response())
        .unwrap();
    assert_eq!(read["hblist"]["hbinfo"][1]["amount"], "2");
    assert_eq!(read.verified_by(), None);
    // Where an answer must be signed, this one is refused: nothing can sign it.
    let error = call(&V2, Bank::new().amount(1))
        .read(answer.response())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsigned);
    // What no answer is like is no reason to panic either.
    let strange = json!({ "deep": [[1, 2], { "a": { "b": [true] } }, {}], "req_info": { "a": [] } });
    assert!(!platform().v2_answer(&strange).unwrap().parts().1.is_empty());
    let flat = platform()
        .v2_answer(&json!({ "return_code": "SUCCESS", "result_code": "SUCCESS" }))
        .unwrap();
    let read = call(&V2, Bank::new().amount(1)).read(flat.response()).unwrap();
    assert_eq!(read.verified_by(), Some("api_v2_key"));
}

#[test]
fn notifications_are_encrypted_by_each_algorithm() {
    let algorithms = [AeadAlgorithm::Aes256Gcm, AeadAlgorithm::Sm4Gcm];
    for algorithm in algorithms.into_iter().filter(|one| one.is_supported()) {
        let platform = platform().sealing(algorithm);
        let check = json!({ "event_id": "1", "event_ciphertext": { "state": "OK" } });
        let sent = [
            platform
                .notification("MCHWITHDRAW.SUCCESS", "withdraw", &json!({ "state": "OK" }))
                .unwrap(),
            platform.v2_notification(&check).unwrap(),
        ];
        for message in sent {
            let (headers, body) = message.parts();
            let text = std::str::from_utf8(&body).unwrap();
            assert!(text.contains(algorithm.as_str()), "{text}");
            let raw = client().notifications().parse(&headers, &body).unwrap();
            assert!(std::str::from_utf8(raw.plaintext()).unwrap().contains("OK"));
        }
    }
}
