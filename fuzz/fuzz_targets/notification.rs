//! A notification: as it is (`raw`), rightly signed (`sign`), or around a plain text (`seal`).
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use wechatpay_openapi_fuzz::sample::{Amount, Everything};
use wechatpay_openapi_fuzz::{Input, KEYS};
use wechatpay_openapi_runtime::{RawNotification, events};

events! {
    /// One kind.
    Everything(Everything) = ["TRANSACTION.SUCCESS", "REFUND.SUCCESS"] of ["transaction"],
    /// Another of the same event.
    Amount(Amount) = ["TRANSACTION.SUCCESS"] of [],
}

fuzz_target!(|data: &[u8]| {
    let Some(mut input) = Input::parse(data) else {
        return;
    };
    let sealed;
    let body: &[u8] = match input.word(0) {
        "seal" => {
            sealed = seal(&input);
            &sealed
        }
        _ => input.body,
    };
    if input.word(0) != "raw" {
        input.sign(body);
    }
    let headers: Vec<(&str, &str)> = input
        .headers
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    match KEYS.client.notifications().parse(&headers[..], body) {
        Ok(raw) => {
            // The certificate of the vectors signs, too.
            assert!(raw.verified_by() != wechatpay_openapi_fuzz::KEY_ID || input.is_signed(body));
            if input.word(0) == "seal" {
                assert_eq!(raw.plaintext(), input.body);
            }
            look(&raw);
        }
        Err(error) => {
            let _ = format!("{error} {error:?}");
            assert!(
                !(error.is_verification() && input.word(0) != "raw" && input.is_signed(body)),
                "{error}"
            );
        }
    }
});

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
    let _ = format!("{raw:?}{}{}{}", raw.id(), raw.create_time(), raw.summary());
    let _ = raw.payload::<Everything>();
    match raw.event::<Event>() {
        Ok(event) => drop(format!("{event:?}")),
        Err(error) => drop(format!("{error} {error:?}")),
    }
}
