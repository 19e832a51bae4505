//! Vectors that OpenSSL's command line reads too: a third opinion on AES-256-ECB of v2's refunds and on 国密.

mod support;

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::openssl::OpenSsl;
use support::{Case, cases, run};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, md5_hex};
use wechatpay_openapi_runtime::xml::Document;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(case: &Case, name: &str) -> Vec<u8> {
    STANDARD.decode(case.text(name)).unwrap()
}

/// Decrypts with the 32 bytes of a key.
fn decrypt(openssl: &OpenSsl, key: &str, ciphertext: &str) -> Result<String, String> {
    let ciphertext = STANDARD.decode(ciphertext).map_err(|error| error.to_string())?;
    // OpenSSL fills short keys up with zeros and takes nothing for something.
    if key.len() != 32 || ciphertext.is_empty() {
        return Err("no key or no block".to_owned());
    }
    let line = format!("enc -d -aes-256-ecb -K {}", hex(key.as_bytes()));
    String::from_utf8(openssl.try_run(&line, &ciphertext)?).map_err(|error| error.to_string())
}

#[test]
fn aes_256_ecb() {
    let Some(openssl) = OpenSsl::find("aes_256_ecb") else {
        return;
    };
    run("aes-256-ecb", |case| {
        let (key, ciphertext) = (case.text("key"), case.text("ciphertext_base64"));
        let plain = decrypt(&openssl, key, ciphertext)?;
        assert_eq!(plain, case.want("plaintext"), "{}", case.id);
        let line = format!("enc -aes-256-ecb -K {}", hex(key.as_bytes()));
        let again = openssl.run(&line, plain.as_bytes());
        assert_eq!(STANDARD.encode(again), ciphertext, "{}", case.id);
        Ok(())
    });
}

#[test]
fn refund_notifications() {
    let Some(openssl) = OpenSsl::find("refund_notifications") else {
        return;
    };
    run("notification-v2-req-info", |case| {
        let req_info = match case.text("xml") {
            "" => case.text("req_info").to_owned(),
            xml => {
                let document = Document::parse(xml.as_bytes()).unwrap();
                document.get("req_info").unwrap().to_owned()
            }
        };
        let key = md5_hex(case.text("key").as_bytes());
        let plain = decrypt(&openssl, &key, &req_info)?;
        Document::parse(plain.as_bytes()).map_err(|error| error.to_string())?;
        assert_eq!(key, case.want("derived_key"), "{}", case.id);
        assert_eq!(plain, case.want("plaintext"), "{}", case.id);
        Ok(())
    });
}

/// Not the vectors' keys but fresh ones, and both directions.
#[test]
fn req_info_both_ways() {
    let Some(openssl) = OpenSsl::find("req_info_both_ways") else {
        return;
    };
    for key in [
        "192006250b4c09247ec02edce69f6a2d",
        "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
        "0123456789ABCDEFGHIJKLMNOPQRSTUV",
    ] {
        let ours = ApiV2Key::new(key).unwrap();
        // `MD5(stdin)= …`, as lower-case digits: these 32 letters are the key.
        let digest = openssl.text("dgst -md5", key.as_bytes());
        let derived = digest.rsplit(' ').next().unwrap();
        assert_eq!(derived, md5_hex(key.as_bytes()));
        // Around the block of 16 bytes, where padding differs.
        for length in [1, 15, 16, 17, 31, 32, 4096] {
            let plain: Vec<u8> = "<root>退款".bytes().cycle().take(length).collect();
            let line = format!("enc -aes-256-ecb -K {}", hex(derived.as_bytes()));
            let theirs = STANDARD.encode(openssl.run(&line, &plain));
            assert_eq!(ours.encrypt(&plain).unwrap(), theirs, "{key}, {length}");
            assert_eq!(ours.decrypt(&theirs).unwrap(), plain, "{key}, {length}");
        }
    }
}

/// Whether this OpenSSL was built with 国密; some are not.
fn knows_sm(openssl: &OpenSsl) -> bool {
    let known = openssl.try_run("dgst -sm3", b"").is_ok();
    if !known {
        let _ = writeln!(std::io::stderr(), "SKIPPED: this `openssl` knows no SM3");
    }
    known
}

#[test]
fn sm3_and_sm4() {
    let openssl = OpenSsl::find("sm3_and_sm4").filter(knows_sm);
    let Some(openssl) = openssl else { return };
    let sm3 = |text: &str| {
        let line = openssl.text("dgst -sm3", text.as_bytes());
        line.split_whitespace().last().unwrap().to_owned()
    };
    run("sm3", |case| {
        assert_eq!(sm3(case.text("text")), case.want("hex"), "{}", case.id);
        Ok(())
    });
    // GCM without its tag is CTR, counted from 2; the bad case differs from the good one in the tag alone.
    let cases = cases("sm4-gcm");
    let [good, bad] = &cases[..] else { panic!() };
    let key = &sm3(good.text("api_v3_key"))[..32];
    assert_eq!(key, good.want("sm4_key_hex"));
    let [good_bytes, bad_bytes] = [good, bad].map(|case| bytes(case, "ciphertext_base64"));
    let ciphertext = &good_bytes[..good_bytes.len() - 16];
    let counter = format!("{}00000002", hex(good.text("nonce").as_bytes()));
    let plain = openssl.run(&format!("enc -d -sm4-ctr -K {key} -iv {counter}"), ciphertext);
    assert_eq!(plain, good.want("plaintext").as_bytes());
    assert!(bad.expect_error && good_bytes != bad_bytes);
    assert!(bad_bytes.starts_with(ciphertext) && bad_bytes.len() == good_bytes.len());
}

#[test]
fn sm2() {
    let openssl = OpenSsl::find("sm2").filter(knows_sm);
    let Some(openssl) = openssl else { return };
    run("sm2-verify", |case| {
        openssl.write("cert.pem", case.text("certificate_pem"));
        openssl.run("x509 -in cert.pem -pubkey -noout -out public.pem", b"");
        openssl.write("signature", bytes(case, "signature_base64"));
        let identity = "-pkeyopt distid:1234567812345678";
        let line = format!(
            "pkeyutl -verify -pubin -inkey public.pem -rawin -in input -digest sm3 {identity} -sigfile signature"
        );
        openssl.try_run(&line, case.text("message").as_bytes()).map(drop)
    });
    run("sm2-decrypt", |case| {
        openssl.write("key.pem", case.text("private_key_pem"));
        let plain = openssl.try_run(
            "pkeyutl -decrypt -inkey key.pem",
            &bytes(case, "ciphertext_base64"),
        )?;
        assert_eq!(plain, case.want("plaintext").as_bytes(), "{}", case.id);
        Ok(())
    });
}
