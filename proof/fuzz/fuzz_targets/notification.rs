//! A notification: as it is (`raw`), rightly signed (`sign`), or around a plain text (`seal`).
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use wechatpay_openapi_fuzz::sample::{Amount, Everything};
use wechatpay_openapi_fuzz::{Input, KEY_ID, KEYS, sign_xml};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{RawNotification, events};

events! {
    v3 {
        /// One kind.
        Everything(Everything) = ["TRANSACTION.SUCCESS", "REFUND.SUCCESS"] of ["transaction"],
        /// Another of the same event.
        Amount(Amount) = ["TRANSACTION.SUCCESS"] of [],
    }
    v2 {
        /// By a mark.
        XmlEverything(Everything) = [] with ["mchid"],
        /// By its event.
        XmlAmount(Amount) = ["TRANSACTION.SUCCESS"] with [],
    }
}

fuzz_target!(|data: &[u8]| {
    let Some(mut input) = Input::parse(data) else {
        return;
    };
    let mode = input.word(0).to_owned();
    // As the runtime tells them apart: a byte order mark is no part of the document.
    let text = input
        .body
        .strip_prefix("\u{FEFF}".as_bytes())
        .unwrap_or(input.body);
    let is_xml = text.trim_ascii_start().starts_with(b"<");
    let body = match (mode.as_str(), is_xml) {
        ("seal", true) => seal_xml(&input),
        ("seal", false) => seal(&input),
        ("sign", true) => sign_xml(input.body),
        _ => input.body.to_vec(),
    };
    if mode != "raw" && !is_xml {
        input.sign(&body);
    }
    let body = body.as_slice();
    let headers: Vec<(&str, &str)> = input
        .headers
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    match KEYS.client.notifications().parse(&headers[..], body) {
        Ok(raw) => {
            // The certificate of the vectors signs, too.
            assert!(raw.verified_by() != Some(KEY_ID) || input.is_signed(body));
            // v2: a refund's encrypted content may come unsigned, and nothing else.
            assert!(
                raw.verified_by().is_some()
                    || raw
                        .document()
                        .is_some_and(|xml| xml.fields().any(|(name, _)| name == "req_info"))
            );
            if mode == "seal" {
                assert_eq!(raw.plaintext(), input.body);
            }
            look(&raw);
        }
        Err(error) => {
            let _ = format!("{error} {error:?}");
            assert!(
                is_xml || mode == "raw" || !error.is_verification() || !input.is_signed(body),
                "{error}"
            );
        }
    }
});

/// v2's way: a refund's, or that of events.
fn seal_xml(input: &Input<'_>) -> Vec<u8> {
    let mut document = Document::default();
    if input.word(1) == "refund" {
        document.set("req_info", KEYS.v2.encrypt(input.body).expect("it encrypts"));
        return document.write().expect("it is XML").into_bytes();
    }
    let nonce = "0123456789ab";
    document.set("event_type", input.word(1));
    document.set("event_algorithm", "AEAD_AES_256_GCM");
    document.set("event_nonce", nonce);
    document.set("event_associated_data", input.word(3));
    let sealed = KEYS.v3.encrypt(nonce, input.word(3), input.body);
    document.set("event_ciphertext", sealed.expect("it encrypts"));
    // A word that XML cannot hold seals nothing.
    document
        .write()
        .map_or_else(|_| Vec::new(), |xml| sign_xml(xml.as_bytes()))
}

/// An envelope around the plain text.
fn seal(input: &Input<'_>) -> Vec<u8> {
    let nonce = "0123456789ab";
    let associated = input.word(3);
    let ciphertext = KEYS
        .v3
        .encrypt(nonce, associated, input.body)
        .expect("it encrypts");
    json!({
        "id": "EV", "create_time": "2022-05-17T09:23:43+08:00", "event_type": input.word(1),
        "resource_type": "encrypt-resource", "summary": "",
        "resource": {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "associated_data": associated,
            "original_type": input.word(2), "ciphertext": ciphertext},
    })
    .to_string()
    .into_bytes()
}

fn look(raw: &RawNotification) {
    let _ = format!("{raw:?}{:?}{:?}", raw.create_time(), raw.summary());
    assert!(!raw.deduplication_key().is_empty());
    let _ = raw.payload::<Everything>();
    match raw.event::<Event>() {
        Ok(event) => drop(format!("{event:?}")),
        Err(error) => drop(format!("{error} {error:?}")),
    }
}
