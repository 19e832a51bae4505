//! What is said of a signature.

use serde::Serialize;

use super::{Difference, Rule};
use crate::text::Text;

/// Why a signature is refused, as far as it could be proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The rules that are broken, each proven. Empty if nothing is, or if nobody knows which.
    pub broken: Vec<Broken>,
    /// Everything in one sentence or two.
    pub summary: Text,
    /// Whether the signature fits what was found: with [`broken`](Self::broken) mended, it would be accepted.
    pub is_explained: bool,
    /// The text that the gateway checks the signature over. Keys in it are replaced by their names.
    pub checked: Option<String>,
    /// The text that was signed, if it is known.
    pub signed: Option<String>,
    /// Where both differ.
    pub difference: Option<Difference>,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Which.
    pub rule: Rule,
    /// What it says.
    pub text: Text,
    /// What was seen and what was expected, where that is not in the texts that were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
}

impl Broken {
    pub(super) fn seen(rule: Rule, seen: impl Into<String>) -> Self {
        Self {
            seen: Some(seen.into()),
            ..rule.into()
        }
    }
}

impl From<Rule> for Broken {
    fn from(rule: Rule) -> Self {
        Self {
            rule,
            text: Text::new(rule.zh(), rule.en()),
            seen: None,
        }
    }
}

/// What was tried, and came to this.
pub(super) enum End {
    /// A text was found that this signature is of.
    Matched {
        /// What is checked.
        checked: Vec<u8>,
        /// What was signed.
        signed: Vec<u8>,
    },
    /// A known key made it, over a text that is not among those that were tried: [`Rule::TextOther`].
    TextUnknown {
        /// What is checked.
        checked: Vec<u8>,
    },
    /// Nothing that was tried fits.
    Unknown {
        /// What is checked.
        checked: Vec<u8>,
    },
    /// There was nothing to try.
    Untried,
}

impl Diagnosis {
    pub(super) fn new(broken: Vec<Broken>, end: End) -> Self {
        let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let summary = summary(&broken, &end);
        let is_explained = matches!(end, End::Matched { .. });
        let (checked, signed) = match end {
            End::Matched { checked, signed } => (Some(checked), Some(signed)),
            End::TextUnknown { checked } | End::Unknown { checked } => (Some(checked), None),
            End::Untried => (None, None),
        };
        let difference = match (&checked, &signed) {
            (Some(checked), Some(signed)) => Difference::between(checked, signed),
            _ => None,
        };
        Self {
            broken,
            summary,
            is_explained,
            checked: checked.as_deref().map(lossy),
            signed: signed.as_deref().map(lossy),
            difference,
        }
    }

    /// Whether this rule is among the broken ones.
    #[must_use]
    pub fn names(&self, rule: Rule) -> bool {
        self.broken.iter().any(|broken| broken.rule == rule)
    }
}

fn summary(broken: &[Broken], end: &End) -> Text {
    let end = match end {
        End::Matched { .. } if broken.is_empty() => Some(Text::new("签名正确。", "The signature is right.")),
        End::Matched { .. } | End::TextUnknown { .. } | End::Untried => None,
        End::Unknown { .. } => Some(Text::new(
            "所试的各种写法都不吻合：密钥不是该商户的，或者签的是另一段文本。",
            "None of the ways that were tried fits: the key is not this merchant's, or another text was signed.",
        )),
    };
    let texts: Vec<&Text> = broken.iter().map(|broken| &broken.text).chain(&end).collect();
    let zh: String = texts.iter().map(|text| &*text.zh).collect();
    let en: Vec<&str> = texts.iter().map(|text| &*text.en).collect();
    Text::new(zh, en.join(" "))
}
