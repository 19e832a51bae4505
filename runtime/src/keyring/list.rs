//! The answer of `GET /v3/certificates`: a list of encrypted platform certificates.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use super::PlatformKey;
use crate::crypto::{AeadAlgorithm, ApiV3Key, Certificate};
use crate::error::{Error, ErrorKind};
use crate::operation::Host;
use crate::sign::v3::Scheme;

/// Which list of platform certificates a client fetches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum CertificateList {
    /// `/v3/certificates`: of the kind that the client signs with, RSA or SM2.
    #[default]
    Own,
    /// `/v3/certificates?algorithm_type=ALL`: RSA and SM2, while a merchant is switched from one to the other.
    #[cfg(feature = "sm")]
    All,
    /// `/v3/global/certificates`, for merchants outside the mainland.
    Global,
}

words! {
    CertificateList {
        Own => "own",
        #[cfg(feature = "sm")]
        All => "RSA and SM2",
        Global => "global",
    }
}

impl CertificateList {
    /// Path, host and query of the list, for a client that signs so.
    pub(crate) fn location(self, scheme: Scheme) -> (&'static str, Host, Option<&'static str>) {
        const PATH: &str = "/v3/certificates";
        match self {
            Self::Own if scheme == Scheme::MerchantSm2 => (PATH, Host::HongKongOptional, Some("SM2")),
            Self::Own => (PATH, Host::HongKongOptional, None),
            #[cfg(feature = "sm")]
            Self::All => (PATH, Host::HongKongOptional, Some("ALL")),
            Self::Global => ("/v3/global/certificates", Host::HongKong, None),
        }
    }
}

/// Decrypts every certificate of the list, whatever its time; an empty list is no error here.
///
/// All or nothing: one that cannot be decrypted or read makes the whole list
/// suspect. Those for another algorithm (国密 without the feature `sm`) are for
/// other clients.
pub(crate) fn open(body: &[u8], key: &ApiV3Key) -> Result<Vec<Arc<PlatformKey>>, Error> {
    let list: Value = serde_json::from_slice(body)
        .map_err(|error| unreadable(format!("the list of platform certificates is no JSON: {error}")))?;
    let Some(items) = list["data"].as_array() else {
        return Err(unreadable("the list of platform certificates has no `data`"));
    };
    let (ours, others): (Vec<&Value>, Vec<&Value>) = items.iter().partition(|item| algorithm(item).is_some());
    if ours.is_empty() && !others.is_empty() {
        let text = "none of the platform certificates is encrypted with an algorithm that this build knows: \
                    AEAD_AES_256_GCM, and with the feature `sm` AEAD_SM4_GCM (国密)";
        return Err(Error::new(ErrorKind::Unsupported, text));
    }
    ours.into_iter()
        .map(|item| one(item, key).map(Arc::new))
        .collect()
}

fn algorithm(item: &Value) -> Option<AeadAlgorithm> {
    AeadAlgorithm::parse(item["encrypt_certificate"]["algorithm"].as_str()?)
        .filter(|algorithm| algorithm.is_supported())
}

fn one(item: &Value, key: &ApiV3Key) -> Result<PlatformKey, Error> {
    let member = |name: &str| item["encrypt_certificate"][name].as_str();
    let (Some(nonce), Some(ciphertext)) = (member("nonce"), member("ciphertext")) else {
        return Err(unreadable("a platform certificate has no nonce or no ciphertext"));
    };
    let associated_data = member("associated_data").unwrap_or_default();
    let algorithm = algorithm(item).unwrap_or(AeadAlgorithm::Aes256Gcm);
    let pem = key.decrypt_with(algorithm, nonce, associated_data, ciphertext);
    let pem = pem.map_err(|error| {
        let text = "a platform certificate cannot be decrypted: is it the APIv3 key of this merchant?";
        Error::new(ErrorKind::Decrypt, text).with_source(error)
    })?;
    let certificate = Certificate::parse(pem).map_err(unusable)?;
    let serial = certificate.serial_no();
    match item["serial_no"].as_str() {
        Some(stated) if !stated.eq_ignore_ascii_case(serial) => Err(unreadable(format!(
            "a platform certificate has the serial number {serial}, but the list states another"
        ))),
        _ => PlatformKey::certificate(&certificate).map_err(unusable),
    }
}

fn unreadable(text: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Decode, text)
}

fn unusable(source: crate::crypto::KeyError) -> Error {
    unreadable(format!("a platform certificate cannot be used: {source}")).with_source(source)
}
