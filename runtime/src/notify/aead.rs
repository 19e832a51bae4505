//! What notifications are encrypted with.

use crate::client::Client;
use crate::crypto::{AeadAlgorithm, CryptoError};
use crate::error::{Error, ErrorKind};

/// The bytes of a nonce of AES-GCM and of SM4-GCM.
const NONCE_BYTES: usize = 12;

/// An encrypted payload and what goes with it. What did not come is empty.
pub(super) struct SealedPayload<'a> {
    /// What the names of the four begin with: `resource.` in v3, `event_` in v2.
    pub(super) place: &'static str,
    pub(super) algorithm: &'a str,
    pub(super) nonce: &'a str,
    /// Empty if there is none.
    pub(super) associated_data: &'a str,
    pub(super) ciphertext: &'a str,
}

impl SealedPayload<'_> {
    pub(super) fn open(&self, client: &Client) -> Result<Vec<u8>, Error> {
        let algorithm = self.check()?;
        let Some(key) = &client.core.api_v3_key else {
            return Err(Error::new(
                ErrorKind::Config,
                "this notification is encrypted with the APIv3 key: give it to the builder with `api_v3_key` \
                 (账户中心 > API安全 > APIv3密钥; the v2 key is another one)",
            ));
        };
        key.decrypt_with(algorithm, self.nonce, self.associated_data, self.ciphertext)
            .map_err(|error| self.failed(error))
    }

    /// Everything there, and of the right form: only then is the key to blame.
    fn check(&self) -> Result<AeadAlgorithm, Error> {
        let members = [
            ("algorithm", self.algorithm),
            ("nonce", self.nonce),
            ("ciphertext", self.ciphertext),
        ];
        let place = self.place;
        if let Some((member, _)) = members.into_iter().find(|(_, text)| text.is_empty()) {
            let text =
                format!("the notification has no `{place}{member}`, without which it cannot be decrypted");
            return Err(Error::new(ErrorKind::Decode, text));
        }
        let known = AeadAlgorithm::parse(self.algorithm).filter(|algorithm| algorithm.is_supported());
        let algorithm = known.ok_or_else(|| {
            let name = self.algorithm;
            let text = format!(
                "the notification is encrypted with `{name}` (`{place}algorithm`): this build knows AEAD_AES_256_GCM, \
                 and with the feature `sm` AEAD_SM4_GCM"
            );
            Error::new(ErrorKind::Unsupported, text)
        })?;
        let length = self.nonce.len();
        if length != NONCE_BYTES {
            let text =
                format!("the notification's `{place}nonce` has {length} bytes, and must have {NONCE_BYTES}");
            return Err(Error::new(ErrorKind::Decode, text));
        }
        Ok(algorithm)
    }

    fn failed(&self, error: CryptoError) -> Error {
        let place = self.place;
        match error {
            CryptoError::NotBase64 => {
                let text = format!("the notification's `{place}ciphertext` is not base64");
                Error::new(ErrorKind::Decode, text)
            }
            _ => Error::new(
                ErrorKind::Decrypt,
                "the notification cannot be decrypted: is `api_v3_key` the one of the merchant that it was sent to, and \
                 not the one of another?",
            ),
        }
        .with_source(error)
    }
}
