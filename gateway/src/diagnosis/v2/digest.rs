//! The hashes of v2, and how `sign` writes them.

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::crypto::md5_hex;
use wechatpay_openapi_runtime::sign::v2::SignType;

use super::key::{KnownKey, Whose};
use crate::diagnosis::Rule;
use crate::diagnosis::finding::Broken;

/// The bytes that `sign` stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spelt {
    bytes: Vec<u8>,
    rule: Option<Rule>,
}

impl Spelt {
    /// Empty if it is no spelling of anything.
    pub(super) fn of(sign: &str) -> Self {
        let hex = hex::decode(sign).ok();
        let is_upper = !sign.bytes().any(|byte| byte.is_ascii_lowercase());
        match (hex, STANDARD.decode(sign)) {
            (Some(bytes), _) => Self {
                bytes,
                rule: (!is_upper).then_some(Rule::SignLowerCase),
            },
            (None, Ok(bytes)) => Self {
                bytes,
                rule: Some(Rule::SignBase64),
            },
            (None, Err(_)) => Self {
                bytes: Vec::new(),
                rule: None,
            },
        }
    }

    /// What is wrong with the spelling alone.
    pub(super) fn broken(self) -> Vec<Broken> {
        // Base64 of what nobody knows may as well be no Base64 at all.
        let certain = self.rule.filter(|rule| *rule == Rule::SignLowerCase);
        certain.map(Broken::from).into_iter().collect()
    }
}

/// The rules that are broken if `sign` is of this text; `None` if it is not.
pub(super) fn rules(sign: &str, text: &[u8], keys: &[KnownKey<'_>], expected: SignType) -> Option<Vec<Rule>> {
    let Spelt { bytes, rule } = Spelt::of(sign);
    let by = match bytes.len() {
        16 => (hex::decode(md5_hex(text)).ok()? == bytes).then(|| of_type(SignType::Md5, expected)),
        32 => by_hmac(&bytes, text, keys, expected).or_else(|| is_plain(&digest::SHA256, text, &bytes)),
        20 => is_plain(&digest::SHA1_FOR_LEGACY_USE_ONLY, text, &bytes),
        64 => is_plain(&digest::SHA512, text, &bytes),
        _ => None,
    }?;
    Some(by.into_iter().chain(rule).collect())
}

fn by_hmac(bytes: &[u8], text: &[u8], keys: &[KnownKey<'_>], expected: SignType) -> Option<Vec<Rule>> {
    let made = |key: &&KnownKey<'_>| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.key.as_bytes());
        hmac::sign(&key, text).as_ref() == bytes
    };
    let mut rules = of_type(SignType::HmacSha256, expected);
    match keys.iter().find(made)?.whose {
        Whose::Present => {}
        Whose::Former => rules.push(Rule::KeyFormer),
        Whose::V3 => rules.push(Rule::KeyOfV3),
        Whose::Other => rules.push(Rule::KeyOfOther),
    }
    Some(rules)
}

fn of_type(found: SignType, expected: SignType) -> Vec<Rule> {
    match found == expected {
        true => Vec::new(),
        false => vec![Rule::SignTypeOther],
    }
}

/// A hash without a key.
fn is_plain(algorithm: &'static digest::Algorithm, text: &[u8], bytes: &[u8]) -> Option<Vec<Rule>> {
    let is_same = digest::digest(algorithm, text).as_ref() == bytes;
    is_same.then(|| vec![Rule::SignHashOther])
}
