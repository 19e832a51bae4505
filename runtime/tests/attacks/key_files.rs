//! Keys and certificates in the files that people have: found where they are, or refused with the reason.

use wechatpay_openapi_runtime::Client;
use wechatpay_openapi_runtime::crypto::{Certificate, ClientIdentity, PrivateKey, PublicKey};

use crate::builder::{base64, der, own, refuse};
use crate::support::platform::{
    KEY_ID, MCHID, SERIAL_NO, builder, certificate, key_pair, keys, merchant_public, pem,
};

/// As some editors and shells of Windows save it.
fn utf16(text: &str, bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

/// As `openssl pkcs12 -in apiclient_cert.p12 -nodes` writes it.
fn bundle() -> String {
    let attributes = "Bag Attributes\n    localKeyID: 89 B3 88 44 \n    friendlyName: Tenpay Certificate\n";
    let issuer = certificate(&[1], &keys().platform, "230101000000Z", "330101000000Z");
    format!(
        "{attributes}subject=CN = 1900000001\nissuer=CN = Tenpay\n{}Bag Attributes: <No Attributes>\n{issuer}{attributes}\
         Key Attributes: <No Attributes>\n{}",
        own(),
        keys().merchant_pem
    )
}

#[test]
fn a_private_key_is_found_in_every_file() {
    let pem = &keys().merchant_pem;
    let gbk = [&b"friendlyName: \xb2\xc6\xb8\xb6\xcd\xa8\n"[..], pem.as_bytes()].concat();
    let files: [(&str, Vec<u8>); 9] = [
        ("what `openssl pkcs12 -nodes` writes", bundle().into_bytes()),
        ("key before certificate", format!("{pem}{}", own()).into_bytes()),
        ("DER", der(pem)),
        ("base64", base64(pem)),
        (
            "UTF-16, little endian, with its mark",
            utf16(pem, u16::to_le_bytes, true),
        ),
        (
            "UTF-16, big endian, with its mark",
            utf16(pem, u16::to_be_bytes, true),
        ),
        ("UTF-16, little endian", utf16(pem, u16::to_le_bytes, false)),
        ("UTF-16, big endian", utf16(pem, u16::to_be_bytes, false)),
        ("beside text that is no UTF-8", gbk),
    ];
    for (file, bytes) in files {
        let key = PrivateKey::parse(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(key.public_key().unwrap(), merchant_public(), "{file}");
        assert!(builder().merchant_key(SERIAL_NO, bytes).build().is_ok(), "{file}");
    }
    let (other, _) = key_pair();
    refuse(vec![
        (
            builder().merchant_key(SERIAL_NO, format!("{pem}{other}")),
            "holds several keys",
        ),
        (
            builder().merchant_key(SERIAL_NO, der(&own())),
            "this is a certificate",
        ),
        (
            builder().merchant_key(SERIAL_NO, merchant_public().spki()),
            "this is a public key",
        ),
    ]);
}

#[test]
fn a_certificate_is_found_in_every_file() {
    let own = own();
    let files: [(&str, Vec<u8>); 5] = [
        ("what `openssl pkcs12 -nodes` writes", bundle().into_bytes()),
        (
            "key before certificate",
            format!("{}{own}", keys().merchant_pem).into_bytes(),
        ),
        ("DER", der(&own)),
        ("UTF-16", utf16(&own, u16::to_le_bytes, true)),
        ("PEM", own.clone().into_bytes()),
    ];
    let bare = || Client::builder(MCHID).public_key(KEY_ID, &keys().platform_public_pem);
    for (file, bytes) in files {
        let certificate = Certificate::parse(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(certificate.serial_no(), "5A77", "{file}");
        let client = bare()
            .merchant_certificate(&bytes, &keys().merchant_pem)
            .build()
            .unwrap();
        assert_eq!(client.serial_no().as_deref(), Some("5A77"), "{file}");
        let identity = ClientIdentity::from_pem(&bytes, &keys().merchant_pem).unwrap();
        assert_eq!(identity.serial_no(), "5A77", "{file}");
    }
    // One file for both, and the merchant's certificate after its issuer's.
    let one = bare()
        .merchant_certificate(bundle(), bundle())
        .client_certificate(bundle(), bundle());
    assert_eq!(one.build().unwrap().serial_no().as_deref(), Some("5A77"));
    let issuer = certificate(&[1], &keys().platform, "230101000000Z", "330101000000Z");
    let after = bare().merchant_certificate(format!("{issuer}{own}"), &keys().merchant_pem);
    assert_eq!(after.build().unwrap().serial_no().as_deref(), Some("5A77"));
    refuse(vec![
        (
            bare().merchant_certificate(der(&keys().merchant_pem), &keys().merchant_pem),
            "this is a private key",
        ),
        (
            bare().merchant_certificate(merchant_public().spki(), &keys().merchant_pem),
            "this is a public key",
        ),
        (
            bare().merchant_certificate(issuer.clone(), &keys().merchant_pem),
            "do not belong together",
        ),
    ]);
}

#[test]
fn a_platform_key_is_found_in_every_file_and_alone() {
    let public = &keys().platform_public_pem;
    let platform = certificate(&[0x0b, 1], &keys().platform, "230101000000Z", "330101000000Z");
    for bytes in [der(public), base64(public), utf16(public, u16::to_le_bytes, true)] {
        assert_eq!(
            PublicKey::parse(&bytes).unwrap(),
            keys().platform.public_key().unwrap()
        );
        assert!(builder().public_key("PUB_KEY_ID_2", bytes).build().is_ok());
    }
    for bytes in [der(&platform), utf16(&platform, u16::to_be_bytes, true)] {
        let client = builder().platform_certificate(bytes).build().unwrap();
        assert!(client.platform_serials().contains(&"0B01".to_owned()));
    }
    refuse(vec![
        (
            builder().platform_certificate(base64(&platform)),
            "base64 of a key or certificate",
        ),
        (
            builder().platform_certificate(format!("{platform}{}", own())),
            "several certificates",
        ),
        (
            builder().public_key("PUB_KEY_ID_2", der(&keys().merchant_pem)),
            "this is a private key",
        ),
        (
            builder().public_key("PUB_KEY_ID_2", base64(&keys().merchant_pem)),
            "this is a private key",
        ),
        (
            builder().public_key("PUB_KEY_ID_2", der(&platform)),
            "this is a certificate",
        ),
        (
            builder().public_key("PUB_KEY_ID_2", pem("CERTIFICATE REQUEST", b"0123")),
            "not a key",
        ),
    ]);
}
