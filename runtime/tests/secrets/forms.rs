//! Secrets in the forms that other tools and mistakes give them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::support::platform::{key_pair, pem};
use crate::traces::Secret;

const V3: &str = "Zq7Lw2Xc9Vb4Nm1Kj8Hg5Fd3Sa6Po0Iu";

/// A key (PEM of PKCS#8, its base64 and its DER) in further forms.
pub(crate) fn further(key: &str, bare: &str, der: &[u8]) -> Vec<Secret> {
    let part = bare.as_bytes();
    let url_safe = URL_SAFE_NO_PAD.encode(der);
    let hex: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
    let headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n";
    let old = pem("RSA PRIVATE KEY", &der[26..]);
    let of = |name, text: String| Secret::of(name, text, part);
    let (second, _) = key_pair();
    let full_width: String = V3.chars().map(wide).collect();
    let spaced: String = V3.chars().flat_map(|char| [char, '\u{200b}']).collect();
    vec![
        Secret::of(
            "JWK",
            format!(r#"{{"kty":"RSA","e":"AQAB","d":"{url_safe}"}}"#),
            url_safe.as_bytes(),
        ),
        Secret::of("key in base64url", url_safe.clone(), url_safe.as_bytes()),
        Secret::of("key in hexadecimal", hex.clone(), hex.as_bytes()),
        of(
            "encrypted key with headers",
            old.replacen("KEY-----\n", &format!("KEY-----\n{headers}"), 1),
        ),
        of(
            "key after text",
            format!("private_key: \"{}\"", key.replace('\n', "\\n")),
        ),
        of(
            "key in a document of JSON",
            format!("{{\"mch\":{{\"key\":{key:?}}}}}"),
        ),
        of("key on one line of PEM", key.replace('\n', " ")),
        of("key with blank lines", key.replace('\n', "\n\n")),
        of(
            "key of OpenSSH",
            key.replace("PRIVATE KEY", "OPENSSH PRIVATE KEY"),
        ),
        of(
            "key in a URL",
            percent_encoding::utf8_percent_encode(key, percent_encoding::NON_ALPHANUMERIC).to_string(),
        ),
        Secret::of(
            "base64 of a key's file",
            STANDARD.encode(key),
            STANDARD.encode(key).as_bytes(),
        ),
        of("two keys", format!("{key}{second}")),
        of("key without its end", key.replace("-----END", "")),
        Secret::new("APIv3 key, full width", full_width),
        Secret::new("APIv3 key with blanks of no width", spaced),
        Secret::of("APIv3 key, quoted", format!("\"{V3}\""), V3.as_bytes()),
        Secret::of(
            "APIv3 key with its name",
            format!("API_V3_KEY={V3}"),
            V3.as_bytes(),
        ),
        Secret::of(
            "APIv3 key after a byte order mark",
            format!("\u{feff}{V3}\n"),
            V3.as_bytes(),
        ),
        Secret::new("APIv3 key in base64", STANDARD.encode(V3)),
        Secret::new("two APIv3 keys", format!("{V3}\n{V3}")),
        Secret::of("APIv3 key in a path", format!("/run/secrets/{V3}"), V3.as_bytes()),
        Secret::new("half an APIv3 key", &V3[..17]),
        Secret::new("words", "correct horse battery staple"),
    ]
}

/// As a Chinese input method writes letters and digits.
fn wide(char: char) -> char {
    char::from_u32(u32::from(char) + 0xfee0).unwrap()
}
