//! The key of who signs: read, and held against its certificate.

use super::settings::{GivenKey, GivenPrivate};
use crate::client::own_key::OwnKey;
use crate::client::problems::Problems;
use crate::client::signer::Signer;
use crate::client::signing_key::SigningKey;
use crate::crypto::{ClientIdentity, KeyAlgorithm, PrivateKey};
use crate::sign::v3::Scheme;

/// What could be read of the keys of who signs. Both parts are looked at even if one is wrong.
#[derive(Default)]
pub(super) struct MerchantKey {
    pub(super) serial_no: String,
    pub(super) key: Option<OwnKey>,
    /// The API certificate and the key, which TLS may present too.
    pub(super) identity: Option<ClientIdentity>,
}

impl MerchantKey {
    pub(super) fn read(given: GivenKey, problems: &mut Problems) -> Self {
        match given.key {
            GivenPrivate::Here(key) => Self::here(&key, given.serial_no, given.certificate, problems),
            GivenPrivate::Elsewhere(key) => {
                Self::elsewhere(key, given.serial_no, given.certificate, problems)
            }
        }
    }

    fn here(
        key: &[u8],
        serial_no: Option<String>,
        certificate: Option<Vec<u8>>,
        problems: &mut Problems,
    ) -> Self {
        let swapped = match (&certificate, &serial_no) {
            (Some(pem), _) => problems.swapped_with_certificate("merchant_certificate", pem, key),
            (None, Some(serial)) => {
                problems.swapped_with_name("merchant_key", "serial number", "private key", (serial, key))
            }
            (None, None) => false,
        };
        if swapped {
            return Self::default();
        }
        let key = problems.private_key(key);
        let stated = serial_no.map(|text| problems.serial_no("merchant_key", &text));
        let serial_no = match &certificate {
            Some(pem) => problems.merchant_certificate(pem, key.as_ref(), stated.as_deref()),
            None => stated.unwrap_or_default(),
        };
        // What is wrong with either was told above.
        let pair = certificate.as_ref().zip(key.as_ref());
        Self {
            serial_no,
            identity: pair.and_then(|(pem, key)| ClientIdentity::of_key(pem, key).ok()),
            key: key.map(OwnKey::Here),
        }
    }

    fn elsewhere(
        key: Box<dyn SigningKey>,
        serial_no: Option<String>,
        certificate: Option<Vec<u8>>,
        problems: &mut Problems,
    ) -> Self {
        let stated = serial_no.map(|text| problems.serial_no("signing_key", &text));
        let public = certificate
            .as_ref()
            .and_then(|pem| problems.signing_certificate(pem));
        if let Some((_, public)) = &public
            && public.algorithm() != key.algorithm()
        {
            problems.add(
                "signing_certificate: the certificate is RSA and the key says that it is SM2 (国密), or the reverse: \
                 `SigningKey::algorithm` must say what it is",
            );
        }
        let (own, public) = public.unzip();
        Self {
            serial_no: stated.or(own).unwrap_or_default(),
            key: Some(OwnKey::elsewhere(key, public)),
            identity: None,
        }
    }

    /// The TLS client certificate is the API certificate: its key may sign as well.
    pub(super) fn of(identity: ClientIdentity, key: PrivateKey) -> Self {
        Self {
            serial_no: identity.serial_no().to_owned(),
            key: Some(OwnKey::Here(key)),
            identity: Some(identity),
        }
    }

    /// How it signs: as the key is, which for a brand must be RSA.
    pub(super) fn scheme(&self, is_brand: bool, problems: &mut Problems) -> Scheme {
        let algorithm = self.key.as_ref().map(OwnKey::algorithm);
        match (is_brand, algorithm) {
            (false, Some(KeyAlgorithm::Sm2)) => Scheme::MerchantSm2,
            (false, _) => Scheme::MerchantRsa,
            (true, Some(KeyAlgorithm::Sm2)) => {
                problems.sm2_of_a_brand();
                Scheme::BrandRsa
            }
            (true, _) => Scheme::BrandRsa,
        }
    }

    /// Who signs in a client of this merchant or brand.
    pub(super) fn signer(self, scheme: Scheme, identity: &str) -> Option<Signer> {
        Some(Signer {
            scheme,
            identity: identity.to_owned(),
            serial_no: self.serial_no,
            key: self.key?,
        })
    }
}
