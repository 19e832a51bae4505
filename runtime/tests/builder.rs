//! Building a client: keys in any dress, and wrong ones refused with the remedy.

mod support;

use serde_json::json;
use support::platform::{
    KEY_ID, NOW, SERIAL_NO, builder, certificate, check, client, header, key_pair, keys, merchant_public, pem,
};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Bytes, Client, ClientBuilder, Error, ErrorKind, Method, http};

fn request(client: &Client) -> http::Request<Bytes> {
    client
        .call(Method::POST, "v3/orders")
        .json(&json!({ "n": 1 }))
        .to_http()
        .unwrap()
}

fn problems(error: &Error, words: &[&str]) {
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.problems().len(), words.len(), "{error}");
    for (problem, word) in error.problems().iter().zip(words) {
        assert!(problem.contains(word), "{problem:?} does not say {word:?}");
        assert!(error.to_string().contains(problem));
    }
}

#[test]
fn a_builder_tells_all_problems_at_once_with_their_remedies() {
    let error = Client::builder("")
        .api_v3_key("short")
        .base_url("https://host/path")
        .build()
        .unwrap_err();
    problems(
        &error,
        &[
            "mchid",
            "merchant_key: missing",
            "no key to verify answers with",
            "base_url",
            "exactly 32 bytes",
        ],
    );
}

/// An RSA key of 1024 bits, in base64 of PKCS#1.
const SHORT_KEY: &str = "MIICXQIBAAKBgQD4qtuqXT4p6B+ESE0topb2Y0SivohtWHJ2Pjo+13uAOXtIE5DUj38pDX9q2GhodqBi/Y16LfmGwMQ+hUHQtCxe\
E+kbecT9DhQtxRARVIevA1vhwDL6OaQCUtr6QFzR35Q0XYJlBWVXmOyjDOBYGoouXeC2iKAVDYIFgnQqrZPMLQIDAQABAoGAatBB\
kTmCNVAPEaxY8oxPmkBjwCBly8pdSGtMa6f11ctbKEe3Q4bsET9KByQ0HQMvu7W8KspKz9ZHta9Z6QMrttjGOn3kgT4Rwg97Yfg0\
H+nYWhGdllqzyZndV0dM8idj22JwGtGHjzoMc5M/fkY77Ae8WJ826X7oTkH+pUZcIoUCQQD9dMFpXfWBT9E6BbsE3JjUxDu8CA8f\
gymGyOp8S5KNf6ydRqNmIyLbPRKJ5zRf2QcgnH5yrBMGU+JOXP6+fQ5vAkEA+ynMXPacSsztO45wXBJIPmUfwWdrd70fDyNSAi0U\
Um9MNgVrIAO3LVe0Ft/YTG1+LedSj9UsZdSZKmy29cvdIwJBAKQ1bMmzUkgBSnDpHY28zleq+3iLUCD+fX0R1rnIzJ5YRaFwDpUx\
1ndsTgKChPBET9XVDieFTJ4g4tIadgE8TIkCQQC8W6tsqHGr0yWyvW7cTcWqLXJ0O9gns0hgtO9ivGX6MIeqF8Qv/TlZouVnJjZz\
ksXHLS0IuykRsS+w1lkb2uibAkB3NFJ6Vn17sIXOSzMQZqimWnc1XbGNO4w/Q2mdBNJQSMjsUD+EY1H8asxkE1sOQSALCr4oCneO\
vc98PLmBFC1s";

/// One problem each, with the remedy.
fn refuse(cases: Vec<(ClientBuilder<Client>, &str)>) {
    for (builder, word) in cases {
        problems(&builder.build().unwrap_err(), &[word]);
    }
}

fn own_certificate() -> String {
    certificate(&[0x5a, 0x77], &keys().merchant, "230101000000Z", "330101000000Z")
}

