//! The headers of a signature of v3.

use http::{HeaderMap, HeaderValue};

use super::keys::PlatformKeyPair;
use crate::crypto::{CryptoError, KeyAlgorithm};
use crate::sign::v3::{Scheme, response_message};

pub(super) const SERIAL: &str = "wechatpay-serial";
pub(super) const SIGNATURE: &str = "wechatpay-signature";

impl PlatformKeyPair {
    /// What cannot stand in a header is left out, and a client says what is missing.
    pub(super) fn signature(&self, time: i64, nonce: &str, signed: &[u8]) -> Result<HeaderMap, CryptoError> {
        let time = time.to_string();
        let signature = self.private.sign(&response_message(&time, nonce, signed))?;
        let scheme = match self.private.algorithm() {
            KeyAlgorithm::Rsa => Scheme::MerchantRsa,
            KeyAlgorithm::Sm2 => Scheme::MerchantSm2,
        };
        let headers = [
            ("wechatpay-timestamp", &*time),
            ("wechatpay-nonce", nonce),
            (SERIAL, &self.serial),
            (SIGNATURE, &signature),
            ("wechatpay-signature-type", scheme.as_str()),
        ];
        let mut written = HeaderMap::with_capacity(headers.len());
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                written.insert(name, value);
            }
        }
        Ok(written)
    }
}
