//! What bytes are before anyone looks for a key in them: text in some encoding, DER, PKCS#12.

use std::borrow::Cow;

/// How a key, or what was taken for one, is written down.
pub(crate) enum Container<'a> {
    /// A text without its byte order mark.
    Text(Cow<'a, str>),
    /// A DER sequence.
    Der,
    /// `apiclient_cert.p12`.
    Pkcs12,
    /// No text and nothing else that is known.
    Unknown,
}

impl<'a> Container<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        if is_pkcs12(bytes) {
            Self::Pkcs12
        } else if is_der(bytes) {
            Self::Der
        } else {
            text(bytes).map_or(Self::Unknown, Self::Text)
        }
    }
}

/// A sequence that begins with version 3 is PKCS#12; keys have 0, 1 or none, certificates another sequence.
pub(super) fn is_pkcs12(der: &[u8]) -> bool {
    matches!(der, [0x30, 0x82, _, _, 0x02, 0x01, 0x03, 0x30, ..])
}

/// Whether it is a DER sequence. No text is: base64 of one begins with `M`.
fn is_der(input: &[u8]) -> bool {
    match input {
        [0x30, 0x81 | 0x82, ..] => true,
        [0x30, length, rest @ ..] => rest.len() == usize::from(*length),
        _ => false,
    }
}

/// UTF-8, or UTF-16 as some editors and shells of Windows save a file.
fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Without the mark, the ASCII that every key begins with tells it.
        [first, 0, ..] if first.is_ascii_graphic() => utf16(bytes, u16::from_le_bytes),
        [0, first, ..] if first.is_ascii_graphic() => utf16(bytes, u16::from_be_bytes),
        _ => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(text.trim_start_matches('\u{feff}').into())
        }
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Option<Cow<'static, str>> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| read([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).ok().map(Cow::Owned)
}

/// Whether there is a section of PEM in it.
pub(crate) fn is_pem(text: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN ";
    text.windows(BEGIN.len()).any(|window| window == BEGIN)
}

/// The DER or PEM that a text is the base64 of, on one line or several.
pub(crate) fn key_in_base64(text: &str) -> Option<Vec<u8>> {
    let base64: String = text.split_whitespace().collect();
    super::from_base64(&base64)
        .ok()
        .filter(|file| file.first() == Some(&0x30) || is_pem(file))
}
