//! Vectors of other implementations: one data-driven test for each kind.

mod support;

use support::{Case, run};
use wechatpay_openapi_runtime::crypto::{
    ApiV3Key, Certificate, KeyError, PrivateKey, PublicKey, sha1_hex, sha256_hex,
};
use wechatpay_openapi_runtime::sign::v3;

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn same(found: &str, wanted: &str) -> Result<(), String> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("found {found:?}, wanted {wanted:?}"))
    }
}

/// A public key, bare or in a certificate.
fn public_key(case: &Case) -> Result<PublicKey, KeyError> {
    match case.text("public_key_pem") {
        "" => Certificate::parse(case.text("certificate_pem"))?.public_key(),
        pem => PublicKey::parse(pem),
    }
}

#[test]
fn rsa_sha256_sign() {
    run("rsa-sha256-sign", |case| {
        let key = PrivateKey::parse(case.text("private_key_pem")).map_err(text)?;
        same(
            &key.sign(case.text("message").as_bytes()).map_err(text)?,
            case.want("signature_base64"),
        )
    });
}

#[test]
fn rsa_sha256_verify() {
    run("rsa-sha256-verify", |case| {
        // The keyring finds keys by exact name; the same rule, here by hand.
        same(case.text("key_id"), case.text("wanted_key_id"))?;
        let key = public_key(case).map_err(text)?;
        key.verify(case.text("message").as_bytes(), case.text("signature_base64"))
            .map_err(text)
    });
}

#[test]
fn authorization_message() {
    run("authorization-message", |case| {
        let message = v3::request_message(
            case.text("method"),
            case.text("canonical_url"),
            case.text("timestamp"),
            case.text("nonce_str"),
            case.text("body").as_bytes(),
        );
        same(std::str::from_utf8(&message).unwrap(), case.want("message"))
    });
}

#[test]
fn authorization_header() {
    run("authorization-header", |case| {
        let ours = v3::Authorization {
            scheme: case.text("scheme"),
            identity: case.text("mchid"),
            nonce_str: case.text("nonce_str"),
            timestamp: case.text("timestamp"),
            serial_no: case.text("serial_no"),
            signature: case.text("signature"),
        };
        assert_eq!(
            v3::Authorization::parse(case.want("header")),
            Some(ours.clone()),
            "{}",
            case.id
        );
        assert_eq!(
            v3::Authorization::parse(&ours.to_string()),
            Some(ours),
            "{}",
            case.id
        );
        Ok(())
    });
}

#[test]
fn response_message() {
    run("response-message", |case| {
        let message = v3::response_message(
            case.text("timestamp"),
            case.text("nonce"),
            case.text("body").as_bytes(),
        );
        same(std::str::from_utf8(&message).unwrap(), case.want("message"))
    });
}

#[test]
fn aes_256_gcm() {
    run("aes-256-gcm", |case| {
        let key = ApiV3Key::new(case.text("key")).map_err(text)?;
        let (nonce, data) = (case.text("nonce"), case.text("associated_data"));
        let plain = key
            .decrypt(nonce, data, case.text("ciphertext_base64"))
            .map_err(text)?;
        same(std::str::from_utf8(&plain).unwrap(), case.want("plaintext"))?;
        same(
            &key.encrypt(nonce, data, &plain).map_err(text)?,
            case.text("ciphertext_base64"),
        )
    });
}

#[test]
fn api_v3_key_length() {
    run("api-v3-key-length", |case| {
        ApiV3Key::new(case.text("api_v3_key")).map(drop).map_err(text)
    });
}

#[test]
fn oaep() {
    run("oaep-sha1-decrypt", |case| {
        let key = PrivateKey::parse(case.text("private_key_pem")).map_err(text)?;
        same(
            &key.decrypt(case.text("ciphertext_base64")).map_err(text)?,
            case.want("plaintext"),
        )
    });
    run("oaep-sha1-encrypt", |case| {
        let key = PrivateKey::parse(case.text("private_key_pem")).map_err(text)?;
        let ciphertext = public_key(case).map(|public| public.encrypt(case.text("plaintext")));
        same(
            &key.decrypt(&ciphertext.map_err(text)?.map_err(text)?)
                .map_err(text)?,
            case.text("plaintext"),
        )
    });
}

#[test]
fn pem_forms() {
    run("pem-equivalence", |case| {
        let (one, other) = (case.text("pem"), case.text("same_as_pem"));
        match case.text("type") {
            "private" => {
                let [one, other] = [one, other].map(|pem| PrivateKey::parse(pem).unwrap());
                same(&one.sign(b"text").unwrap(), &other.sign(b"text").unwrap())
            }
            "public" => {
                let key = if one.contains("CERTIFICATE") {
                    Certificate::parse(one).and_then(|certificate| certificate.public_key())
                } else {
                    PublicKey::parse(one)
                };
                assert_eq!(key, PublicKey::parse(other), "{}", case.id);
                Ok(())
            }
            // SM2: of one pair with the feature, and else a typed refusal, not a wrong key.
            _ => {
                let private = PrivateKey::parse(other);
                let public = Certificate::parse(one).unwrap().public_key();
                if cfg!(feature = "sm") {
                    assert_eq!(private.unwrap().public_key(), public, "{}", case.id);
                } else {
                    assert_eq!(private.err(), Some(KeyError::Sm2), "{}", case.id);
                    assert_eq!(public, Err(KeyError::Sm2), "{}", case.id);
                }
                Ok(())
            }
        }
    });
    run("pem-reject", |case| {
        Certificate::parse(case.text("pem")).map(drop).map_err(text)
    });
}

#[test]
fn certificate_serial() {
    run("certificate-serial", |case| {
        let certificate = Certificate::parse(case.text("certificate_pem")).map_err(text)?;
        same(certificate.serial_no(), case.want("serial_no"))
    });
}

#[test]
fn digests() {
    run("digest", |case| {
        let digest = if case.text("algorithm") == "sha1" {
            sha1_hex
        } else {
            sha256_hex
        };
        same(&digest(case.text("text").as_bytes()), case.want("hex"))
    });
}
