//! v2: the `sign` inside a document, an answer's or a notification's.

use std::fmt;

use crate::crypto::V2Keys;
use crate::sign::v2::{SignType, text};
use crate::xml::Document;

/// Why the `sign` of a document is not believed. Reads on after "the answer" or "the notification".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Elements inside elements, which no signature covers.
    Nested,
    /// Signed with another algorithm than the one that holds.
    Unlike { wanted: SignType, stated: bool },
    /// Of none of our keys.
    Mismatch(Option<SignType>),
}

/// Checks the `sign` of a document over its fields as received, all but `sign` and empty ones.
///
/// The algorithm is the one that the document states (`sign_type`; notifications of payscore call it `algorithm`), else
/// `expected`; where neither says anything, the length of the signature tells it.
pub(crate) fn verify_document(
    document: &Document,
    keys: &V2Keys,
    expected: Option<SignType>,
) -> Result<(), Refusal> {
    let signature = document.get("sign").unwrap_or_default();
    let texts = document.texts().ok_or(Refusal::Nested)?;
    let found = SignType::of_signature(signature);
    let stated = stated(document);
    match (stated.or(expected), found) {
        (Some(wanted), Some(found)) if wanted != found => {
            let stated = stated.is_some();
            Err(Refusal::Unlike { wanted, stated })
        }
        _ if keys.verify(&text(texts), signature) => Ok(()),
        _ => Err(Refusal::Mismatch(found)),
    }
}

/// What a document says of its signature, if it is a known algorithm.
fn stated(document: &Document) -> Option<SignType> {
    ["sign_type", "algorithm"]
        .iter()
        .filter_map(|name| document.get(name))
        .filter(|text| !text.is_empty())
        .find_map(SignType::parse)
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nested => f.write_str("has nested elements, which its signature does not cover"),
            Self::Unlike { wanted, stated } => {
                let because = if *stated {
                    "it says so"
                } else {
                    "so is the request"
                };
                let wanted = wanted.as_str();
                write!(
                    f,
                    "must be signed with {wanted}, for {because}, and has the signature of another algorithm"
                )
            }
            Self::Mismatch(found) => {
                let found = found.map_or("no known algorithm", SignType::as_str);
                write!(f, "has a `sign` ({found}) that does not match")
            }
        }
    }
}
