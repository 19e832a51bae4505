//! The signature of a file that is too large for memory: checked over its pieces, at the end.

use std::sync::Arc;

use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::answer::{STATEMENT_SHA1, statement_text};
use super::{Failure, Headers, SignatureHeaders, named, verify};
use crate::crypto::{KeyAlgorithm, upper_hex};
use crate::keyring::{Keyring, PlatformKey};
use crate::operation::Verify;

/// What the pieces, one after the other, must turn out to be.
pub(crate) enum Claim {
    /// What this key has signed.
    Signed {
        key: Arc<PlatformKey>,
        signature: String,
        digest: Context,
    },
    /// What has this SHA-1, whose signature was right.
    Statement { sha1: String, digest: Context },
}

impl Claim {
    /// What a successful answer's headers claim. All is checked but the content itself.
    ///
    /// `None`: it can only be verified whole, since SM2's library takes a text in one piece.
    pub(crate) fn of<H: Headers + ?Sized>(
        rule: Verify,
        keys: &Keyring,
        now: i64,
        headers: &H,
    ) -> Result<Option<Self>, Failure> {
        if rule == Verify::StatementSha1 {
            let sha1 = headers
                .header(STATEMENT_SHA1)
                .ok_or_else(|| Failure::Missing(vec![STATEMENT_SHA1]))?;
            verify(keys, now, headers, statement_text(sha1).as_bytes())?;
            let digest = Context::new(&SHA1_FOR_LEGACY_USE_ONLY);
            let sha1 = sha1.to_owned();
            return Ok(Some(Self::Statement { sha1, digest }));
        }
        let (key, found) = named(keys, now, headers)?;
        if key.algorithm() != KeyAlgorithm::Rsa {
            return Ok(None);
        }
        let SignatureHeaders {
            timestamp,
            nonce,
            signature,
            ..
        } = found;
        let mut digest = Context::new(&SHA256);
        digest.update(format!("{timestamp}\n{nonce}\n").as_bytes());
        Ok(Some(Self::Signed {
            key: key.clone(),
            signature: signature.to_owned(),
            digest,
        }))
    }

    /// The next piece of the body as it came.
    pub(crate) fn feed(&mut self, piece: &[u8]) {
        let (Self::Signed { digest, .. } | Self::Statement { digest, .. }) = self;
        digest.update(piece);
    }

    /// After the last piece.
    pub(crate) fn settle(self) -> Result<(), Failure> {
        match self {
            Self::Signed {
                key,
                signature,
                mut digest,
            } => {
                digest.update(b"\n");
                key.verify_sha256(&digest.finish(), &signature)
                    .map_err(Failure::Signature)
            }
            Self::Statement { sha1, digest } => {
                let found = upper_hex(digest.finish().as_ref());
                match found.eq_ignore_ascii_case(&sha1) {
                    true => Ok(()),
                    false => Err(Failure::StatementDigest),
                }
            }
        }
    }
}
