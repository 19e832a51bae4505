//! Whether an answer is our own request, which the same key has signed.

use super::fields::{FILLED_IN, given};
use crate::call::parts::CallParts;
use crate::error::BoxError;
use crate::record::Cipher;
use crate::sign::v2;
use crate::xml::Document;

/// Whether a document says what this request did, and no more. The text that is signed tells it, not the fields: it has no
/// empty ones, and does not change if they are cut in another way.
pub(super) fn is_echo(parts: &CallParts, answer: &Document) -> bool {
    let Ok(sent) = given(parts, &Blank) else {
        return false;
    };
    let (Some(sent), Some(answer)) = (sent.texts(), answer.texts()) else {
        return false;
    };
    let (sent, answer) = (v2::text(sent), v2::text(answer));
    let (sent, answer) = (told(&sent), told(&answer));
    !sent.is_empty()
        && sent.len() == answer.len()
        // What is encrypted is so anew each time.
        && sent.iter().zip(answer).all(|((name, ours), (other, theirs))| {
            *name == other && (*ours == theirs || *ours == BLANK)
        })
}

/// The pairs of a signed text, but for what the client fills in.
fn told(text: &str) -> Vec<(&str, &str)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| !FILLED_IN.contains(name))
        .collect()
}

/// In the place of what is encrypted, for comparing.
const BLANK: &str = "\u{0}";

pub(super) struct Blank;

impl Cipher for Blank {
    fn encrypt(&self, _: &str) -> Result<String, BoxError> {
        Ok(BLANK.to_owned())
    }

    fn decrypt(&self, _: &str) -> Result<String, BoxError> {
        Ok(BLANK.to_owned())
    }
}
