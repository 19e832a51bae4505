//! Whose something is.

use serde::{Deserialize, Serialize};

/// A merchant (普通商户), or a merchant that a partner (服务商) acts for: numbers are unique within it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// `mchid`, or the partner's `sp_mchid`.
    pub mchid: String,
    /// `sub_mchid`, if a partner acts for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_mchid: Option<String>,
}

impl Party {
    /// A merchant that acts for itself.
    #[must_use]
    pub fn merchant(mchid: impl Into<String>) -> Self {
        let mchid = mchid.into();
        Self {
            mchid,
            sub_mchid: None,
        }
    }

    /// A merchant that a partner acts for.
    #[must_use]
    pub fn partner(sp_mchid: impl Into<String>, sub_mchid: impl Into<String>) -> Self {
        Self {
            mchid: sp_mchid.into(),
            sub_mchid: Some(sub_mchid.into()),
        }
    }

    /// Under which the ledger keeps what has this number.
    #[must_use]
    pub fn key(&self, number: &str) -> String {
        match &self.sub_mchid {
            None => format!("{}/{number}", self.mchid),
            Some(sub_mchid) => format!("{}+{sub_mchid}/{number}", self.mchid),
        }
    }
}
