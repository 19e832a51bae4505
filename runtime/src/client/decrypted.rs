//! Sensitive fields that a key elsewhere decrypts: all of them are asked for first, and reading finds them done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::core::Core;
use crate::error::{BoxError, Error, ErrorKind};
use crate::record::Cipher;
use crate::timer::within;

/// Writes down what would have to be decrypted.
#[derive(Default)]
pub(crate) struct Wanted(Mutex<BTreeSet<String>>);

impl Wanted {
    pub(crate) fn take(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Cipher for Wanted {
    fn encrypt(&self, _: &str) -> Result<String, BoxError> {
        Err("nothing is encrypted in reading".into())
    }

    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(cipher.to_owned());
        Ok(String::new())
    }
}

/// What became of it, by its ciphertext.
pub(crate) struct Decrypted(BTreeMap<String, String>);

impl Cipher for Decrypted {
    fn encrypt(&self, _: &str) -> Result<String, BoxError> {
        Err("nothing is encrypted in reading".into())
    }

    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        let plain = self.0.get(cipher).cloned();
        plain.ok_or_else(|| "it was not there when the others were decrypted".into())
    }
}

impl Core {
    /// Whether a key has to be waited for, so that reading needs [`decrypt_elsewhere`](Self::decrypt_elsewhere) first.
    pub(crate) fn decrypts_elsewhere(&self) -> bool {
        self.own.get().is_some_and(|keys| !keys.are_here())
    }

    /// Has it all decrypted, one after the other, within this time.
    pub(crate) async fn decrypt_elsewhere(
        &self,
        wanted: BTreeSet<String>,
        v2: bool,
        time: Duration,
    ) -> Result<Decrypted, Error> {
        let all = async {
            let mut plain = BTreeMap::new();
            for ciphertext in wanted {
                let bytes = self.decrypt(&ciphertext, v2).await?;
                let text = String::from_utf8(bytes).map_err(|_| {
                    let text = "a sensitive field that the signing key decrypted is no UTF-8";
                    Error::new(ErrorKind::Decrypt, text)
                })?;
                plain.insert(ciphertext, text);
            }
            Ok(Decrypted(plain))
        };
        let done = within(&*self.timer, time, all).await;
        done.unwrap_or_else(|| Err(late()))
    }

    /// One thing that was encrypted for the merchant, in base64.
    pub(crate) async fn decrypt(&self, ciphertext: &str, v2: bool) -> Result<Vec<u8>, Error> {
        let keys = self.own.get();
        let keys =
            keys.ok_or_else(|| Error::new(ErrorKind::Decrypt, "there is no key to decrypt it with"))?;
        keys.decrypt(ciphertext, v2).await.map_err(|source| {
            let text =
                format!("the signing key did not decrypt what is encrypted for the merchant: {source}");
            Error::new(ErrorKind::Decrypt, text).with_source(source)
        })
    }
}

/// The time for the key is over.
pub(crate) fn late() -> Error {
    let text =
        "the signing key did not decrypt what is encrypted for the merchant within the time that was left";
    Error::new(ErrorKind::Decrypt, text)
}
