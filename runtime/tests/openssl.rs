//! OpenSSL's command line against our side, both ways: it makes keys and certificates of every form, signs,
//! encrypts and hashes, and our side reads, verifies and decrypts; and the reverse.

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::openssl::OpenSsl;
use wechatpay_openapi_runtime::crypto::{
    ApiV2Key, ApiV3Key, Certificate, CryptoError, KeyError, PrivateKey, PublicKey, md5_hex, sha1_hex,
    sha256_hex,
};
use wechatpay_openapi_runtime::sign::v2::SignType;

fn messages() -> [Vec<u8>; 6] {
    [
        Vec::new(),
        b"GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n".to_vec(),
        "咖啡 \u{1f600}\n".as_bytes().to_vec(),
        b"\0\x01\r\n\xff\xfe".to_vec(),
        vec![b'\n'; 3],
        (0..=255).cycle().take(1 << 20).collect(),
    ]
}

#[test]
fn signatures() {
    let Some(openssl) = OpenSsl::find("signatures") else {
        return;
    };
    let (private, public) = openssl.pair();
    for message in messages() {
        let theirs = STANDARD.encode(openssl.run("dgst -sha256 -sign key.pem", &message));
        public.verify(&message, &theirs).unwrap();
        let ours = private.sign(&message).unwrap();
        assert_eq!(ours, theirs, "PKCS#1 v1.5 has one signature for one text");
        openssl.write("signature", STANDARD.decode(&ours).unwrap());
        let verify = "dgst -sha256 -verify public.pem -signature signature";
        assert_eq!(openssl.text(verify, &message), "Verified OK");
        let altered = [&message[..], b" "].concat();
        openssl.try_run(verify, &altered).unwrap_err();
        assert_eq!(public.verify(&altered, &theirs), Err(CryptoError::Signature));
    }
    // Of another digest or padding: signatures, but not of this protocol.
    for line in [
        "dgst -sha1 -sign key.pem",
        "dgst -sha512 -sign key.pem",
        "dgst -sha256 -sigopt rsa_padding_mode:pss -sign key.pem",
    ] {
        let signature = STANDARD.encode(openssl.run(line, b"text"));
        assert_eq!(
            public.verify(b"text", &signature),
            Err(CryptoError::Signature),
            "{line}"
        );
    }
}

const OAEP: &str = "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1 -pkeyopt rsa_mgf1_md:sha1";