#[test]
fn a_wrong_merchant_key_is_told() {
    let (keys, cert) = (keys(), own_certificate());
    let with = |key: &str| builder().merchant_key(SERIAL_NO, key);
    let pkcs12 = [&[0x30, 0x82, 0x0a, 0x00, 0x02, 0x01, 0x03, 0x30][..], &[0; 64]].concat();
    let pbes2 = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
    let encrypted = [&[0x30, 0x82, 0x01, 0x00, 0x30, 0x20][..], &pbes2, &[0; 64]].concat();
    let bare_certificate: String = cert.lines().filter(|line| !line.contains('-')).collect();
    refuse(vec![
        (with(&keys.platform_public_pem), "apiclient_key.pem"),
        (with("apiclient_key.pem"), "not the file's path"),
        (with(""), "not a key"),
        (with(&cert), "not `apiclient_cert.pem`"),
        (with(&bare_certificate), "not `apiclient_cert.pem`"),
        (with(&pem("ENCRYPTED PRIVATE KEY", b"0123")), "`openssl pkcs8"),
        (builder().merchant_key(SERIAL_NO, encrypted), "`openssl pkcs8"),
        (builder().merchant_key(SERIAL_NO, &pkcs12), "PKCS#12"),
        (with(SHORT_KEY), "shorter than 2048 bits"),
        (with(&pem("EC PRIVATE KEY", b"0123")), "not RSA"),
    ]);
    let bare = || Client::builder("1900000001").public_key(KEY_ID, &keys.platform_public_pem);
    refuse(vec![
        (
            bare().merchant_certificate(&keys.merchant_pem, &keys.merchant_pem),
            "`apiclient_cert.pem`",
        ),
        (
            bare().merchant_certificate(&keys.platform_public_pem, &keys.merchant_pem),
            "public key",
        ),
        (
            bare().merchant_certificate(&pkcs12, &keys.merchant_pem),
            "PKCS#12",
        ),
        (
            bare().merchant_certificate(&cert, key_pair().0),
            "do not belong together",
        ),
        (
            builder().merchant_certificate(&cert, &keys.merchant_pem),
            "its serial number is 5A77",
        ),
    ]);
}

#[test]
fn a_wrong_serial_number_is_told() {
    let with = |serial: &str| builder().merchant_key(serial, &keys().merchant_pem);
    // 20 bytes in decimal, as some tools print them.
    let decimal = "464412233331823829294183927331253921728912941281";
    refuse(vec![
        (with(decimal), "5158F6FBD5F72596BE9B3F954A57CAF9EF47E0E1"),
        (with(&"1".repeat(48)), "in hexadecimal; `openssl x509"),
        (with(&"A".repeat(41)), "more than 40 digits"),
        (with(&SERIAL_NO[1..]), "leading 0"),
        (with("PUB_KEY_ID_01"), "not the merchant's"),
        (with("serial number"), "no serial number"),
        (with(""), "no serial number"),
    ]);
    let pairs: Vec<&str> = SERIAL_NO
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).unwrap())
        .collect();
    for dress in [
        SERIAL_NO.to_lowercase(),
        pairs.join(":"),
        format!("serial={SERIAL_NO}\n"),
    ] {
        assert_eq!(
            with(&dress).build().unwrap().serial_no().as_deref(),
            Some(SERIAL_NO)
        );
    }
}

#[test]
fn a_wrong_platform_key_is_told() {
    let keys = keys();
    let public = &keys.platform_public_pem;
    let own = pem("PUBLIC KEY", keys.merchant.public_key().unwrap().spki());
    let with = |id: &str, key: &str| builder().public_key(id, key);
    let platform = |pem: &str| builder().platform_certificate(pem);
    let same_serial = certificate(
        &[&[0x0a, 0x11][..], &[0; 17], &[1]].concat(),
        &keys.platform,
        "230101000000Z",
        "330101000000Z",
    );
    refuse(vec![
        (with(SERIAL_NO, public), "merchant's own serial"),
        (with(&"A".repeat(40), public), "certificate's serial number"),
        (with("0119000000012024", public), "not whole"),
        (with("pub_key_id_0119000000012024", public), "upper case"),
        (with("PUB_KEY_ID_", public), "not whole"),
        (with(" ", public), "the id is empty"),
        (with("PUB_KEY_ID_1", &keys.merchant_pem), "private key"),
        (with("PUB_KEY_ID_1", &own_certificate()), "`platform_certificate`"),
        (with("PUB_KEY_ID_1", &own), "merchant's own public key"),
        (with("PUB_KEY_ID_1", "pub_key.pem"), "not the file's path"),
        (platform(public), "public key"),
        (platform(&keys.merchant_pem), "a certificate is needed"),
        (platform(&same_serial), "merchant's own certificate"),
        (platform("5A77"), "not a certificate"),
    ]);
    // As a header, either name belongs to the client.
    let call = client()
        .call(Method::GET, "v3/x")
        .header("Wechatpay-Serial", SERIAL_NO);
    let error = call.to_http().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("the client sets it"), "{error}");
}

