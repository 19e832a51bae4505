//! v2: the `sign` inside a document, an answer's or a notification's, and whether it is over these very fields.

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
    /// A value with a field in it that stands alone wherever it is.
    Cut(&'static str),
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

/// What is in each text of v2 that others see signed, what says how it went, and what a copy is known by. No text of a shop
/// has one of these behind an `&`.
const ALONE: [&str; 10] = [
    "event_id",
    "nonceStr",
    "nonce_str",
    "noncestr",
    "request_serial",
    "result_code",
    "return_code",
    "signType",
    "sign_type",
    "trade_state",
];

/// Checks that the fields of a signed document are those that were signed.
///
/// `a=1&b=2` is signed alike whether it is two fields or one with an `&` in it. Who sees a signature can cut its text in another
/// way: into a payment, if a value of it is his (`me&out_trade_no=…`), or into one that did not fail. But he signs nothing of his
/// own, so all the rest must go somewhere: into a value.
pub(crate) fn check_cut(document: &Document) -> Result<(), Refusal> {
    let texts = document.texts().ok_or(Refusal::Nested)?;
    let mut inside = texts
        .iter()
        .flat_map(|(_, text)| text.split('&').skip(1))
        .filter_map(|pair| pair.split_once('='));
    match inside.find_map(|(name, _)| ALONE.iter().find(|alone| **alone == name)) {
        Some(name) => Err(Refusal::Cut(name)),
        None => Ok(()),
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
            Self::Cut(name) => write!(
                f,
                "has a value with `&{name}=` in it: its text was signed, but perhaps as other fields"
            ),
        }
    }
}
