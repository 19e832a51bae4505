//! The keys of the stand-in and of its merchant, and random text.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};

use crate::crypto::{ApiV2Key, ApiV3Key, CryptoError, PrivateKey, PublicKey};
use crate::error::{Error, ErrorKind};

pub(super) const MCHID: &str = "1900000001";
pub(super) const SERIAL_NO: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
pub(super) const KEY_ID: &str = "PUB_KEY_ID_0119000000012024112500326400000001";
/// Keys of nobody.
pub(super) const API_V3_KEY: &str = "TestPlatformApiV3KeyOf32Bytes000";
pub(super) const API_V2_KEY: &str = "TestPlatformApiV2KeyOf32Bytes000";

pub(super) struct Keys {
    pub(super) platform: PrivateKey,
    pub(super) public_pem: String,
    pub(super) merchant_public: PublicKey,
    pub(super) merchant_pem: String,
    pub(super) v3: ApiV3Key,
    pub(super) v2: ApiV2Key,
}

impl Keys {
    /// New ones.
    pub(super) fn new() -> Result<Self, Error> {
        let (_, platform) = key_pair()?;
        let (merchant_pem, merchant) = key_pair()?;
        let spki = platform.public_key().map_err(failed)?.spki().to_vec();
        Ok(Self {
            platform,
            public_pem: to_pem("PUBLIC KEY", spki),
            merchant_public: merchant.public_key().map_err(failed)?,
            merchant_pem,
            v3: ApiV3Key::new(API_V3_KEY).map_err(failed)?,
            v2: ApiV2Key::new(API_V2_KEY).map_err(failed)?,
        })
    }

    /// The ciphertext of a sensitive field on its way to the merchant.
    pub(super) fn encrypt(&self, plain: &str) -> Result<String, CryptoError> {
        self.merchant_public.encrypt(plain)
    }
}

/// Hexadecimal digits that no other message of this process has: 8 to 32 of them.
///
/// Counted, not drawn: the keys of tests protect nothing, and what is counted cannot fail.
pub(super) fn nonce(length: usize) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{count:0length$X}")
}

fn key_pair() -> Result<(String, PrivateKey), Error> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| failed("no random numbers"))?;
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| failed("a new key cannot be written"))?;
    let key = PrivateKey::parse(der.as_ref()).map_err(failed)?;
    Ok((to_pem("PRIVATE KEY", der.as_ref().to_vec()), key))
}

/// The cryptographic library does not work here.
fn failed(why: impl std::fmt::Display) -> Error {
    Error::new(
        ErrorKind::Crypto,
        format!("the keys of the test platform cannot be made: {why}"),
    )
}

/// With plain line ends: other SDKs read no others.
fn to_pem(label: &str, der: Vec<u8>) -> String {
    let plain = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), plain)
}
