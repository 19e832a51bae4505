//! What a wrong value looks like, told without its content.
//!
//! Whoever mixes up the arguments of a builder gives a key where a name was
//! wanted. An error may then say how long the value is and of what form, which
//! is what its reader needs to find the mistake, and nothing of the value itself.

use std::borrow::Cow;
use std::fmt;

use crate::crypto::{Container, from_base64, key_in_base64};

/// Length and form of a value, for an error.
pub(crate) struct Shape {
    form: ValueForm,
    /// Characters of a text, bytes of anything else.
    length: usize,
    /// Blanks or line ends before or after it, which nobody sees.
    padded: bool,
    /// A byte order mark before it, or another encoding than UTF-8, which nobody sees either.
    encoded: bool,
}

/// The forms that a value which was mixed up may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueForm {
    Empty,
    /// Sections of PEM; the label of the first, if it is a known one.
    Pem(Option<&'static str>),
    KeyId,
    Url,
    Appid,
    Digits,
    Hexadecimal,
    LettersAndDigits,
    /// Base64 of DER or PEM.
    BareKey,
    Base64,
    Path,
    Blanks,
    Text,
    Pkcs12,
    Der,
    Bytes,
}

/// The only words of a PEM text that are shown.
const LABELS: [&str; 10] = [
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "CERTIFICATE",
    "CERTIFICATE REQUEST",
    "EC PARAMETERS",
    "PKCS7",
];

impl Shape {
    pub(crate) fn of(value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        let binary = |form| Self {
            form,
            length: value.len(),
            padded: false,
            encoded: false,
        };
        match Container::of(value) {
            Container::Pkcs12 => binary(ValueForm::Pkcs12),
            Container::Der => binary(ValueForm::Der),
            Container::Unknown => binary(ValueForm::Bytes),
            Container::Text(text) => {
                let trimmed = text.trim();
                Self {
                    form: form_of(trimmed),
                    length: trimmed.chars().count(),
                    padded: trimmed.len() < text.len(),
                    encoded: text.as_bytes() != value,
                }
            }
        }
    }

    /// Whether it is a key or a certificate, which no number and no name looks like.
    pub(crate) fn is_key(&self) -> bool {
        matches!(
            self.form,
            ValueForm::Pem(_) | ValueForm::BareKey | ValueForm::Pkcs12 | ValueForm::Der
        )
    }

    /// Whether it has the form of an API key, as no path has.
    fn may_be_api_key(&self) -> bool {
        self.length == 32
            && matches!(
                self.form,
                ValueForm::Digits | ValueForm::Hexadecimal | ValueForm::LettersAndDigits
            )
    }

    pub(crate) fn is_appid(&self) -> bool {
        self.form == ValueForm::Appid
    }
}

fn form_of(text: &str) -> ValueForm {
    let all = |test: fn(&u8) -> bool| text.bytes().all(|byte| test(&byte));
    if text.is_empty() {
        ValueForm::Empty
    } else if let Some((_, rest)) = text.split_once("-----BEGIN ") {
        let label = rest.split("-----").next();
        ValueForm::Pem(LABELS.into_iter().find(|known| Some(*known) == label))
    } else if text.starts_with("PUB_KEY_ID_") {
        ValueForm::KeyId
    } else if text.contains("://") {
        ValueForm::Url
    } else if text.len() == 18 && text.starts_with("wx") && all(u8::is_ascii_alphanumeric) {
        ValueForm::Appid
    } else if all(u8::is_ascii_digit) {
        ValueForm::Digits
    } else if all(u8::is_ascii_hexdigit) {
        ValueForm::Hexadecimal
    } else if key_in_base64(text).is_some() {
        ValueForm::BareKey
    } else if all(u8::is_ascii_alphanumeric) {
        ValueForm::LettersAndDigits
    } else if from_base64(text).is_ok() {
        ValueForm::Base64
    } else if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        ValueForm::Blanks
    } else if is_path(text) {
        ValueForm::Path
    } else {
        ValueForm::Text
    }
}

