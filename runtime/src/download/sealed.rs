//! Files that are encrypted for the merchant: nothing of them is given before the tag held.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::client::{OwnKeys, with_key_here};
use crate::crypto::{CryptoError, FileKey};
use crate::error::{BoxError, Error, ErrorKind};

/// The largest encrypted file that is opened, as it comes, unless a call says otherwise: 256 MiB.
///
/// It must be in memory for that: libraries open GCM in one piece, so that nobody uses what is not authenticated.
pub(crate) const SEALED_LIMIT: usize = 256 << 20;

/// How an encrypted file is opened, or why it cannot be. `Debug` shows no key.
#[derive(Clone)]
pub(crate) struct Sealed {
    key: SealedKey,
    nonce: String,
}

#[derive(Clone)]
enum SealedKey {
    Open(Result<Arc<FileKey>, CryptoError>),
    /// `encrypt_key`, which a key elsewhere has to decrypt.
    Closed(String),
}

impl Sealed {
    /// By what the file was announced with. A key that is not right is told by [`check`](Self::check).
    pub(crate) fn new(merchant: Option<&OwnKeys>, encrypt_key: &str, nonce: &str) -> Self {
        let encrypt_key = encrypt_key.trim();
        let key = if merchant.is_some_and(|keys| !keys.are_here()) {
            SealedKey::Closed(encrypt_key.to_owned())
        } else {
            // Without a merchant's key the call ends before this is looked at: nothing can sign it.
            let opened = with_key_here(merchant, |key| FileKey::decrypt(key, encrypt_key));
            let known = |error: BoxError| error.downcast_ref().copied().unwrap_or(CryptoError::Decryption);
            SealedKey::Open(opened.map(Arc::new).map_err(known))
        };
        let nonce = nonce.to_owned();
        Self { key, nonce }
    }

    /// What a key elsewhere has to decrypt.
    pub(super) fn closed(&self) -> Option<&str> {
        match &self.key {
            SealedKey::Closed(encrypt_key) => Some(encrypt_key),
            SealedKey::Open(_) => None,
        }
    }

    /// Takes what it has decrypted.
    pub(super) fn unseal(&mut self, key: &[u8]) {
        self.key = SealedKey::Open(FileKey::new(key).map(Arc::new));
    }

    /// Refuses what cannot be opened, before anything is asked for.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let error = match (&self.key, self.nonce.len()) {
            (SealedKey::Open(Err(error)), _) => *error,
            (_, 12 | 16) => return Ok(()),
            (_, length) => CryptoError::FileNonceLength(length),
        };
        let text = match error {
            CryptoError::NotBase64 => "`encrypt_key` is not base64: give it as WeChat Pay answered it".to_owned(),
            CryptoError::FileNonceLength(_) => format!("`nonce` cannot be used ({error}): give it as WeChat Pay answered it"),
            CryptoError::NeedsSm => format!(
                "the file is encrypted with SM4 (国密): {error}, or ask for the bill with `AEAD_AES_256_GCM`"
            ),
            CryptoError::FileKeyLength(_) => {
                format!("`encrypt_key` holds no key of a known algorithm: {error}")
            }
            _ => "`encrypt_key` cannot be decrypted with this client's merchant key: it is made for the certificate of \
                 whoever asked for the bill. Ask for the bill again with this client, and check that `merchant_key` \
                 has the private key that belongs to its serial number"
                .to_owned(),
        };
        Err(Error::new(ErrorKind::Decrypt, format!("{text}; nothing was sent")).with_source(error))
    }

    /// The plain content of a whole file.
    pub(crate) fn open(&self, file: Bytes) -> Result<Bytes, Error> {
        self.check()?;
        let mut content = Vec::from(file);
        let opened = match &self.key {
            SealedKey::Open(Ok(key)) => key.open(&self.nonce, &mut content),
            SealedKey::Open(Err(error)) => Err(*error),
            SealedKey::Closed(_) => {
                let text = "the key of this file is decrypted by a key that is kept elsewhere: end the call with `.await`, \
                            `to_file` or another that sends it";
                return Err(Error::new(ErrorKind::Unsupported, text));
            }
        };
        opened.map_err(|error| {
            let text = "the file cannot be decrypted: it was altered or cut on its way, or file, `encrypt_key` and `nonce` \
                 are not of one and the same item of the answer; nothing of it is given. Ask for the bill again";
            Error::new(ErrorKind::Decrypt, text).with_source(error)
        })?;
        Ok(content.into())
    }
}

/// The file is larger than may be opened in memory.
pub(crate) fn too_large_to_open(limit: usize) -> Error {
    let text = format!(
        "the encrypted file has more than {limit} bytes, and it is decrypted in memory, since nothing of it may be used \
         before its tag held: allow more with `limit`, or ask for the bill with `tar_type` GZIP"
    );
    Error::new(ErrorKind::Interrupted, text).permanent(true)
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(***)")
    }
}
