//! What the fuzz targets share: a client with fixed keys, and inputs that people can read.

pub use test_support::sample;

use std::sync::LazyLock;

use serde_json::Value;
use test_support::platform::{self, NONCE};
use test_support::vector;
use wechatpay_openapi_runtime::Client;
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key, PrivateKey, PublicKey};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::xml::Document;

pub const API_V3_KEY: &str = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
pub const API_V2_KEY: &str = "192006250b4c09247ec02edce69f6a2d";
pub use test_support::platform::KEY_ID;
/// The time of the vectors.
pub const NOW: i64 = 1_652_750_623;

/// The platform's keys, of a test vector, and a client that trusts them.
pub struct Keys {
    pub private: PrivateKey,
    pub public: PublicKey,
    pub v3: ApiV3Key,
    pub v2: ApiV2Key,
    pub client: Client,
}

pub static KEYS: LazyLock<Keys> = LazyLock::new(keys);

fn keys() -> Keys {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let pem = vector("signature", "java-sign-message");
    let pem = pem.text("private_key_pem");
    // Of another vector: a platform's key that is the merchant's own is refused.
    let merchant = vector("signature", "go-sign-source");
    let merchant = merchant.text("private_key_pem");
    let notification = vector("notification", "derived-notification-certificate");
    let certificate = &notification.inputs["keys"][0];
    let private = PrivateKey::parse(pem).expect("a key");
    let public = private.public_key().expect("its public half");
    let public_pem = platform::pem("PUBLIC KEY", public.spki());
    let client = Client::builder(platform::MCHID)
        .merchant_key(platform::SERIAL_NO, merchant)
        .api_v3_key(API_V3_KEY)
        .api_v2_key(API_V2_KEY)
        .public_key(KEY_ID, public_pem)
        .platform_certificate(text(&certificate["certificate_pem"]))
        .clock(|| NOW)
        .build();
    Keys {
        private,
        public,
        v3: ApiV3Key::new(API_V3_KEY).expect("32 bytes"),
        v2: ApiV2Key::new(API_V2_KEY).expect("32 letters"),
        client: client.expect("a client"),
    }
}

/// `words of the first line`, then `Header: value` lines, an empty line, and the body.
pub struct Input<'a> {
    pub words: Vec<&'a str>,
    pub headers: Vec<(String, String)>,
    pub body: &'a [u8],
}

impl<'a> Input<'a> {
    pub fn parse(data: &'a [u8]) -> Option<Self> {
        let end = data.windows(2).position(|pair| pair == b"\n\n")?;
        let mut lines = std::str::from_utf8(&data[..end]).ok()?.split('\n');
        let words = lines.next()?.split(' ').collect();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Some(Self {
            words,
            headers: headers.collect(),
            body: &data[end + 2..],
        })
    }

    pub fn word(&self, index: usize) -> &str {
        self.words.get(index).copied().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        let found = self
            .headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// Replaces the signature headers by right ones over `text`.
    pub fn sign(&mut self, text: &[u8]) {
        self.headers
            .retain(|(name, _)| !name.to_ascii_lowercase().starts_with("wechatpay-si"));
        self.headers
            .retain(|(name, _)| !name.to_ascii_lowercase().starts_with("wechatpay-se"));
        for (name, default) in [
            ("Wechatpay-Timestamp", NOW.to_string()),
            ("Wechatpay-Nonce", NONCE.to_owned()),
        ] {
            if self.header(name).is_empty() {
                self.headers
                    .retain(|(found, _)| !found.eq_ignore_ascii_case(name));
                self.headers.push((name.to_owned(), default));
            }
        }
        let message = v3::response_message(
            self.header("Wechatpay-Timestamp"),
            self.header("Wechatpay-Nonce"),
            text,
        );
        let signature = KEYS.private.sign(&message).expect("it signs");
        self.headers.push(("Wechatpay-Signature".to_owned(), signature));
        self.headers
            .push(("Wechatpay-Serial".to_owned(), KEY_ID.to_owned()));
    }

    /// Whether the headers carry a right signature of our key, checked anew.
    pub fn is_signed(&self, text: &[u8]) -> bool {
        let message = v3::response_message(
            self.header("Wechatpay-Timestamp"),
            self.header("Wechatpay-Nonce"),
            text,
        );
        let time = self.header("Wechatpay-Timestamp").parse::<i64>();
        let in_time = time.is_ok_and(|time| NOW.abs_diff(time) <= 300);
        in_time
            && KEYS
                .public
                .verify(&message, self.header("Wechatpay-Signature"))
                .is_ok()
    }
}

/// The same document with a right signature of v2; what is no document stays as it is.
pub fn sign_xml(body: &[u8]) -> Vec<u8> {
    let Ok(mut document) = Document::parse(body) else {
        return body.to_vec();
    };
    let Some(texts) = document.texts() else {
        return body.to_vec();
    };
    let signature = KEYS.v2.sign(SignType::HmacSha256, &v2::text(texts));
    document.set("sign", signature);
    document
        .write()
        .map_or_else(|_| body.to_vec(), String::into_bytes)
}