fn is_path(text: &str) -> bool {
    let ends = [".pem", ".p12", ".pfx", ".key", ".crt", ".cer", ".der"];
    let lower = text.to_ascii_lowercase();
    text.contains(['/', '\\']) || ends.iter().any(|end| lower.ends_with(end))
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.length;
        match self.form {
            ValueForm::Empty => f.write_str("empty")?,
            ValueForm::Pem(Some(label)) => {
                write!(f, "{length} characters, a PEM `-----BEGIN {label}-----`")?;
            }
            ValueForm::Pem(None) => write!(f, "{length} characters, a PEM of another kind")?,
            ValueForm::KeyId => write!(f, "{length} characters that begin with PUB_KEY_ID_")?,
            ValueForm::Url => write!(f, "{length} characters, a URL")?,
            ValueForm::Appid => f.write_str("an appid (wx…)")?,
            ValueForm::Digits => write!(f, "{length} digits")?,
            ValueForm::Hexadecimal => write!(f, "{length} hexadecimal digits")?,
            ValueForm::LettersAndDigits => write!(f, "{length} letters and digits")?,
            ValueForm::BareKey => write!(f, "{length} characters, base64 of a key or certificate")?,
            ValueForm::Base64 => write!(f, "{length} characters, base64")?,
            ValueForm::Path => write!(f, "{length} characters, a file's path")?,
            ValueForm::Blanks => write!(f, "{length} characters with blanks among them")?,
            ValueForm::Text => write!(f, "{length} characters")?,
            ValueForm::Pkcs12 => write!(f, "{length} bytes, PKCS#12 (apiclient_cert.p12)")?,
            ValueForm::Der => write!(f, "{length} bytes, a key or certificate in DER")?,
            ValueForm::Bytes => write!(f, "{length} bytes that are no text")?,
        }
        // The files of keys end with a line end.
        if self.padded && !self.is_key() {
            f.write_str(", and blanks or line ends around")?;
        }
        if self.encoded && !self.is_key() {
            f.write_str(", after a byte order mark or in UTF-16")?;
        }
        Ok(())
    }
}

/// A file by its path, or the form of what stands in its place: a key, or a content.
pub(crate) fn file(path: &str) -> Cow<'_, str> {
    /// In bytes; no file system has longer paths.
    const LONGEST: usize = 1_024;
    let shape = Shape::of(path);
    if path.len() > LONGEST || path.contains(char::is_control) || shape.is_key() || shape.may_be_api_key() {
        format!("a name of {shape}").into()
    } else {
        path.into()
    }
}

/// A path as errors, spans and `Debug` show it: a documented one whole, a caller's without its query.
///
/// A caller's is shown if it looks like one, of several short segments that are words, since it may be a key that stands
/// in the wrong place. Its values have `path` and `query`, which are never shown.
pub(crate) fn shown_path(path: Cow<'static, str>) -> Cow<'static, str> {
    const LONGEST: usize = 48;
    let Cow::Owned(text) = path else {
        return path;
    };
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~{}".contains(&byte);
    // Words may be `camelCase`, and end in a version; keys and tokens mix what is in them.
    let is_mixed = |segment: &str| {
        let has = |test: fn(&u8) -> bool| segment.bytes().any(|byte| test(&byte));
        segment.len() > 16 && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
    };
    let is_plain =
        |segment: &str| segment.len() <= LONGEST && segment.bytes().all(plain) && !is_mixed(segment);
    let segments = path.strip_prefix('/').unwrap_or(path);
    if segments.contains('/') && path.len() <= 256 && segments.split('/').all(is_plain) {
        path.to_owned().into()
    } else {
        "/…".into()
    }
}

/// A header by its name, which is words with dashes between them. What is none may be a value that stands in its place.
pub(crate) fn header(name: &str) -> String {
    let is_word = |word: &str| {
        let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        letters && (1..=16).contains(&word.len())
    };
    match name.len() <= 40 && name.split('-').all(is_word) {
        true => format!("the header `{name}`"),
        false => format!("the header that was given ({})", Shape::of(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_tells_form_and_length_alone() {
        let cases: [(&[u8], &str); 20] = [
            (b"", "empty"),
            (b"1900000109", "10 digits"),
            (b"1900000109\n", "10 digits, and blanks or line ends around"),
            (b"5157F09EFDC096DE", "16 hexadecimal digits"),
            (b"wx8888888888888888", "an appid (wx\u{2026})"),
            (b"zyxwvutsrqponmlkj", "17 letters and digits"),
            (b"PUB_KEY_ID_01", "13 characters that begin with PUB_KEY_ID_"),
            (b"https://user:password@host", "26 characters, a URL"),
            (b"certs/apiclient_key.pem", "23 characters, a file's path"),
            (b"C:\\key", "6 characters, a file's path"),
            (
                b"an APIv3 key of thirty-two bytes",
                "32 characters with blanks among them",
            ),
            ("商户号".as_bytes(), "3 characters"),
            (b"ab+cd/ef", "8 characters, base64"),
            (b"MAMCAQA=", "8 characters, base64 of a key or certificate"),
            (
                b"-----BEGIN PRIVATE KEY-----\nMAA=",
                "32 characters, a PEM `-----BEGIN PRIVATE KEY-----`",
            ),
            (
                b"-----BEGIN MY PASSWORD-----",
                "27 characters, a PEM of another kind",
            ),
            (
                b"\xff\xfe1\x009\x000\x00",
                "3 digits, after a byte order mark or in UTF-16",
            ),
            (
                &[0x30, 0x82, 9, 9, 2, 1, 3, 0x30, 0],
                "9 bytes, PKCS#12 (apiclient_cert.p12)",
            ),
            (&[0x30, 3, 2, 1, 0], "5 bytes, a key or certificate in DER"),
            (&[0xff, 0x80, 0x81], "3 bytes that are no text"),
        ];
        for (value, told) in cases {
            assert_eq!(Shape::of(value).to_string(), told);
        }
    }
}
