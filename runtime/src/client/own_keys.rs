//! Who signs now, and who did before the last change: what was encrypted for him is still on its way.

use std::sync::Arc;

use super::own_key::OwnKey;
use super::signer::Signer;
use crate::crypto::CryptoError;
use crate::error::BoxError;

pub(crate) struct OwnKeys {
    present: Arc<Signer>,
    previous: Option<Arc<Signer>>,
}

/// There is no key, or none that decrypts without being waited for.
const NO_KEY: &str = "it is encrypted for the merchant's private key: give it with `merchant_key`";
const ELSEWHERE: &str = "it is encrypted for the merchant's private key, which is kept elsewhere: read it by `.await` or in \
                         a blocking call, with `read_async`, or as a notification with `parse_event_fetching`";

impl OwnKeys {
    pub(super) fn new(present: Signer) -> Self {
        Self {
            present: Arc::new(present),
            previous: None,
        }
    }

    /// With another one that signs from now on.
    pub(super) fn followed_by(&self, next: Signer) -> Self {
        Self {
            present: Arc::new(next),
            previous: Some(self.present.clone()),
        }
    }

    pub(crate) fn present(&self) -> &Arc<Signer> {
        &self.present
    }

    /// Whether nothing has to be waited for.
    pub(crate) fn are_here(&self) -> bool {
        self.all().all(|key| key.here().is_some())
    }

    fn all(&self) -> impl Iterator<Item = &OwnKey> {
        let signers = [Some(&self.present), self.previous.as_ref()];
        signers.into_iter().flatten().map(|signer| &signer.key)
    }

    /// What the first that can do it makes of it; else why the present one cannot.
    pub(crate) async fn decrypt(&self, ciphertext: &str, v2: bool) -> Result<Vec<u8>, BoxError> {
        let mut failure = None;
        for key in self.all() {
            match key.decrypt(ciphertext, v2).await {
                Ok(plain) => return Ok(plain),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        Err(failure.unwrap_or_else(|| NO_KEY.into()))
    }
}

/// Does this with the keys that are here, the present one first.
pub(crate) fn with_key_here<T>(
    keys: Option<&OwnKeys>,
    decrypt: impl Fn(&crate::crypto::PrivateKey) -> Result<T, CryptoError>,
) -> Result<T, BoxError> {
    let Some(keys) = keys else {
        return Err(NO_KEY.into());
    };
    let mut failure: Option<BoxError> = None;
    for key in keys.all() {
        let decrypted = match key.here() {
            Some(key) => decrypt(key).map_err(BoxError::from),
            None => Err(ELSEWHERE.into()),
        };
        match decrypted {
            Ok(plain) => return Ok(plain),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    Err(failure.unwrap_or_else(|| NO_KEY.into()))
}
