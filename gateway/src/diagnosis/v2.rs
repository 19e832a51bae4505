//! Why a message of v2 is refused: sorted fields, a key at the end, MD5 or HMAC-SHA256.

mod digest;
mod fields;
mod key;
mod text;

use wechatpay_openapi_runtime::sign::v2::SignType;

use self::digest::Spelt;
pub use self::key::{KnownKey, Whose};
use self::text::SignedText;
use super::Rule;
use super::finding::{Broken, Diagnosis, End};
use super::search;

/// Says why `sign` does not hold, or that it does.
///
/// `fields` are names and values as they came, in that order, `sign` among them; `unstated` is how they are signed if they
/// do not say it.
///
/// ```
/// use wechatpay_gateway::diagnosis::{Rule, v2};
/// use wechatpay_openapi_runtime::crypto::SignType;
///
/// let keys = [v2::KnownKey { whose: v2::Whose::Present, key: "192006250b4c09247ec02edce69f6a2d" }];
/// let fields = [
///     ("appid", "wxd930ea5d5a258f4f"),
///     ("mch_id", "10000100"),
///     ("device_info", "1000"),
///     ("body", "test"),
///     ("nonce_str", "ibuaiVcKdpRxkhJA"),
///     ("sign", "9a0a8659f005d6984697e2ca0a9cf3b7"),
/// ];
/// let diagnosis = v2::explain(&fields, &keys, SignType::Md5);
/// assert!(diagnosis.names(Rule::SignLowerCase));
/// ```
#[must_use]
pub fn explain(fields: &[(&str, &str)], keys: &[KnownKey<'_>], unstated: SignType) -> Diagnosis {
    let value = |name: &str| {
        fields
            .iter()
            .find(|(found, _)| *found == name)
            .map(|(_, value)| *value)
    };
    let present = keys.iter().find(|key| key.whose == Whose::Present);
    let Some(present) = present else {
        return Diagnosis::new(Vec::new(), End::Untried);
    };
    let sent = SignedText::new(fields, present);
    let sign = value("sign").unwrap_or_default();
    if sign.is_empty() {
        return Diagnosis::new(vec![Rule::SignMissing.into()], End::Untried);
    }
    let stated = value("sign_type").unwrap_or_default();
    let mut broken = Vec::new();
    if SignType::parse(stated).is_none() {
        broken.push(Broken::seen(Rule::SignTypeUnknown, stated));
    }
    let expected = SignType::parse(stated)
        .filter(|_| !stated.is_empty())
        .unwrap_or(unstated);
    let changes = text::changes(fields, keys);
    let checked = sent.shown().into_bytes();
    match search::first(&sent, &changes, 2, |signed| {
        digest::rules(sign, signed, keys, expected)
    }) {
        Some(found) => {
            broken.extend(found.rules.into_iter().map(Broken::from));
            let signed = found.signed.shown().into_bytes();
            Diagnosis::new(broken, End::Matched { checked, signed })
        }
        None => {
            broken.extend(Spelt::of(sign).broken());
            Diagnosis::new(broken, End::Unknown { checked })
        }
    }
}
