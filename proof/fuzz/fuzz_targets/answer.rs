//! An answer to a call: `raw` or `sign`, a status and a rule, headers and body.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wechatpay_openapi_fuzz::sample::Everything;
use wechatpay_openapi_fuzz::{Input, KEY_ID, KEYS, sign_xml};
use wechatpay_openapi_runtime::{
    Bytes, Call, Chain, Empty, FromAnswer, Json, Method, Operation, Verify, http,
};

const V3: Operation = Operation::v3(Method::GET, "/v3/x");
const V2: Operation = Operation::v2(Method::POST, "/x");
static SIGNED: Operation = V3;
static PRESENT: Operation = V3.verify(Verify::SignedIfPresent);
static UNSIGNED: Operation = V3.verify(Verify::Unsigned);
static STATEMENT: Operation = V3.verify(Verify::StatementSha1);
static XML: Operation = V2;
static XML_PRESENT: Operation = V2.verify(Verify::SignedIfPresent);

fn operation(rule: &str) -> &'static Operation {
    match rule {
        "present" => &PRESENT,
        "unsigned" => &UNSIGNED,
        "statement" => &STATEMENT,
        "xml" => &XML,
        "xml-present" => &XML_PRESENT,
        _ => &SIGNED,
    }
}

fuzz_target!(|data: &[u8]| {
    LazyLock::force(&KEYS);
    let Some(mut input) = Input::parse(data) else {
        return;
    };
    let rule = input.word(2).to_owned();
    let (signing, is_xml) = (input.word(0) == "sign", rule.starts_with("xml"));
    let mut body = Bytes::copy_from_slice(input.body);
    // What the signature covers: of a statement its digest.
    let mut signed = body.to_vec();
    if rule == "statement" {
        signed = format!("{{\"sha1\":\"{}\"}}", input.header("Wechatpay-Statement-Sha1")).into_bytes();
    }
    if signing && is_xml {
        body = sign_xml(&body).into();
    } else if signing {
        input.sign(&signed);
    }
    let Ok(status) = input.word(1).parse::<u16>() else {
        return;
    };
    let mut builder = http::Response::builder().status(status);
    for (name, value) in &input.headers {
        builder = builder.header(name, value);
    }
    let Ok(answer) = builder.body(body) else { return };
    let operation = operation(&rule);
    for good in [
        read::<Everything>(operation, &answer),
        read::<Json>(operation, &answer),
        read::<Empty>(operation, &answer),
    ] {
        let Some(verified_by) = good else { continue };
        let must = matches!(rule.as_str(), "signed" | "statement" | "xml");
        assert!(!must || verified_by.is_some(), "unverified");
        if !is_xml && rule != "unsigned" && verified_by.as_deref() == Some(KEY_ID) {
            assert!(input.is_signed(&signed));
        }
    }
});

/// Reads the answer; who verified it, if it is a good one.
fn read<T: FromAnswer>(
    operation: &'static Operation,
    answer: &http::Response<Bytes>,
) -> Option<Option<String>> {
    let call: Call<T> = Call::bare(Chain::new(&KEYS.client), operation);
    match call.read(answer.clone()) {
        Ok(response) => {
            let _ = response.unknown_fields();
            assert!(response.status().is_success());
            assert_eq!(response.body(), answer.body());
            Some(response.verified_by().map(str::to_owned))
        }
        Err(error) => {
            let _ = format!("{error} {error:?} {}", error.may_have_taken_effect());
            None
        }
    }
}
