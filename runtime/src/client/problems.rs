//! Checks of what a builder is given. Each problem is one line that names the remedy.
//!
//! Whatever was given may be a key that stands in the wrong place: a problem tells its [`Shape`], never the value. Only
//! what was read as a serial number or an id of a key is repeated.

use std::time::Duration;

use super::serial::merchant_serial;
use crate::crypto::{ApiV2Key, ApiV3Key, Certificate, KeyError, PrivateKey, PublicKey, V2Keys};
use crate::keyring::PUBLIC_KEY_ID;
use crate::shape::Shape;

/// Collects what is wrong instead of stopping at the first.
#[derive(Default)]
pub(in crate::client) struct Problems(pub(super) Vec<String>);

impl Problems {
    pub(super) fn add(&mut self, problem: impl Into<String>) {
        self.0.push(problem.into());
    }

    /// Keeps what was read of a value, or says why it could not be.
    pub(super) fn keep<T>(&mut self, what: &str, given: &[u8], result: Result<T, KeyError>) -> Option<T> {
        let told = |error| self.add(format!("{what}: {error} (given: {})", Shape::of(given)));
        result.map_err(told).ok()
    }

    pub(super) fn mchid(&mut self, mchid: &str) {
        if is_number(mchid) {
            return;
        }
        let shape = Shape::of(mchid);
        let more = if shape.is_appid() {
            "; the appid is an argument of `payment` and of the operations"
        } else {
            ""
        };
        self.add(format!(
            "mchid: a merchant number (商户号) is 1 to {LONGEST} digits and nothing else, and this is {shape}{more}"
        ));
    }

    pub(super) fn brand_id(&mut self, brand_id: &str) {
        if !is_number(brand_id) {
            let shape = Shape::of(brand_id);
            self.add(format!(
                "brand_id: a brand's id (品牌ID) is 1 to {LONGEST} digits and nothing else, and this is {shape}"
            ));
        }
    }

    /// Whether a key stands where its name belongs, and the reverse. No name looks like a key.
    pub(super) fn swapped_with_name(
        &mut self,
        what: &str,
        name: &str,
        value: &str,
        given: (&str, &[u8]),
    ) -> bool {
        let (first, second) = (Shape::of(given.0), Shape::of(given.1));
        let swapped = first.is_key() && !second.is_key();
        if swapped {
            self.add(format!(
                "{what}: arguments swapped? The {name} comes first and is {first}, the {value} is {second}"
            ));
        }
        swapped
    }

    /// Whether a private key stands where its certificate belongs, and the reverse.
    pub(super) fn swapped_with_certificate(&mut self, what: &str, certificate: &[u8], key: &[u8]) -> bool {
        // The key is not read unless the certificate is one: it takes longest, and is read once more.
        let swapped = matches!(
            Certificate::parse(certificate),
            Err(KeyError::PrivateKeyForCertificate)
        ) && matches!(PrivateKey::parse(key), Err(KeyError::CertificateForPrivateKey));
        if swapped {
            let (first, second) = (Shape::of(certificate), Shape::of(key));
            self.add(format!(
                "{what}: arguments swapped? The certificate comes first and is {first}, the private key is {second}"
            ));
        }
        swapped
    }

    pub(super) fn timeout(&mut self, timeout: Duration) {
        if timeout.is_zero() {
            self.add("timeout: zero leaves a call no time; leave it out for 30 seconds");
        }
    }

    pub(super) fn no_merchant_key(&mut self, is_brand: bool) {
        self.add(if is_brand {
            "merchant_key: missing; give the serial number and apiclient_key.pem of the brand's API certificate"
        } else {
            "merchant_key: missing; give the serial number and apiclient_key.pem, or `api_v2_key` for a client of v2 \
             alone, which needs no other key"
        });
    }

    pub(super) fn sm2_of_a_brand(&mut self) {
        self.add(
            "merchant_key: this is an SM2 key (国密), but a brand signs with RSA; give the brand's RSA key",
        );
    }

    pub(super) fn certificates_of_a_brand(&mut self) {
        self.add(
            "platform_certificate: a brand's answers are verified by the public key alone; give `public_key` with its \
             PUB_KEY_ID_… and leave the certificates out",
        );
    }

    /// The serial number of the merchant's API certificate: hexadecimal, in upper case.
    pub(super) fn serial_no(&mut self, what: &str, text: &str) -> String {
        merchant_serial(text).unwrap_or_else(|why| {
            self.add(format!("{what}: {why}"));
            String::new()
        })
    }

