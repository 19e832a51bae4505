//! The forms in which keys are handed around: PEM with its label, bare base64, DER.

use super::KeyError;

/// A key as found, before anyone knows what is in it.
pub(super) struct Form {
    /// The PEM label, such as `PRIVATE KEY`; empty for base64 or DER without one.
    pub(super) label: String,
    /// The bytes inside.
    pub(super) der: Vec<u8>,
    /// The old style of encryption, told by a PEM header.
    encrypted: bool,
}

/// The object identifier of encryption by a password (1.2.840.113549.1.5.13), in DER.
const PBES2: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

/// The object identifier of SM2's curve (1.2.156.10197.1.301), in DER.
const SM2_CURVE: [u8; 10] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d];

/// Whether a key is SM2's. Every form of one names its curve, and nothing else is so long by chance.
pub(super) fn is_sm2(der: &[u8]) -> bool {
    holds(der, &SM2_CURVE)
}

/// Whether it is a DER sequence. No text is: base64 of one begins with `M`.
fn is_der(input: &[u8]) -> bool {
    match input {
        [0x30, 0x81 | 0x82, ..] => true,
        [0x30, length, rest @ ..] => rest.len() == usize::from(*length),
        _ => false,
    }
}

fn holds(der: &[u8], part: &[u8]) -> bool {
    der.windows(part.len()).any(|window| window == part)
}

/// A sequence that begins with version 3 is PKCS#12; keys have 0, 1 or none, certificates another sequence.
fn is_pkcs12(der: &[u8]) -> bool {
    matches!(der, [0x30, 0x82, _, _, 0x02, 0x01, 0x03, 0x30, ..])
}

impl Form {
    /// Reads PEM (LF, CRLF, or `\n` spelt out as in an environment variable), base64 or DER.
    pub(super) fn read(input: &[u8]) -> Result<Self, KeyError> {
        if is_der(input) {
            return Self::bare(input.to_vec());
        }
        let text = Self::text(input)?;
        if text.contains("-----BEGIN ") {
            return Self::armoured(&text);
        }
        let base64: String = text.split_whitespace().collect();
        match super::from_base64(&base64) {
            Ok(der) if der.first() == Some(&0x30) => Self::bare(der),
            _ => Err(KeyError::NotAKey),
        }
    }

    fn bare(der: Vec<u8>) -> Result<Self, KeyError> {
        if is_pkcs12(&der) {
            return Err(KeyError::Pkcs12);
        }
        Ok(Self {
            label: String::new(),
            der,
            encrypted: false,
        })
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
        let encrypted = found
            .headers()
            .get("Proc-Type")
            .is_some_and(|value| value.contains("ENCRYPTED"));
        Self {
            label,
            der: found.into_contents(),
            encrypted,
        }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.encrypted
            || self.label == "ENCRYPTED PRIVATE KEY"
            || self.label.is_empty() && holds(&self.der, &PBES2)
    }

    pub(super) fn is_sm2(&self) -> bool {
        is_sm2(&self.der)
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
