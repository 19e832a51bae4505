//! WeChat Pay's keys: its public key, its platform certificates, or both during a switch.

mod fetching;
mod list;
mod store;

use std::sync::Arc;

use aws_lc_rs::digest::Digest;

pub(crate) use fetching::{Fetching, Flight, Need, Number, Outcome, lost};
pub use list::CertificateList;
pub(crate) use list::open;
pub(crate) use store::KeyStore;

use crate::crypto::{Certificate, CryptoError, KeyAlgorithm, PublicKey};
use crate::sign::v3::Scheme;

/// What the id of WeChat Pay's public key begins with.
pub(crate) const PUBLIC_KEY_ID: &str = "PUB_KEY_ID_";

/// Whether `Wechatpay-Serial` names a public key: no certificate that could be fetched is called so.
pub(crate) fn is_public_key_id(serial: &str) -> bool {
    serial.starts_with(PUBLIC_KEY_ID)
}

/// One key of the platform.
#[derive(Debug)]
pub(crate) struct PlatformKey {
    /// `PUB_KEY_ID_…`, or the certificate's serial number.
    pub(crate) serial: String,
    key: PublicKey,
    /// First and last second of validity; a public key has no end.
    valid: Option<(i64, i64)>,
}

impl PlatformKey {
    pub(crate) fn public(id: String, key: PublicKey) -> Self {
        Self {
            serial: id,
            key,
            valid: None,
        }
    }

    pub(crate) fn certificate(certificate: &Certificate) -> Result<Self, crate::crypto::KeyError> {
        Ok(Self {
            serial: certificate.serial_no().to_owned(),
            key: certificate.public_key()?,
            valid: Some((certificate.not_before(), certificate.not_after())),
        })
    }

    /// A public key's id is exact; a certificate's serial is a number, whose digits may come in any case.
    fn is_named(&self, serial: &str) -> bool {
        match self.valid {
            None => self.serial == serial,
            Some(_) => self.serial.eq_ignore_ascii_case(serial),
        }
    }

    pub(crate) fn is_valid_at(&self, now: i64) -> bool {
        self.valid
            .is_none_or(|(first, last)| (first..=last).contains(&now))
    }

    pub(crate) fn is_expired_at(&self, now: i64) -> bool {
        self.valid.is_some_and(|(_, last)| last < now)
    }

    pub(crate) fn verify(&self, message: &[u8], signature: &str) -> Result<(), CryptoError> {
        self.key.verify(message, signature)
    }

    /// As [`verify`](Self::verify), by the SHA-256 of the message; RSA alone.
    pub(crate) fn verify_sha256(&self, digest: &Digest, signature: &str) -> Result<(), CryptoError> {
        self.key.verify_sha256(digest, signature)
    }

    pub(crate) fn encrypt(&self, plain: &str) -> Result<String, CryptoError> {
        self.key.encrypt(plain)
    }

    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        self.key.algorithm()
    }

    /// A public key lasts longest, then the certificate with the latest end.
    fn rank(&self) -> i64 {
        self.valid.map_or(i64::MAX, |(_, last)| last)
    }
}

/// The platform's keys at one moment, found by exact serial number only.
///
/// Immutable: a change of keys is a new keyring, so that a call sees one set
/// from its request to its answer.
#[derive(Debug, Clone)]
pub(crate) struct Keyring {
    /// How the client that it belongs to signs: its answers are signed alike.
    scheme: Scheme,
    keys: Vec<Arc<PlatformKey>>,
}

impl Keyring {
    pub(crate) fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            keys: Vec::new(),
        }
    }

    /// The kind of key that an answer of this `Wechatpay-Signature-Type` is signed with; absent means RSA.
    ///
    /// `None` for a type that no answer to this client has.
    pub(crate) fn algorithm_of(&self, signature_type: Option<&str>) -> Option<KeyAlgorithm> {
        match Scheme::parse(signature_type.unwrap_or(Scheme::MerchantRsa.as_str()))? {
            Scheme::MerchantSm2 if cfg!(not(feature = "sm")) => None,
            // Its algorithm is RSA under either name.
            Scheme::BrandRsa if self.scheme != Scheme::BrandRsa => None,
            known => Some(known.algorithm()),
        }
    }

    /// Adds a key; one with the same serial is replaced.
    pub(crate) fn insert(&mut self, key: impl Into<Arc<PlatformKey>>) {
        let key = key.into();
        self.keys.retain(|known| known.serial != key.serial);
        self.keys.push(key);
    }

    /// The key of this serial, never another one.
    pub(crate) fn find(&self, serial: &str) -> Option<&Arc<PlatformKey>> {
        self.keys.iter().find(|key| key.is_named(serial))
    }

    /// The key to encrypt with and to ask answers for: of the kind that the client signs with, if there is one; then
    /// the public key, else the valid certificate that lasts longest.
    pub(crate) fn preferred(&self, now: i64) -> Option<&Arc<PlatformKey>> {
        self.keys
            .iter()
            .filter(|key| key.is_valid_at(now))
            .max_by_key(|key| (key.algorithm() == self.scheme.algorithm(), key.rank()))
    }

    pub(crate) fn serials(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| key.serial.as_str())
    }
}
