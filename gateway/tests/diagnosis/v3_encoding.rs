//! Each way of making or writing a signature wrongly, over the right text.

use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use wechatpay_gateway::diagnosis::Rule;
use wechatpay_openapi_runtime::crypto::{md5_hex, sha1_hex, sha256_hex};

use crate::keys::{NONCE, NOW, Request, Signer, authorization, expect, key, signed};

fn text() -> String {
    format!("GET\n/v3/certificates\n{NOW}\n{NONCE}\n\n")
}

fn get() -> Request {
    Request::new("GET /v3/certificates", "")
}

/// Of a text whose signature has `+`, `/` or both: the alphabets differ in them alone.
fn with_both() -> (String, Vec<u8>) {
    (0..)
        .map(|counter| format!("/v3/certificates?n={counter}"))
        .map(|target| {
            let text = format!("GET\n{target}\n{NOW}\n{NONCE}\n\n");
            (
                target,
                key(Signer::Merchant).sign(&RSA_PKCS1_SHA256, text.as_bytes()),
            )
        })
        .find(|(_, signature)| STANDARD.encode(signature).contains('+'))
        .unwrap()
}

#[test]
fn spellings() {
    let (target, signature) = with_both();
    let base64 = STANDARD.encode(&signature);
    let (first, second) = base64.split_at(76);
    let cases = [
        (base64.clone(), None),
        (URL_SAFE.encode(&signature), Some(Rule::SignatureUrlSafe)),
        (URL_SAFE_NO_PAD.encode(&signature), Some(Rule::SignatureUrlSafe)),
        (
            base64.trim_end_matches('=').to_owned(),
            Some(Rule::SignatureUnpadded),
        ),
        (hex::encode(&signature), Some(Rule::SignatureHex)),
        (
            base64.replace('+', "%2B").replace('=', "%3D"),
            Some(Rule::SignatureEscaped),
        ),
        (base64.replace('+', " "), Some(Rule::SignatureEscaped)),
        (format!("{first} \t{second}"), Some(Rule::SignatureLines)),
        (STANDARD.encode(&base64), Some(Rule::SignatureTwice)),
        (
            STANDARD.encode(hex::encode(&signature)),
            Some(Rule::SignatureTwice),
        ),
    ];
    for (signature, rule) in cases {
        let request = Request::new(&format!("GET {target}"), "");
        let diagnosis = request.explain(&authorization(&signature));
        let rules: Vec<Rule> = rule.into_iter().collect();
        expect(&signature, &diagnosis, &rules);
        assert!(diagnosis.is_explained);
    }
}

#[test]
fn what_is_no_signature_at_all() {
    for signature in ["", "abc", "MTIz", "签名"] {
        let header = authorization(signature);
        let diagnosis = get().explain(&header);
        assert!(!diagnosis.is_explained, "{signature}");
        let named = diagnosis.names(Rule::SignatureUnreadable) || diagnosis.names(Rule::HeaderIncomplete);
        assert!(
            named || signature == "签名",
            "{signature}: {:?}",
            diagnosis.broken
        );
    }
}

#[test]
fn hashes() {
    let key = key(Signer::Merchant);
    let text = text();
    let text = text.as_bytes();
    let sha256 = hex::decode(sha256_hex(text)).unwrap();
    let named =
        |oid: &str, digest: String| [hex::decode(oid).unwrap(), hex::decode(digest).unwrap()].concat();
    let sha1 = named("3021300906052b0e03021a05000414", sha1_hex(text));
    let md5 = named("3020300c06082a864886f70d020505000410", md5_hex(text));
    let cases: [(&str, Vec<u8>, &[Rule]); 10] = [
        ("SHA-384", key.sign(&RSA_PKCS1_SHA384, text), &[Rule::HashOther]),
        ("SHA-512", key.sign(&RSA_PKCS1_SHA512, text), &[Rule::HashOther]),
        ("SHA-1", key.sign_bare(&sha1), &[Rule::HashOther]),
        ("MD5", key.sign_bare(&md5), &[Rule::HashOther]),
        ("PSS", key.sign(&RSA_PSS_SHA256, text), &[Rule::PaddingPss]),
        ("twice", key.sign(&RSA_PKCS1_SHA256, &sha256), &[Rule::HashTwice]),
        (
            "of hex",
            key.sign(&RSA_PKCS1_SHA256, hex::encode(&sha256).as_bytes()),
            &[Rule::HashTwice],
        ),
        ("bare hash", key.sign_bare(&sha256), &[Rule::HashNotNamed]),
        (
            "bare hash in hex",
            key.sign_bare(hex::encode(&sha256).as_bytes()),
            &[Rule::HashNotNamed],
        ),
        ("text", key.sign_bare(text), &[Rule::NotHashed]),
    ];
    for (what, signature, rules) in cases {
        let diagnosis = get().explain(&authorization(&STANDARD.encode(signature)));
        expect(what, &diagnosis, rules);
        assert!(diagnosis.is_explained, "{what}");
    }
}

#[test]
fn keys() {
    let cases: [(Signer, &[Rule], bool); 4] = [
        (Signer::Merchant, &[], true),
        (Signer::Second, &[Rule::KeyOther], true),
        (Signer::Platform, &[Rule::KeyOfPlatform], true),
        (Signer::Stranger, &[Rule::KeyUnknown], false),
    ];
    for (signer, rules, is_explained) in cases {
        let signature = signed(signer, text().as_bytes());
        let diagnosis = get().explain(&authorization(&signature));
        expect("key", &diagnosis, rules);
        assert_eq!(diagnosis.is_explained, is_explained);
    }
}

/// That another text was signed is proven by the key alone; which one nobody can know, so it is not said.
#[test]
fn nothing_is_claimed_of_an_unknown_text() {
    let altered = format!("GET\n/v3/certificates\n{NOW}\n{NONCE}\n{{\"total\":1}}\n");
    for text in ["something else", &altered] {
        let diagnosis = get().explain(&authorization(&signed(Signer::Merchant, text.as_bytes())));
        expect(text, &diagnosis, &[Rule::TextOther]);
        assert!(!diagnosis.is_explained);
        assert!(diagnosis.signed.is_none() && diagnosis.difference.is_none());
        assert_eq!(diagnosis.summary.en, Rule::TextOther.en());
        assert_eq!(diagnosis.summary.zh, Rule::TextOther.zh());
    }
}

/// Two mistakes of different kinds: in the making and in the text.
#[test]
fn a_wrong_hash_over_a_wrong_text() {
    let text = format!("GET\n/v3/certificates\n{NOW}\n{NONCE}\n");
    let signature = key(Signer::Platform).sign(&RSA_PKCS1_SHA512, text.as_bytes());
    let diagnosis = get().explain(&authorization(&hex::encode(signature)));
    let rules = [
        Rule::SignatureHex,
        Rule::KeyOfPlatform,
        Rule::HashOther,
        Rule::BodyLineMissing,
    ];
    let found: Vec<Rule> = diagnosis.broken.iter().map(|broken| broken.rule).collect();
    assert!(found.starts_with(&rules[..3]) && found.len() == 4, "{found:?}");
}
