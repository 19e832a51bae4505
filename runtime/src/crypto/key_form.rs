//! The forms in which keys are handed around: sections of PEM, bare base64, DER.

use x509_cert::der::Decode as _;

use super::KeyError;
use super::container::{Container, is_pem, is_pkcs12, key_in_base64};

/// One key or certificate as found.
pub(super) struct KeyForm {
    /// The PEM label, such as `PRIVATE KEY`; empty for base64 or DER without one.
    pub(super) label: String,
    /// The bytes inside.
    pub(super) der: Vec<u8>,
    /// The old style of encryption, told by a PEM header.
    encrypted: bool,
    /// Base64 without the lines that PEM has around it.
    unarmoured: bool,
}

/// What a [`KeyForm`] says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyKind {
    PrivateKey,
    PublicKey,
    Certificate,
    Other,
}

/// The object identifier of encryption by a password (1.2.840.113549.1.5.13), in DER.
const PBES2: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

/// The object identifier of SM2's curve (1.2.156.10197.1.301), in DER.
const SM2_CURVE: [u8; 10] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d];

/// Whether a key is SM2's. Every form of one names its curve, and nothing else is so long by chance.
pub(super) fn is_sm2(der: &[u8]) -> bool {
    holds(der, &SM2_CURVE)
}

fn holds(der: &[u8], part: &[u8]) -> bool {
    der.windows(part.len()).any(|window| window == part)
}

impl KeyForm {
    /// The only one of this content. Others beside it are passed over: `openssl pkcs12 -nodes` writes key and
    /// certificates into one file.
    pub(super) fn one(input: &[u8], wanted: KeyKind) -> Result<Self, KeyError> {
        let mut found = Self::all(input, wanted)?.into_iter();
        match (found.next(), found.next()) {
            (Some(form), None) => Ok(form),
            (None, _) => Err(unreadable(wanted)),
            (Some(_), Some(_)) => Err(KeyError::Several),
        }
    }

    /// All of this content, at least one, in their order.
    pub(super) fn all(input: &[u8], wanted: KeyKind) -> Result<Vec<Self>, KeyError> {
        let forms = Self::read(input, wanted)?;
        let first = forms.first().map_or(KeyKind::Other, Self::content);
        let found: Vec<Self> = forms.into_iter().filter(|form| form.is(wanted)).collect();
        match found.is_empty() {
            true => Err(mixed_up(first, wanted)),
            false => Ok(found),
        }
    }

    /// Reads PEM (LF, CRLF, or `\n` spelt out as in an environment variable), base64 of it or of DER, or DER.
    fn read(input: &[u8], wanted: KeyKind) -> Result<Vec<Self>, KeyError> {
        let text = match Container::of(input) {
            Container::Pkcs12 => return Err(KeyError::Pkcs12),
            Container::Der => return Ok(vec![Self::bare(input.to_vec(), false)]),
            Container::Text(text) => text.into_owned(),
            // What stands around the sections may be of another encoding; they are ASCII.
            Container::Unknown => String::from_utf8_lossy(input).into_owned(),
        };
        let text = text.replace("\\r", "").replace("\\n", "\n").replace("\\/", "/");
        if is_pem(text.as_bytes()) {
            let found = pem::parse_many(tidied(&text)).map_err(|_| unreadable(wanted))?;
            return Ok(found.into_iter().map(Self::section).collect());
        }
        match key_in_base64(&text) {
            // As secret stores hand files around. It goes no deeper: PEM is read as such.
            Some(file) if is_pem(&file) => Self::read(&file, wanted),
            Some(der) if is_pkcs12(&der) => Err(KeyError::Pkcs12),
            Some(der) => Ok(vec![Self::bare(der, true)]),
            None => Err(unreadable(wanted)),
        }
    }

    fn bare(der: Vec<u8>, unarmoured: bool) -> Self {
        Self {
            label: String::new(),
            der,
            encrypted: false,
            unarmoured,
        }
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
            unarmoured: false,
        }
    }

    /// Keys are copied without their armour, certificates are not: other SDKs refuse them, and so do we.
    fn is(&self, wanted: KeyKind) -> bool {
        self.content() == wanted && !(self.unarmoured && wanted == KeyKind::Certificate)
    }

    fn content(&self) -> KeyKind {
        match self.label.as_str() {
            "" => self.content_of_der(),
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => KeyKind::Certificate,
            label if label.ends_with("PRIVATE KEY") => KeyKind::PrivateKey,
            label if label.ends_with("PUBLIC KEY") => KeyKind::PublicKey,
            _ => KeyKind::Other,
        }
    }

    /// Without a label the first elements tell: a small version number is a private key's, a large
    /// number the modulus of PKCS#1, an algorithm the begin of an SPKI.
    fn content_of_der(&self) -> KeyKind {
        if self.is_encrypted() {
            return KeyKind::PrivateKey;
        }
        let body = match &*self.der {
            [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] | [0x30, _, rest @ ..] => rest,
            _ => return KeyKind::Other,
        };
        match body {
            [0x02, 0x01, 0..=2, ..] => KeyKind::PrivateKey,
            [0x02, ..] => KeyKind::PublicKey,
            _ if x509_cert::Certificate::from_der(&self.der).is_ok() => KeyKind::Certificate,
            _ if x509_cert::spki::SubjectPublicKeyInfoRef::from_der(&self.der).is_ok() => KeyKind::PublicKey,
            _ => KeyKind::Other,
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
}

/// Why what was found does not do for what was wanted.
fn mixed_up(found: KeyKind, wanted: KeyKind) -> KeyError {
    use KeyKind::{Certificate, PrivateKey, PublicKey};
    match (found, wanted) {
        (Certificate, PrivateKey) => KeyError::CertificateForPrivateKey,
        (Certificate, PublicKey) => KeyError::CertificateForPublicKey,
        (PublicKey, PrivateKey) => KeyError::PublicForPrivateKey,
        (PublicKey, Certificate) => KeyError::PublicKeyForCertificate,
        (PrivateKey, PublicKey) => KeyError::PrivateForPublicKey,
        (PrivateKey, Certificate) => KeyError::PrivateKeyForCertificate,
        _ => unreadable(wanted),
    }
}

fn unreadable(wanted: KeyKind) -> KeyError {
    match wanted {
        KeyKind::Certificate => KeyError::NotACertificate,
        _ => KeyError::NotAKey,
    }
}

/// Without indentation and blank lines, but for the one that ends the headers of a section: the parser takes whatever
/// stands before a blank line for headers.
fn tidied(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_header = false;
    for line in text.split(['\n', '\r']).map(str::trim) {
        if line.is_empty() {
            continue;
        }
        let is_header = line.contains(':') && !line.contains("-----");
        if after_header && !is_header {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        after_header = is_header;
    }
    out
}
