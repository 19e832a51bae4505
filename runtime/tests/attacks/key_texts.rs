//! Keys as they travel through environments, secret stores and editors: found all the same, or refused with the reason.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::crypto::{Certificate, KeyError, PrivateKey, PublicKey};

use crate::builder::{der, own, refuse};
use crate::support::platform::{SERIAL_NO, builder, keys, merchant_public, pem};

type Dress = (&'static str, fn(&str) -> String);

/// What happens to a PEM text on its way.
const DRESSES: [Dress; 17] = [
    ("CRLF", |pem| pem.replace('\n', "\r\n")),
    ("CR alone", |pem| pem.replace('\n', "\r")),
    ("CRLF, twice converted", |pem| pem.replace('\n', "\r\r\n")),
    ("line ends spelt out", |pem| pem.replace('\n', "\\n")),
    ("CRLF spelt out", |pem| pem.replace('\n', "\\r\\n")),
    ("blanks for line ends", |pem| pem.replace('\n', " ")),
    ("blank lines between", |pem| pem.replace('\n', "\n\n")),
    ("a blank line before the end", |pem| {
        pem.replace("\n-----END", "\n\n-----END")
    }),
    ("a blank line after the begin", |pem| {
        pem.replacen("KEY-----\n", "KEY-----\n\n", 1)
    }),
    ("indented", |pem| pem.replace('\n', "\n    ")),
    ("blanks at the ends of lines", |pem| pem.replace('\n', " \t\n")),
    ("no line end at the end", |pem| pem.trim_end().to_owned()),
    ("a byte order mark", |pem| format!("\u{feff}{pem}")),
    ("a line of an `.env` file", |pem| {
        format!("WECHATPAY_KEY=\"{}\"", pem.replace('\n', "\\n"))
    }),
    ("a value of JSON, as PHP writes it", |pem| {
        format!("{{\"key\":\"{}\"}}", pem.replace('\n', "\\n").replace('/', "\\/"))
    }),
    ("base64 of the file", |pem| STANDARD.encode(pem)),
    ("base64 of the file, on lines", |pem| {
        let text = STANDARD.encode(pem.replace('\n', "\r\n"));
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(76)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        lines.join("\n") + "\n"
    }),
];

#[test]
fn a_key_is_found_in_every_dress() {
    let pkcs1 = pem("RSA PRIVATE KEY", &der(&keys().merchant_pem)[26..]);
    for (dress, wear) in DRESSES {
        for pem in [&keys().merchant_pem, &pkcs1] {
            let key = PrivateKey::parse(wear(pem)).unwrap_or_else(|error| panic!("{dress}: {error}"));
            assert_eq!(key.public_key().unwrap(), merchant_public(), "{dress}");
            assert!(builder().merchant_key(SERIAL_NO, wear(pem)).build().is_ok());
            refuse(vec![(
                builder().merchant_key(wear(pem), SERIAL_NO),
                "arguments swapped?",
            )]);
        }
        let key = PublicKey::parse(wear(&keys().platform_public_pem));
        assert_eq!(
            key.as_ref(),
            Ok(&keys().platform.public_key().unwrap()),
            "{dress}"
        );
        let certificate = Certificate::parse(wear(&own()));
        let serial = certificate.as_ref().map(Certificate::serial_no);
        assert_eq!(serial, Ok("5A77"), "{dress}");
    }
}

/// As OpenSSL before 1.0 wrote an encrypted key, with its headers and the blank line after them.
fn encrypted() -> String {
    let pem = pem("RSA PRIVATE KEY", &der(&keys().merchant_pem)[26..]);
    pem.replacen(
        "KEY-----\n",
        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF\n\n",
        1,
    )
}

#[test]
fn a_key_with_a_password_is_told_in_every_dress() {
    let pkcs8 = pem("ENCRYPTED PRIVATE KEY", b"0\x03\x02\x01\x00");
    for (dress, wear) in DRESSES {
        for pem in [encrypted(), pkcs8.clone()] {
            // On one line headers have no ends.
            let is_told = !(dress.contains("blanks for") && pem.contains("Proc-Type"));
            let error = PrivateKey::parse(wear(&pem)).unwrap_err();
            assert!(!is_told || error == KeyError::Encrypted, "{dress}: {error}");
        }
    }
}

/// Binary files travel as base64 where secrets are text.
#[cfg(all(feature = "pkcs12", feature = "reqwest"))]
#[test]
fn a_pkcs12_file_is_read_from_its_base64() {
    use wechatpay_openapi_runtime::crypto::ClientIdentity;
    let file = crate::support::tls::file("modern.p12");
    let password = "1900000001";
    let plain = ClientIdentity::from_pkcs12(&file, password).unwrap();
    let text = STANDARD.encode(&file);
    assert_eq!(ClientIdentity::from_pkcs12(&text, password).as_ref(), Ok(&plain));
    assert_eq!(
        ClientIdentity::from_pkcs12(text + "\n", password).as_ref(),
        Ok(&plain)
    );
    for wrong in [
        file[..99].to_vec(),
        STANDARD.encode("text").into_bytes(),
        keys().merchant_pem.clone().into_bytes(),
    ] {
        assert_eq!(
            ClientIdentity::from_pkcs12(wrong, password).unwrap_err(),
            KeyError::NotPkcs12
        );
    }
}

#[test]
fn an_id_is_found_behind_a_byte_order_mark() {
    for id in ["\u{feff}PUB_KEY_ID_02", " PUB_KEY_ID_02\r\n"] {
        let client = builder()
            .public_key(id, &keys().platform_public_pem)
            .build()
            .unwrap();
        assert!(
            client.platform_serials().contains(&"PUB_KEY_ID_02".to_owned()),
            "{id:?}"
        );
    }
}