    pub(super) fn private_key(&mut self, pem: &[u8]) -> Option<PrivateKey> {
        self.keep("merchant_key", pem, PrivateKey::parse(pem))
    }

    pub(super) fn client_certificate<T>(&mut self, read: Result<T, KeyError>, given: &[&[u8]]) -> Option<T> {
        let shapes: Vec<String> = given.iter().map(|part| Shape::of(part).to_string()).collect();
        let told = |error| {
            self.add(format!(
                "client_certificate: {error} (given: {})",
                shapes.join("; ")
            ))
        };
        read.map_err(told).ok()
    }

    /// The serial number of a certificate that must belong to the key.
    pub(super) fn merchant_certificate(
        &mut self,
        pem: &[u8],
        key: Option<&PrivateKey>,
        stated: Option<&str>,
    ) -> String {
        let Some(mut all) = self.keep("merchant_certificate", pem, Certificate::parse_all(pem)) else {
            return String::new();
        };
        let public = key.and_then(|key| key.spki().ok());
        let own = all
            .iter()
            .position(|found| found.public_key().ok().as_ref().map(PublicKey::spki) == public.as_deref());
        if key.is_some() && own.is_none() {
            self.add("merchant_certificate: certificate and private key do not belong together");
        }
        let certificate = all.swap_remove(own.unwrap_or(0));
        let serial = certificate.serial_no();
        if let Some(stated) = stated.filter(|stated| !stated.is_empty() && *stated != serial) {
            self.add(format!(
                "merchant_certificate: its serial number is {serial}, but `merchant_key` was given {stated}; \
                 leave `merchant_key` out"
            ));
        }
        serial.to_owned()
    }

    /// Serial number and public key of the certificate whose key is kept elsewhere.
    pub(super) fn signing_certificate(&mut self, pem: &[u8]) -> Option<(String, PublicKey)> {
        let read =
            Certificate::parse(pem).and_then(|found| Ok((found.serial_no().to_owned(), found.public_key()?)));
        self.keep("signing_certificate", pem, read)
    }

    pub(super) fn api_v3_key(&mut self, key: &[u8]) -> Option<ApiV3Key> {
        if key.starts_with(PUBLIC_KEY_ID.as_bytes()) {
            self.add(
                "api_v3_key: this is the id of a public key, which is the first argument of `public_key`",
            );
            return None;
        }
        self.keep("api_v3_key", key, ApiV3Key::new(key))
    }

    pub(super) fn api_v2_keys(
        &mut self,
        present: Option<Vec<u8>>,
        previous: Option<Vec<u8>>,
    ) -> Option<V2Keys> {
        if present.is_none() && previous.is_some() {
            self.add(
                "previous_api_v2_key: give the present key with `api_v2_key`, which is the one that signs",
            );
        }
        let previous = previous.and_then(|key| self.api_v2_key("previous_api_v2_key", &key));
        let present = present.and_then(|key| self.api_v2_key("api_v2_key", &key))?;
        Some(V2Keys::new(present, previous))
    }

    fn api_v2_key(&mut self, what: &str, key: &[u8]) -> Option<ApiV2Key> {
        if key.starts_with(PUBLIC_KEY_ID.as_bytes()) {
            self.add(format!(
                "{what}: this is the id of a public key, which is the first argument of `public_key`"
            ));
            return None;
        }
        self.keep(what, key, ApiV2Key::new(key))
    }

    pub(super) fn v2_public_key(&mut self, key: &[u8]) -> Option<PublicKey> {
        self.keep("v2_public_key", key, PublicKey::parse(key))
    }

    pub(super) fn no_platform_key(&mut self) {
        self.add(
            "public_key: no key to verify answers with; give pub_key.pem and its PUB_KEY_ID_… from the merchant site \
             (账户中心 > API安全), or have the platform certificates fetched: `platform_certificates`",
        );
    }

    /// Certificates are fetched by a signed request, and come encrypted.
    pub(super) fn fetching(&mut self, has_signer: bool, has_api_v3_key: bool) {
        if !has_signer {
            self.add(
                "platform_certificates: fetching them is signed with the merchant's key, which is missing; give it with \
                 `merchant_key`, or leave this out",
            );
        }
        if !has_api_v3_key {
            self.add(
                "platform_certificates: they are encrypted with the APIv3 key, which is missing; give it with `api_v3_key`",
            );
        }
    }
}

/// The longest number of a merchant or a brand, in digits.
const LONGEST: usize = 20;

/// Digits alone, as the numbers of merchants and brands are. Those of the documentation have up to 10; one of 32 would
/// be an API key of digits.
fn is_number(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
