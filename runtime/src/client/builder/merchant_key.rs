//! The key of who signs: read, and held against its certificate.

use super::settings::GivenKey;
use crate::client::problems::Problems;
use crate::client::signer::Signer;
use crate::crypto::{ClientIdentity, KeyAlgorithm, PrivateKey};
use crate::sign::v3::Scheme;

/// What could be read of the keys of who signs. Both parts are looked at even if one is wrong.
#[derive(Default)]
pub(super) struct MerchantKey {
    pub(super) serial_no: String,
    pub(super) key: Option<PrivateKey>,
}

impl MerchantKey {
    pub(super) fn read(given: &GivenKey, problems: &mut Problems) -> Self {
        let swapped = match (&given.certificate, &given.serial_no) {
            (Some(pem), _) => problems.swapped_with_certificate("merchant_certificate", pem, &given.key),
            (None, Some(serial)) => {
                let given = (&**serial, &*given.key);
                problems.swapped_with_name("merchant_key", "serial number", "private key", given)
            }
            (None, None) => false,
        };
        if swapped {
            return Self::default();
        }
        let key = problems.private_key(&given.key);
        let stated = given.serial_no.as_deref().map(|text| problems.serial_no(text));
        let serial_no = match &given.certificate {
            Some(pem) => problems.merchant_certificate(pem, key.as_ref(), stated.as_deref()),
            None => stated.unwrap_or_default(),
        };
        Self { serial_no, key }
    }

    /// The TLS client certificate is the API certificate: its key may sign as well.
    pub(super) fn of(identity: &ClientIdentity) -> Self {
        Self {
            serial_no: identity.serial_no().to_owned(),
            key: PrivateKey::parse(identity.private_key()).ok(),
        }
    }

    /// How it signs: as the key is, which for a brand must be RSA.
    pub(super) fn scheme(&self, is_brand: bool, problems: &mut Problems) -> Scheme {
        let algorithm = self.key.as_ref().map(PrivateKey::algorithm);
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
    pub(super) fn signer(self, scheme: Scheme, mchid: &str, brand_id: Option<&str>) -> Option<Signer> {
        Some(Signer {
            scheme,
            identity: brand_id.unwrap_or(mchid).to_owned(),
            serial_no: self.serial_no,
            key: self.key?,
        })
    }
}
