//! The forms in which keys are handed around: PEM with its label, bare base64, DER.

use super::KeyError;

/// A key as found, before anyone knows what is in it.
pub(super) struct Form {
    /// The PEM label, such as `PRIVATE KEY`; empty for base64 or DER without one.
    pub(super) label: String,
    /// The bytes inside.
    pub(super) der: Vec<u8>,
    /// The old style of encryption, told by a PEM header.
    pub(super) encrypted: bool,
}

impl Form {
    /// Reads PEM (LF, CRLF, or `\n` spelt out as in an environment variable), base64 or DER.
    pub(super) fn read(input: &[u8]) -> Result<Self, KeyError> {
        if input.starts_with(&[0x30, 0x82]) {
            return Ok(Self::bare(input.to_vec()));
        }
        let text = Self::text(input)?;
        if text.contains("-----BEGIN ") {
            return Self::armoured(&text);
        }
        let base64: String = text.split_whitespace().collect();
        match super::from_base64(&base64) {
            Ok(der) if der.first() == Some(&0x30) => Ok(Self::bare(der)),
            _ => Err(KeyError::NotAKey),
        }
    }

    fn bare(der: Vec<u8>) -> Self {
        Self {
            label: String::new(),
            der,
            encrypted: false,
        }
    }

    /// Reads every section of a PEM text.
    pub(super) fn read_all(input: &[u8]) -> Result<Vec<Self>, KeyError> {
        let text = Self::text(input)?;
        let found = pem::parse_many(trimmed(&text)).map_err(|_| KeyError::NotAKey)?;
        Ok(found.into_iter().map(Self::section).collect())
    }

    fn text(input: &[u8]) -> Result<String, KeyError> {
        let text = std::str::from_utf8(input).map_err(|_| KeyError::NotAKey)?;
        let text = text.trim_start_matches('\u{feff}');
        Ok(text.replace("\\r", "").replace("\\n", "\n"))
    }

    fn armoured(text: &str) -> Result<Self, KeyError> {
        let found = pem::parse(trimmed(text)).map_err(|_| KeyError::NotAKey)?;
        Ok(Self::section(found))
    }

    fn section(found: pem::Pem) -> Self {
        let label = found.tag().to_owned();
        let encrypted = label == "ENCRYPTED PRIVATE KEY"
            || found
                .headers()
                .get("Proc-Type")
                .is_some_and(|value| value.contains("ENCRYPTED"));
        Self {
            label,
            der: found.into_contents(),
            encrypted,
        }
    }

    pub(super) fn is_certificate(&self) -> bool {
        matches!(
            self.label.as_str(),
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE"
        )
    }

    pub(super) fn is_private_key(&self) -> bool {
        self.label.ends_with("PRIVATE KEY")
    }

    pub(super) fn is_public_key(&self) -> bool {
        self.label.ends_with("PUBLIC KEY")
    }
}

/// Without the blanks that indentation puts around lines.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n")
}
