//! The keys of the stand-in and of its merchant, and random text.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};

use crate::crypto::{ApiV2Key, ApiV3Key, CryptoError, PrivateKey, PublicKey};
use crate::error::{Error, ErrorKind};

const MCHID: &str = "1900000001";
const SERIAL_NO: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
const KEY_ID: &str = "PUB_KEY_ID_0119000000012024112500326400000001";
/// Keys of nobody.
pub(super) const API_V3_KEY: &str = "TestPlatformApiV3KeyOf32Bytes000";
pub(super) const API_V2_KEY: &str = "TestPlatformApiV2KeyOf32Bytes000";

pub(super) struct TestKeys {
    pub(super) merchant: Merchant,
    pub(super) platform: Vec<PlatformKeyPair>,
}

/// The merchant and what WeChat Pay knows of it.
pub(super) struct Merchant {
    pub(super) mchid: String,
    pub(super) serial_no: String,
    pub(super) pem: String,
    pub(super) public: PublicKey,
    pub(super) v3: Shown<ApiV3Key>,
    pub(super) v2: Shown<ApiV2Key>,
    pub(super) previous_v2: Option<ApiV2Key>,
}

/// A key, and the text that a client is given.
pub(super) struct Shown<K> {
    pub(super) key: K,
    pub(super) text: String,
}

/// A key pair of WeChat Pay's.
pub(super) struct PlatformKeyPair {
    /// The id of a public key, or a certificate's serial number.
    pub(super) serial: String,
    pub(super) private: PrivateKey,
    pub(super) public_pem: String,
}

impl TestKeys {
    /// New ones.
    pub(super) fn new() -> Result<Self, Error> {
        let merchant = Merchant::new(MCHID, SERIAL_NO, &new_key()?, API_V3_KEY, API_V2_KEY)?;
        let platform = vec![PlatformKeyPair::new(KEY_ID, &new_key()?)?];
        Ok(Self { merchant, platform })
    }

    /// The ciphertext of a sensitive field on its way to the merchant.
    pub(super) fn encrypt(&self, plain: &str) -> Result<String, CryptoError> {
        self.merchant.public.encrypt(plain)
    }

    /// The plain text of a field that is encrypted with one of the platform's keys, whichever it is.
    pub(super) fn decrypt(&self, ciphertext: &str) -> Result<String, CryptoError> {
        let mut found = Err(CryptoError::NotBase64);
        for key in &self.platform {
            found = key.private.decrypt(ciphertext);
            if found.is_ok() {
                break;
            }
        }
        found
    }

    /// Whether this is the signature of a text of v2, by the key or the one before.
    pub(super) fn verify_v2(&self, text: &str, sign: &str) -> bool {
        let Merchant { v2, previous_v2, .. } = &self.merchant;
        let mut keys = [Some(&v2.key), previous_v2.as_ref()].into_iter().flatten();
        keys.any(|key| key.verify(text, sign))
    }
}

impl Merchant {
    pub(super) fn new(mchid: &str, serial_no: &str, pem: &str, v3: &str, v2: &str) -> Result<Self, Error> {
        let private = PrivateKey::parse(pem).map_err(failed)?;
        Ok(Self {
            mchid: mchid.to_owned(),
            serial_no: serial_no.to_owned(),
            pem: pem.to_owned(),
            public: private.public_key().map_err(failed)?,
            v3: Shown {
                key: ApiV3Key::new(v3).map_err(failed)?,
                text: v3.to_owned(),
            },
            v2: Shown {
                key: ApiV2Key::new(v2).map_err(failed)?,
                text: v2.to_owned(),
            },
            previous_v2: None,
        })
    }
}

impl PlatformKeyPair {
    pub(super) fn new(serial: &str, pem: &str) -> Result<Self, Error> {
        let private = PrivateKey::parse(pem).map_err(failed)?;
        let spki = private.public_key().map_err(failed)?.spki().to_vec();
        Ok(Self {
            serial: serial.to_owned(),
            private,
            public_pem: to_pem("PUBLIC KEY", spki),
        })
    }
}

/// Where texts come from that no other message has: nonces and ids.
#[derive(Clone, Default)]
pub(super) enum Nonces {
    /// Hexadecimal digits. Counted, not drawn: the keys of tests protect nothing, and what is counted cannot fail.
    #[default]
    Counted,
    /// What the platform was given.
    Custom(Arc<dyn Fn() -> String + Send + Sync>),
}

impl Nonces {
    /// One of 8 to 32 characters.
    pub(super) fn next(&self, length: usize) -> String {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        match self {
            Self::Counted => format!("{:0length$X}", COUNT.fetch_add(1, Ordering::Relaxed)),
            Self::Custom(next) => next().chars().take(length).collect(),
        }
    }
}

/// A new private key as PEM.
fn new_key() -> Result<String, Error> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| failed("no random numbers"))?;
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| failed("a new key cannot be written"))?;
    Ok(to_pem("PRIVATE KEY", der.as_ref().to_vec()))
}

/// The cryptographic library does not work here, or a key that was given is none.
pub(super) fn failed(why: impl std::fmt::Display) -> Error {
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