#[test]
fn encrypted_fields() {
    let Some(openssl) = OpenSsl::find("encrypted_fields") else {
        return;
    };
    let (private, public) = openssl.pair();
    let (encrypt, decrypt) = (
        "pkeyutl -encrypt -pubin -inkey public.pem",
        "pkeyutl -decrypt -inkey key.pem",
    );
    for text in ["1", "欧阳娜娜", "13800138000", &"a".repeat(214)] {
        let theirs = openssl.run(&format!("{encrypt} {OAEP}"), text.as_bytes());
        assert_eq!(private.decrypt(&STANDARD.encode(theirs)).unwrap(), text);
        let ours = STANDARD.decode(public.encrypt(text).unwrap()).unwrap();
        assert_eq!(openssl.run(&format!("{decrypt} {OAEP}"), &ours), text.as_bytes());
    }
    let too_long = "a".repeat(215);
    openssl
        .try_run(&format!("{encrypt} {OAEP}"), too_long.as_bytes())
        .unwrap_err();
    assert_eq!(public.encrypt(&too_long), Err(CryptoError::TooLong(214)));
    for other in [
        "-pkeyopt rsa_padding_mode:pkcs1",
        "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256",
        "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1 -pkeyopt rsa_mgf1_md:sha256",
    ] {
        let theirs = openssl.run(&format!("{encrypt} {other}"), b"text");
        assert_eq!(
            private.decrypt(&STANDARD.encode(theirs)),
            Err(CryptoError::Decryption),
            "{other}"
        );
        let ours = STANDARD.decode(public.encrypt("text").unwrap()).unwrap();
        // OpenSSL answers wrong PKCS#1 padding with random bytes.
        if let Ok(plain) = openssl.try_run(&format!("{decrypt} {other}"), &ours) {
            assert_ne!(plain, b"text", "{other}");
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The command line knows no GCM, but its two halves: CTR, counted from 2, is the ciphertext, and GMAC the tag
/// of a message without one.
#[test]
fn sealed_resources() {
    let Some(openssl) = OpenSsl::find("sealed_resources") else {
        return;
    };
    let key_text = "an APIv3 key of thirty-two bytes";
    let key = ApiV3Key::new(key_text).unwrap();
    for (nonce, data) in [
        ("5K8264ILTKCH", "transaction"),
        ("000000000000", "certificate"),
        ("-_+/=.,:;!?*", "é"),
    ] {
        for message in messages() {
            let sealed = STANDARD
                .decode(key.encrypt(nonce, data, &message).unwrap())
                .unwrap();
            let (ciphertext, tag) = sealed.split_at(message.len());
            assert_eq!(tag.len(), 16);
            let counter = format!("{}00000002", hex(nonce.as_bytes()));
            let line = format!("enc -aes-256-ctr -K {} -iv {counter}", hex(key_text.as_bytes()));
            assert_eq!(openssl.run(&line, &message), ciphertext);
            assert_eq!(
                key.decrypt(nonce, data, &STANDARD.encode(&sealed)).unwrap(),
                message
            );
        }
        let options = format!(
            "-macopt hexkey:{} -macopt hexiv:{}",
            hex(key_text.as_bytes()),
            hex(nonce.as_bytes())
        );
        let line = format!("mac -cipher AES-256-GCM {options} -in input GMAC");
        let tag = openssl.text(&line, data.as_bytes()).to_ascii_lowercase();
        let ours = key.encrypt(nonce, data, b"").unwrap();
        assert_eq!(hex(&STANDARD.decode(&ours).unwrap()), tag);
        assert_eq!(key.decrypt(nonce, data, &ours).unwrap(), b"");
    }
}

/// A line of `dgst` ends with the digest.
fn last_word(line: &str) -> &str {
    line.split_whitespace().last().unwrap()
}

type Digest = fn(&[u8]) -> String;

#[test]
fn digests() {
    let Some(openssl) = OpenSsl::find("digests") else {
        return;
    };
    let digests: [(&str, Digest); 3] = [("-sha1", sha1_hex), ("-sha256", sha256_hex), ("-md5", md5_hex)];
    for (option, ours) in digests {
        for message in messages() {
            let theirs = openssl.text(&format!("dgst {option}"), &message);
            assert_eq!(ours(&message), last_word(&theirs), "{option}");
        }
    }
}

#[test]
fn v2_signatures() {
    let Some(openssl) = OpenSsl::find("v2_signatures") else {
        return;
    };
    let key_text = "192006250b4c09247ec02edce69f6a2d";
    let key = ApiV2Key::new(key_text).unwrap();
    for text in [
        "a=1",
        "appid=wxd930ea5d5a258f4f&body=咖啡 & <1>&mch_id=10000100",
        "a=é\u{301}\u{1f600}",
    ] {
        let message = format!("{text}&key={key_text}");
        let types = [
            (SignType::Md5, "dgst -md5".to_owned()),
            (SignType::HmacSha256, format!("dgst -sha256 -hmac {key_text}")),
        ];
        for (sign_type, line) in types {
            let theirs = openssl.text(&line, message.as_bytes());
            let theirs = last_word(&theirs).to_ascii_uppercase();
            assert_eq!(key.sign(sign_type, text), theirs);
            assert!(key.verify(text, &theirs));
            assert!(!key.verify(&format!("{text}0"), &theirs));
        }
    }
}

/// Serial numbers as given, and as both sides write them.
const SERIALS: [(&str, &str); 7] = [
    ("0x01", "01"),
    ("0x0A11", "0A11"),
    ("0x7f", "7F"),
    ("0x80", "80"),
    ("0xff00000000000001", "FF00000000000001"),
    (
        "0x5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC",
        "5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC",
    ),
    (
        "0x0123456789ABCDEF0123456789ABCDEF01234567",
        "0123456789ABCDEF0123456789ABCDEF01234567",
    ),
];

#[test]
fn certificates() {
    let Some(openssl) = OpenSsl::find("certificates") else {
        return;
    };
    let (_, public) = openssl.pair();
    for (serial, written) in SERIALS {
        let subject = "/C=CN/O=Tenpay.com/CN=Tenpay.com_Root_CA";
        let line = format!(
            "req -x509 -new -key key.pem -days 30 -subj {subject} -set_serial {serial} -out cert.pem"
        );
        openssl.run(&line, b"");
        let found = Certificate::parse(openssl.read("cert.pem")).unwrap();
        let theirs = openssl.text("x509 -in cert.pem -noout -serial", b"");
        assert_eq!(theirs, format!("serial={written}"));
        assert_eq!(found.serial_no(), written);
        assert_eq!(found.public_key().unwrap(), public);
        assert_eq!(found.not_after() - found.not_before(), 30 * 86_400);
        assert!(found.is_valid_at(found.not_before()) && found.is_valid_at(found.not_after()));
        assert!(!found.is_valid_at(found.not_after() + 1) && !found.is_valid_at(found.not_before() - 1));
        openssl.run("x509 -in cert.pem -text -out with_text.pem", b"");
        assert_eq!(Certificate::parse(openssl.read("with_text.pem")).unwrap(), found);
    }
}

/// Each line makes `out` of `key.pem`.
const PRIVATE_FORMS: [&str; 6] = [
    "rsa -in key.pem -traditional -out out",
    "rsa -in key.pem -out out",
    "pkcs8 -topk8 -nocrypt -in key.pem -out out",
    "rsa -in key.pem -traditional -outform DER -out out",
    "pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out out",
    "pkey -in key.pem -text -out out",
];

const PUBLIC_FORMS: [&str; 5] = [
    "rsa -in key.pem -pubout -out out",
    "rsa -in key.pem -RSAPublicKey_out -out out",
    "rsa -in key.pem -pubout -outform DER -out out",
    "rsa -in key.pem -RSAPublicKey_out -outform DER -out out",
    "pkey -pubin -in public.pem -out out",
];

/// The same text as it comes out of editors, environment variables and forms.
fn writings(form: &[u8]) -> Vec<Vec<u8>> {
    let mut writings = vec![form.to_vec()];
    let Some(text) = std::str::from_utf8(form)
        .ok()
        .filter(|text| text.starts_with("-----"))
    else {
        return writings;
    };
    writings.extend([
        text.replace('\n', "\r\n").into(),
        text.replace('\n', "\\n").into(),
        format!("\u{feff}\n{text}\n\n").into(),
    ]);
    // Without its lines of dashes, if there is nothing but the key.
    if text.trim_end().ends_with("-----") {
        let lines = text.lines().filter(|line| !line.starts_with("-----"));
        writings.push(lines.collect::<String>().into());
    }
    writings
}

#[test]
fn forms_of_keys() {
    let Some(openssl) = OpenSsl::find("forms_of_keys") else {
        return;
    };
    let (private, public) = openssl.pair();
    let signature = private.sign(b"text").unwrap();
    for line in PRIVATE_FORMS {
        openssl.run(line, b"");
        for writing in writings(&openssl.read("out")) {
            let found = PrivateKey::parse(&writing).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(found.sign(b"text").unwrap(), signature, "{line}");
        }
    }
    for line in PUBLIC_FORMS {
        openssl.run(line, b"");
        for writing in writings(&openssl.read("out")) {
            let found = PublicKey::parse(&writing).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(found, public, "{line}");
        }
    }
    assert_eq!(
        openssl.run("pkey -in key.pem -pubout -outform DER", b""),
        public.spki()
    );
}

/// What makes `out`, and why it is no private key for us.
const REFUSED: [(&str, KeyError); 6] = [
    (
        "pkcs8 -topk8 -in key.pem -passout pass:secret -out out",
        KeyError::Encrypted,
    ),
    (
        "rsa -in key.pem -traditional -aes256 -passout pass:secret -out out",
        KeyError::Encrypted,
    ),
    (
        "ecparam -name prime256v1 -genkey -noout -out out",
        KeyError::NotRsa,
    ),
    ("genpkey -algorithm ed25519 -out out", KeyError::NotRsa),
    ("genrsa -out out 1024", KeyError::TooShort),
    (
        "req -x509 -new -key key.pem -subj /CN=a -out out",
        KeyError::CertificateForPrivateKey,
    ),
];

#[test]
fn other_keys_are_refused() {
    let Some(openssl) = OpenSsl::find("other_keys_are_refused") else {
        return;
    };
    openssl.pair();
    for (line, why) in REFUSED {
        openssl.run(line, b"");
        assert_eq!(PrivateKey::parse(openssl.read("out")).err(), Some(why), "{line}");
    }
    for (name, why) in [
        ("public.pem", KeyError::PublicForPrivateKey),
        ("input", KeyError::NotAKey),
    ] {
        assert_eq!(PrivateKey::parse(openssl.read(name)).err(), Some(why), "{name}");
    }
    assert_eq!(
        PublicKey::parse(openssl.read("key.pem")).err(),
        Some(KeyError::PrivateForPublicKey)
    );
}
