//! Vectors of what the protocol does not have, such as AES-128: our API refuses them,
//! and the library under it shows that they were read right.

mod support;

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{AES_128, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use aws_lc_rs::iv::FixedLength;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use support::{Case, cases, run};
use wechatpay_openapi_runtime::crypto::{ApiV3Key, CryptoError, KeyError, PrivateKey};

/// AES-128-GCM, by the library.
fn aes_128_gcm(key: &str, nonce: &str, data: &str, ciphertext: &str) -> Result<String, String> {
    // Ours takes no such key.
    assert_eq!(ApiV3Key::new(key).err(), Some(KeyError::ApiV3KeyLength(16)));
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key.as_bytes()).unwrap());
    let nonce = Nonce::try_assume_unique_for_key(nonce.as_bytes()).unwrap();
    let mut buffer = STANDARD.decode(ciphertext).unwrap();
    let plain = key.open_in_place(nonce, Aad::from(data), &mut buffer);
    plain
        .map(|plain| String::from_utf8(plain.to_vec()).unwrap())
        .map_err(|error| error.to_string())
}

#[test]
fn aes_128_in_gcm() {
    run("aes-128-gcm", |case| {
        let (nonce, data) = (case.text("nonce"), case.text("associated_data"));
        let plain = aes_128_gcm(case.text("key"), nonce, data, case.text("ciphertext_base64"))?;
        assert_eq!(plain, case.want("plaintext"), "{}", case.id);
        Ok(())
    });
}

/// The resource of a notification or the certificate of a list.
fn open(case: &Case, sealed: &Value) -> String {
    let text = |name: &str| sealed[name].as_str().unwrap();
    let (nonce, data) = (text("nonce"), text("associated_data"));
    aes_128_gcm(case.text("api_v3_key"), nonce, data, text("ciphertext")).unwrap()
}

fn body(case: &Case) -> Value {
    serde_json::from_str(case.text("body")).unwrap()
}

#[test]
fn aes_128_in_notifications_and_certificates() {
    for case in cases("notification-v3-aes128") {
        let plain = open(&case, &body(&case)["resource"]);
        assert_eq!(plain, case.want("resource_plaintext"), "{}", case.id);
    }
    for case in cases("platform-certificates-response-aes128") {
        let wanted = case.expected["certificates"].as_array().unwrap();
        for (item, wanted) in body(&case)["data"].as_array().unwrap().iter().zip(wanted) {
            let pem = open(&case, &item["encrypt_certificate"]);
            assert_eq!(
                pem.trim(),
                wanted["certificate_pem"].as_str().unwrap().trim(),
                "{}",
                case.id
            );
        }
    }
}

/// Read right by a peer (`proof/peers/`), since the library takes 12 bytes only.
#[test]
fn nonces_of_16_bytes() {
    run("aes-256-gcm-nonce16", |case| {
        let key = ApiV3Key::new(case.text("key")).unwrap();
        let (nonce, data) = (case.text("nonce"), case.text("associated_data"));
        let refused = key.decrypt(nonce, data, case.text("ciphertext_base64"));
        assert_eq!(refused, Err(CryptoError::NonceLength), "{}", case.id);
        assert_eq!(
            key.encrypt(nonce, data, b""),
            Err(CryptoError::NonceLength),
            "{}",
            case.id
        );
        Ok(())
    });
}

#[test]
fn aes_128_in_cbc() {
    run("aes-128-cbc", |case| {
        let bytes = |name: &str| STANDARD.decode(case.text(name)).unwrap();
        let key = bytes("key_base64");
        assert_eq!(ApiV3Key::new(&key).err(), Some(KeyError::ApiV3KeyLength(16)));
        let key = UnboundCipherKey::new(&AES_128, &key).unwrap();
        let iv = FixedLength::try_from(bytes("iv_base64").as_slice()).unwrap();
        let mut buffer = bytes("ciphertext_base64");
        let plain = PaddedBlockDecryptingKey::cbc_pkcs7(key)
            .unwrap()
            .decrypt(&mut buffer, DecryptionContext::Iv128(iv))
            .map_err(|error| error.to_string())?;
        assert_eq!(plain, case.want("plaintext").as_bytes());
        Ok(())
    });
}

#[test]
fn the_older_rsa_padding() {
    run("pkcs1v15-decrypt", |case| {
        let key = PrivateKey::parse(case.text("private_key_pem")).unwrap();
        let ciphertext = case.text("ciphertext_base64");
        assert_eq!(
            key.decrypt(ciphertext),
            Err(CryptoError::Decryption),
            "{}",
            case.id
        );
        let plain = key
            .decrypt_pkcs1_v15(ciphertext)
            .map_err(|error| error.to_string())?;
        assert_eq!(plain, case.want("plaintext"), "{}", case.id);
        Ok(())
    });
}
