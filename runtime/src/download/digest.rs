//! The digest that a file is announced with.

use crate::crypto::Hasher;
use crate::error::{Error, ErrorKind};
use crate::shape::Shape;

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

    /// What the answer itself states of its file: invoices come with `SM3-Digest`
    /// ([下载发票文件](https://pay.weixin.qq.com/doc/v3/partner/4015792569)).
    ///
    /// Nobody signs that header. It tells a file that was cut or spoilt, no more, so another form of it is no error.
    pub(super) fn stated(headers: &http::HeaderMap) -> Option<Self> {
        let value = headers.get("sm3-digest")?.to_str().ok()?;
        Some(Self::new("SM3", value)).filter(|stated| stated.check().is_ok())
    }

    /// Refuses what cannot be checked, before anything is asked for.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let digits = self.value.trim();
        let wrong = match self.start() {
            None => format!(
                "a digest of {} is not known: SHA1, SHA256 and SM3 are, as the first argument",
                self.kind()
            ),
            Some(hasher) if digits.len() != 2 * hasher.length() => format!(
                "the digest has {} digits, and {} has {}",
                digits.len(),
                self.kind,
                2 * hasher.length()
            ),
            Some(_) => return Ok(()),
        };
        Err(Error::new(ErrorKind::Request, wrong))
    }

    /// The kind by its name, unless something else stands in its place.
    fn kind(&self) -> String {
        let is_name = self.kind.len() <= 8 && self.kind.bytes().all(|byte| byte.is_ascii_graphic());
        match is_name {
            true => format!("the kind `{}`", self.kind),
            false => format!("the kind that was given ({})", Shape::of(&self.kind)),
        }
    }

    pub(super) fn start(&self) -> Option<Hasher> {
        Hasher::of(&self.kind)
    }

    /// Compares it with what came.
    pub(super) fn compare(&self, found: Hasher) -> Result<(), Error> {
        let found = found.hex();
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
