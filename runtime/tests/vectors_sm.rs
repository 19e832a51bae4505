//! Vectors of 国密: SM2, SM3 and SM4-GCM as the Java SDK speaks them.
#![cfg(feature = "sm")]

mod support;

use support::{Case, vectors};
use wechatpay_openapi_runtime::crypto::{
    AeadAlgorithm, ApiV3Key, Certificate, KeyAlgorithm, PrivateKey, sm3_hex,
};

/// Runs the cases of this kind and fails if there are not so many.
fn run(kind: &str, count: usize, test: impl Fn(&Case) -> Result<(), String>) {
    let cases: Vec<Case> = vectors("sm")
        .into_iter()
        .filter(|case| case.kind == kind)
        .collect();
    assert_eq!(cases.len(), count, "cases of {kind}");
    for case in cases {
        match (test(&case), case.expect_error) {
            (Ok(()), true) => panic!("{}: must be refused", case.id),
            (Err(why), false) => panic!("{}: {why}", case.id),
            _ => {}
        }
    }
}

fn same(found: &str, wanted: &str) -> Result<(), String> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("found {found:?}, wanted {wanted:?}"))
    }
}

#[test]
fn every_kind_is_run() {
    assert_eq!(vectors("sm").len(), 8);
}

#[test]
fn sm2_verify() {
    run("sm2-verify", 2, |case| {
        let certificate = Certificate::parse(case.text("certificate_pem")).unwrap();
        assert_eq!(certificate.serial_no(), case.text("serial_no"));
        let key = certificate.public_key().unwrap();
        assert_eq!(key.algorithm(), KeyAlgorithm::Sm2);
        key.verify(case.text("message").as_bytes(), case.text("signature_base64"))
            .map_err(|error| error.to_string())
    });
}

#[test]
fn sm2_decrypt() {
    run("sm2-decrypt", 2, |case| {
        let key = PrivateKey::parse(case.text("private_key_pem")).unwrap();
        let plain = key
            .decrypt(case.text("ciphertext_base64"))
            .map_err(|error| error.to_string())?;
        same(&plain, case.want("plaintext"))
    });
}

#[test]
fn sm3() {
    run("sm3", 2, |case| {
        same(&sm3_hex(case.text("text")), case.want("hex"))
    });
}

#[test]
fn sm4_gcm() {
    run("sm4-gcm", 2, |case| {
        let key = ApiV3Key::new(case.text("api_v3_key")).unwrap();
        let (nonce, data) = (case.text("nonce"), case.text("associated_data"));
        let wanted = case.text("ciphertext_base64");
        let plain = key
            .decrypt_with(AeadAlgorithm::Sm4Gcm, nonce, data, wanted)
            .map_err(|error| error.to_string())?;
        same(std::str::from_utf8(&plain).unwrap(), case.want("plaintext"))?;
        assert!(sm3_hex(case.text("api_v3_key")).starts_with(case.want("sm4_key_hex")));
        let found = key.encrypt_with(AeadAlgorithm::Sm4Gcm, nonce, data, &plain);
        same(&found.unwrap(), wanted)
    });
}
