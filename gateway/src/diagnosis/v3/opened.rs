//! A signature opened with a public key: what it holds, and whether that is of a text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::DecodePublicKey as _;
use rsa::pss;
use rsa::signature::Verifier as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{BoxedUint, hazmat};
use wechatpay_openapi_runtime::crypto::{KeyAlgorithm, PublicKey};
use x509_cert::der::asn1::OctetStringRef;
use x509_cert::der::{Decode as _, Reader as _, SliceReader};
use x509_cert::spki::AlgorithmIdentifierRef;

use super::hash::Hash;
use crate::diagnosis::Rule;
use crate::diagnosis::finding::Broken;

/// Two numbers of 32 bytes in DER, each with a sign byte.
const LONGEST_OF_SM2: usize = 72;

/// What a key says of a signature.
pub(super) enum Opened<'a> {
    /// PKCS#1 v1.5, with the name of its hash.
    Digest { hash: Hash, digest: Vec<u8> },
    /// PKCS#1 v1.5 padding around something else.
    Bare(Vec<u8>),
    /// Perhaps PSS, which shows no digest: each text must be tried.
    Pss(Box<(pss::VerifyingKey<rsa::sha2::Sha256>, pss::Signature)>),
    /// SM2, which shows nothing at all.
    Sm2 { key: &'a PublicKey, signature: String },
}

impl<'a> Opened<'a> {
    /// `None` if another key made it.
    pub(super) fn with(key: &'a PublicKey, signature: &[u8]) -> Option<Self> {
        if key.algorithm() != KeyAlgorithm::Rsa {
            if signature.len() > LONGEST_OF_SM2 {
                return None;
            }
            let signature = STANDARD.encode(signature);
            return Some(Self::Sm2 { key, signature });
        }
        let key = rsa::PublicKey::from_public_key_der(key.spki()).ok()?;
        if signature.len() != key.size() {
            return None;
        }
        let number = BoxedUint::from_be_slice(signature, key.n_bits_precision()).ok()?;
        if number >= *key.n().as_ref() {
            return None;
        }
        let padded = hazmat::rsa_encrypt(&key, &number).ok()?.to_be_bytes();
        if let Some(content) = unpadded(&padded) {
            return Some(named(content).unwrap_or_else(|| Self::Bare(content.to_vec())));
        }
        let signature = pss::Signature::try_from(signature).ok()?;
        let verifier = pss::VerifyingKey::new_with_auto_salt_len(key);
        let may_be_pss = padded.last() == Some(&0xBC);
        may_be_pss.then(|| Self::Pss(Box::new((verifier, signature))))
    }

    /// Whether the key is proven to have made it, whatever the text.
    pub(super) fn is_certain(&self) -> bool {
        matches!(self, Self::Digest { .. } | Self::Bare(_))
    }

    /// How many deviations at once are worth trying: where each text costs an operation of the key, one.
    pub(super) fn depth(&self) -> usize {
        if self.is_certain() { 2 } else { 1 }
    }

    /// What is wrong with it whatever the text.
    pub(super) fn broken(&self) -> Option<Broken> {
        match self {
            Self::Digest { hash, .. } if *hash != Hash::Sha256 => {
                Some(Broken::seen(Rule::HashOther, hash.name()))
            }
            _ => None,
        }
    }

    /// Whether it is of this text: then the rules that it breaks even so.
    pub(super) fn covers(&self, text: &[u8]) -> Option<Vec<Rule>> {
        match self {
            Self::Digest { hash, digest } => {
                let once = hash.of_bytes(text);
                if once == *digest {
                    return Some(Vec::new());
                }
                let again = [
                    once.clone(),
                    hex::encode(&once).into(),
                    STANDARD.encode(&once).into(),
                ];
                let is_twice = again.iter().any(|once| hash.of_bytes(once) == *digest);
                is_twice.then(|| vec![Rule::HashTwice])
            }
            Self::Bare(content) if content == text => Some(vec![Rule::NotHashed]),
            Self::Bare(content) => {
                let digest = Hash::Sha256.of_bytes(text);
                let is_bare = *content == digest || *content == hex::encode(&digest).as_bytes();
                is_bare.then(|| vec![Rule::HashNotNamed])
            }
            Self::Pss(of) => {
                let (key, signature) = &**of;
                key.verify(text, signature).ok()?;
                Some(vec![Rule::PaddingPss])
            }
            Self::Sm2 { key, signature } => key.verify(text, signature).ok().map(|()| Vec::new()),
        }
    }
}

/// What stands behind the padding of PKCS#1 v1.5: `00 01 FF … FF 00`.
fn unpadded(padded: &[u8]) -> Option<&[u8]> {
    let filled = padded.strip_prefix(&[0, 1])?;
    let end = filled.iter().position(|byte| *byte != 0xFF)?;
    // The standard wants eight at least, and no other key's result has them by chance.
    (end >= 8).then_some(())?;
    filled[end..].strip_prefix(&[0])
}

/// The `DigestInfo` of PKCS#1: the name of a hash, and a digest.
fn named<'a>(content: &[u8]) -> Option<Opened<'a>> {
    let mut reader = SliceReader::new(content).ok()?;
    let (algorithm, digest) = reader
        .sequence(|inner| {
            let algorithm = AlgorithmIdentifierRef::decode(inner)?;
            let digest = <&OctetStringRef>::decode(inner)?;
            Ok::<_, x509_cert::der::Error>((algorithm, digest.as_bytes().to_vec()))
        })
        .ok()?;
    let hash = Hash::of(&algorithm.oid.to_string())?;
    Some(Opened::Digest { hash, digest })
}
