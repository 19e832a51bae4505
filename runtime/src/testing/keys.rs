//! The keys of the stand-in and of its merchant, and random text.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};

use crate::crypto::{self, ApiV2Key, ApiV3Key, PrivateKey};

pub(super) const MCHID: &str = "1900000001";
pub(super) const SERIAL_NO: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
pub(super) const KEY_ID: &str = "PUB_KEY_ID_0119000000012024112500326400000001";
/// Keys of nobody.
pub(super) const API_V3_KEY: &str = "TestPlatformApiV3KeyOf32Bytes000";
pub(super) const API_V2_KEY: &str = "TestPlatformApiV2KeyOf32Bytes000";

pub(super) struct Keys {
    pub(super) platform: PrivateKey,
    pub(super) public_pem: String,
    pub(super) merchant: PrivateKey,
    pub(super) merchant_pem: String,
    pub(super) v3: ApiV3Key,
    pub(super) v2: ApiV2Key,
}

impl Keys {
    /// New ones.
    pub(super) fn new() -> Self {
        let (_, platform) = key_pair();
        let (merchant_pem, merchant) = key_pair();
        let spki = platform
            .public_key()
            .map(|key| key.spki().to_vec())
            .expect("an RSA key has a public part");
        Self {
            platform,
            public_pem: to_pem("PUBLIC KEY", spki),
            merchant,
            merchant_pem,
            v3: ApiV3Key::new(API_V3_KEY).expect("32 bytes"),
            v2: ApiV2Key::new(API_V2_KEY).expect("plain ASCII"),
        }
    }

    /// The ciphertext of a sensitive field on its way to the merchant.
    pub(super) fn encrypt(&self, plain: &str) -> String {
        let key = self.merchant.public_key().ok();
        key.and_then(|key| key.encrypt(plain).ok())
            .expect("a text of at most 214 bytes")
    }
}

/// Random hexadecimal digits, at most 32.
pub(super) fn nonce(length: usize) -> String {
    let bytes = crypto::random::<16>().expect("the system has random numbers");
    let mut text = crypto::upper_hex(&bytes);
    text.truncate(length);
    text
}

fn key_pair() -> (String, PrivateKey) {
    let pair = KeyPair::generate(KeySize::Rsa2048).expect("the system has random numbers");
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).expect("a new key can be written");
    let key = PrivateKey::parse(der.as_ref()).expect("a new key can be read");
    (to_pem("PRIVATE KEY", der.as_ref().to_vec()), key)
}

/// With plain line ends: other SDKs read no others.
fn to_pem(label: &str, der: Vec<u8>) -> String {
    let plain = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), plain)
}
