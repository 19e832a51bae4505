//! What may be chosen of the keys.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

/// What may be chosen of the keys; everything else is made.
///
/// ```
/// use wechatpay_gateway::keys::KeySettings;
///
/// let settings = KeySettings { mchid: "1900000109".to_owned(), ..KeySettings::default() };
/// # assert_eq!(settings.api_v3_key.len(), 32);
/// ```
#[derive(Debug, Clone)]
pub struct KeySettings {
    /// The merchant's number.
    pub mchid: String,
    /// The brand that calls by the same key.
    pub brand_id: String,
    /// 32 characters.
    pub api_v3_key: String,
    /// 32 letters and digits.
    pub api_v2_key: String,
    /// Where everything is kept. What is there already holds instead of these settings.
    pub folder: Option<PathBuf>,
    /// Which kind of key signs an answer whose request names none.
    pub signs_by: SignsBy,
}

/// A kind of WeChat Pay's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignsBy {
    /// The public key, as of new merchants.
    PublicKey,
    /// The newest platform certificate, as before the merchant was switched.
    Certificate,
}

impl KeySettings {
    /// That a merchant and a brand may have these numbers.
    pub(super) fn check(&self) -> Result<()> {
        for (name, number) in [("mchid", &self.mchid), ("brand_id", &self.brand_id)] {
            ensure!(
                (1..=32).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()),
                "the {name} `{number}` is to be like 1900000001, of at most 32 digits"
            );
        }
        Ok(())
    }
}

impl Default for KeySettings {
    fn default() -> Self {
        Self {
            mchid: "1900000001".to_owned(),
            brand_id: "10000001".to_owned(),
            api_v3_key: "GatewayApiV3KeyForTestsOnly00000".to_owned(),
            api_v2_key: "GatewayApiV2KeyForTestsOnly00000".to_owned(),
            folder: None,
            signs_by: SignsBy::PublicKey,
        }
    }
}