#[test]
fn a_wrong_secret_is_told_and_not_shown() {
    use base64::Engine as _;
    let key = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    let base64 = base64::engine::general_purpose::STANDARD.encode(key);
    let with = |key: &str| builder().api_v3_key(key);
    let cases = [
        (&key[1..], "exactly 32 bytes and this one has 31"),
        (&hex, "hexadecimal or base64"),
        (&base64, "hexadecimal or base64"),
        (&format!("{key}\n"), "line end"),
        (&format!(" {}", &key[1..]), "line end"),
        ("", "this one has 0"),
    ];
    for (text, word) in cases {
        let error = with(text).build().unwrap_err();
        problems(&error, &[word]);
        assert!(
            !format!("{error} {error:?}").contains(&key[4..20]),
            "the key is shown"
        );
    }
    refuse(vec![
        (builder().api_v2_key(""), "v2 API key"),
        (
            builder().api_v2_key("192006250b4c09247ec02edce69f6a2d\n"),
            "v2 API key",
        ),
    ]);
    for mchid in ["", "商户", "190000 0001"] {
        let error = Client::builder(mchid)
            .merchant_key(SERIAL_NO, &keys().merchant_pem)
            .public_key(KEY_ID, &keys().platform_public_pem)
            .build();
        problems(&error.unwrap_err(), &["mchid"]);
    }
}

#[test]
fn an_elliptic_curve_key_is_told() {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let der = pair.to_pkcs8v1().unwrap();
    let text = pem("PRIVATE KEY", der.as_ref());
    problems(
        &builder().merchant_key(SERIAL_NO, text).build().unwrap_err(),
        &["not RSA"],
    );
}

#[test]
fn a_private_key_may_come_in_any_dress() {
    use base64::Engine as _;
    let original = &keys().merchant_pem;
    let bare: String = original.lines().filter(|line| !line.contains('-')).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(&bare).unwrap();
    let dresses = [
        original.replace('\n', "\r\n"),
        original.replace('\n', "\\n"),
        format!("\u{feff}  {original}\n\n"),
        original.lines().map(|line| format!("    {line}\n")).collect(),
        bare.clone(),
        bare.as_bytes()
            .chunks(76)
            .map(|line| format!("{}\n", std::str::from_utf8(line).unwrap()))
            .collect(),
    ];
    for dress in &dresses {
        check_signer(dress.as_bytes());
    }
    check_signer(&der);
}

fn check_signer(key: &[u8]) {
    let client = builder()
        .merchant_key(SERIAL_NO.to_lowercase(), key)
        .build()
        .unwrap();
    let request = request(&client);
    check(&request);
}

#[test]
fn clients_share_connections_not_keys() {
    let (other_pem, _) = key_pair();
    let first = client();
    let second = builder()
        .merchant_key(SERIAL_NO, other_pem)
        .share_connections(&first)
        .build()
        .unwrap();
    let request = request(&second);
    let found = v3::Authorization::parse(header(&request, "authorization")).unwrap();
    let message = v3::request_message(
        "POST",
        request.uri().path(),
        &NOW.to_string(),
        found.nonce_str,
        request.body(),
    );
    assert!(merchant_public().verify(&message, found.signature).is_err());
}

/// Neither the network nor the caller's nonces, and any client can be.
#[test]
fn warming_up_asks_nobody() {
    let clients = [
        builder()
            .nonce(|| panic!("a nonce was taken"))
            .base_url("http://127.0.0.1:9"),
        Client::builder("1900000001").api_v2_key("0123456789abcdef0123456789abcdef"),
    ];
    for builder in clients {
        let client = builder.build().unwrap();
        client.warm_up().unwrap();
        client.clone().warm_up().unwrap();
    }
}
