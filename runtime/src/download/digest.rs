//! The digest that a file is announced with.

use aws_lc_rs::digest::{Algorithm, Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use crate::crypto::upper_hex;
use crate::error::{Error, ErrorKind};

/// An announced digest.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    kind: String,
    value: String,
}

impl Expected {
    pub(crate) fn new(kind: impl Into<String>, value: impl Into<String>) -> Self {
        let (kind, value) = (kind.into(), value.into());
        Self { kind, value }
    }

    fn algorithm(&self) -> Option<&'static Algorithm> {
        match self.kind.to_ascii_uppercase().replace('-', "").as_str() {
            "SHA1" => Some(&SHA1_FOR_LEGACY_USE_ONLY),
            "SHA256" => Some(&SHA256),
            _ => None,
        }
    }

    /// Refuses what cannot be checked, before anything is asked for.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let digits = self.value.trim();
        let wrong = match self.algorithm() {
            None => format!(
                "a digest of the kind `{}` is not known: SHA1 and SHA256 are",
                self.kind
            ),
            Some(algorithm) if digits.len() != 2 * algorithm.output_len => format!(
                "the digest has {} digits, and {} has {}",
                digits.len(),
                self.kind,
                2 * algorithm.output_len
            ),
            Some(_) => return Ok(()),
        };
        Err(Error::new(ErrorKind::Request, wrong))
    }

    pub(super) fn start(&self) -> Option<Context> {
        self.algorithm().map(Context::new)
    }

    /// Compares it with what came.
    pub(super) fn compare(&self, found: Context) -> Result<(), Error> {
        let found = upper_hex(found.finish().as_ref()).to_ascii_lowercase();
        let expected = self.value.trim().to_ascii_lowercase();
        if found == expected {
            return Ok(());
        }
        let kind = &self.kind;
        let text = format!(
            "the file is not the announced one: its {kind} is {found}, and {expected} was announced; download it again"
        );
        Err(Error::new(ErrorKind::Digest, text))
    }
}
