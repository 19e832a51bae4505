//! What is wanted of a file.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::{Expected, SEALED_LIMIT, Sealed};
use crate::error::Error;

/// The largest file that is read into memory, packed or unpacked, unless a call says otherwise: 64 MiB.
const FILE_LIMIT: usize = 64 << 20;

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes received so far, packed if they are.
    pub received: u64,
    /// How many there will be, if WeChat Pay said so.
    pub total: Option<u64>,
}

/// Told of each piece.
pub(crate) type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;

/// What is wanted of a file.
#[derive(Clone, Default)]
pub(crate) struct FileOptions {
    pub(crate) expected: Option<Expected>,
    pub(crate) unpack: bool,
    pub(crate) progress: Option<OnProgress>,
    /// The key and nonce of an encrypted file.
    pub(crate) sealed: Option<Sealed>,
    /// The largest content in memory, packed or unpacked.
    pub(crate) limit: Option<usize>,
}

impl FileOptions {
    /// Refuses what cannot be done, before anything is asked for.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.expected.as_ref().map_or(Ok(()), Expected::check)?;
        self.sealed.as_ref().map_or(Ok(()), Sealed::check)
    }

    /// The largest content in memory, in bytes.
    pub(crate) fn limit(&self) -> usize {
        let usual = if self.sealed.is_some() {
            SEALED_LIMIT
        } else {
            FILE_LIMIT
        };
        self.limit.unwrap_or(usual)
    }

    /// What a key elsewhere has to decrypt first.
    pub(crate) fn encrypt_key(&self) -> Option<&str> {
        self.sealed.as_ref()?.closed()
    }

    /// Takes what it has decrypted.
    pub(crate) fn unseal(&mut self, key: &[u8]) {
        if let Some(sealed) = &mut self.sealed {
            sealed.unseal(key);
        }
    }

    /// What came, decrypted if it is encrypted.
    pub(crate) fn opened(&self, file: Bytes) -> Result<Bytes, Error> {
        match &self.sealed {
            Some(sealed) => sealed.open(file),
            None => Ok(file),
        }
    }

    pub(crate) fn tell(&self, received: u64, total: Option<u64>) {
        if let Some(progress) = &self.progress {
            progress(Progress { received, total });
        }
    }
}

impl fmt::Debug for FileOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileOptions")
            .field("expected", &self.expected)
            .field("unpack", &self.unpack)
            .finish_non_exhaustive()
    }
}
