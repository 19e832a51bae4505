//! How the bytes of a signature may be written, besides in Base64.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use percent_encoding::percent_decode_str;

use crate::diagnosis::Rule;

/// The shortest signature: one of SM2 in DER, whose numbers begin with zeros.
const SHORTEST: usize = 64;

/// What the text may stand for, the right spelling first.
pub(super) fn readings(text: &str) -> Vec<(Vec<u8>, Option<Rule>)> {
    let without_blanks: String = text.split_whitespace().collect();
    let unescaped = percent_decode_str(text).decode_utf8_lossy();
    let candidates = [
        (STANDARD.decode(text).ok(), None),
        (hex::decode(text).ok(), Some(Rule::SignatureHex)),
        (URL_SAFE.decode(text).ok(), Some(Rule::SignatureUrlSafe)),
        (STANDARD_NO_PAD.decode(text).ok(), Some(Rule::SignatureUnpadded)),
        (URL_SAFE_NO_PAD.decode(text).ok(), Some(Rule::SignatureUrlSafe)),
        (STANDARD.decode(&*unescaped).ok(), Some(Rule::SignatureEscaped)),
        (
            STANDARD.decode(text.replace(' ', "+")).ok(),
            Some(Rule::SignatureEscaped),
        ),
        (STANDARD.decode(without_blanks).ok(), Some(Rule::SignatureLines)),
        (twice(text), Some(Rule::SignatureTwice)),
    ];
    candidates
        .into_iter()
        .filter_map(|(bytes, rule)| Some((bytes.filter(|bytes| bytes.len() >= SHORTEST)?, rule)))
        .collect()
}

/// Base64 of Base64, or of hexadecimal.
fn twice(text: &str) -> Option<Vec<u8>> {
    let inner = STANDARD.decode(text).ok()?;
    hex::decode(&inner).ok().or_else(|| STANDARD.decode(&inner).ok())
}
