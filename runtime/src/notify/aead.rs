//! What notifications are encrypted with.

use crate::client::Client;
use crate::crypto::{ApiV3Key, CryptoError};
use crate::error::{Error, ErrorKind};

/// An algorithm, as `algorithm` or `event_algorithm` names it.
#[derive(Clone, Copy)]
pub(super) enum Algorithm {
    Aes256Gcm,
}

impl Algorithm {
    const ALL: [(&'static str, Self); 1] = [("AEAD_AES_256_GCM", Self::Aes256Gcm)];

    fn named(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, algorithm)| *algorithm).ok_or_else(|| {
            let known = Self::ALL.map(|(known, _)| known).join(", ");
            let text = format!("the notification is encrypted with `{name}`: this client knows {known} only");
            Error::new(ErrorKind::Unsupported, text)
        })
    }

    fn decrypt(self, key: &ApiV3Key, sealed: &Sealed<'_>) -> Result<Vec<u8>, CryptoError> {
        match self {
            Self::Aes256Gcm => key.decrypt(sealed.nonce, sealed.associated_data, sealed.ciphertext),
        }
    }
}

/// An encrypted payload and what goes with it.
pub(super) struct Sealed<'a> {
    pub(super) algorithm: &'a str,
    pub(super) nonce: &'a str,
    /// Empty if there is none.
    pub(super) associated_data: &'a str,
    pub(super) ciphertext: &'a str,
}

impl Sealed<'_> {
    pub(super) fn open(&self, client: &Client) -> Result<Vec<u8>, Error> {
        let Some(key) = &client.core.api_v3_key else {
            return Err(Error::new(
                ErrorKind::Config,
                "this notification is encrypted with the APIv3 key: give it to the builder with `api_v3_key` \
                 (账户中心 > API安全 > APIv3密钥; the v2 key is another one)",
            ));
        };
        Algorithm::named(self.algorithm)?.decrypt(key, self).map_err(|error| {
            let text = "the notification cannot be decrypted: is `api_v3_key` the one of the merchant that it was sent \
                        to, and not the one of another?";
            Error::new(ErrorKind::Decrypt, text).source(error)
        })
    }
}
