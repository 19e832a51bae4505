//! What notifications are encrypted with.

use crate::client::Client;
use crate::crypto::AeadAlgorithm;
use crate::error::{Error, ErrorKind};

/// What `algorithm` or `event_algorithm` names, if this build can undo it.
fn algorithm(name: &str) -> Result<AeadAlgorithm, Error> {
    let known = AeadAlgorithm::parse(name).filter(|algorithm| algorithm.is_supported());
    known.ok_or_else(|| {
        let text = format!(
            "the notification is encrypted with `{name}`: this build knows AEAD_AES_256_GCM, and with the feature `sm` \
             AEAD_SM4_GCM"
        );
        Error::new(ErrorKind::Unsupported, text)
    })
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
        let opened = key.decrypt_with(
            algorithm(self.algorithm)?,
            self.nonce,
            self.associated_data,
            self.ciphertext,
        );
        opened.map_err(|error| {
            let text = "the notification cannot be decrypted: is `api_v3_key` the one of the merchant that it was sent \
                        to, and not the one of another?";
            Error::new(ErrorKind::Decrypt, text).source(error)
        })
    }
}
