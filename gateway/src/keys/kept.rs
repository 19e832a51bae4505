//! All that must be the same after the next start.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::certify::{self, Certified};
use super::settings::KeySettings;

/// How long the v2 API key before the last change is valid, in seconds: 15 days.
pub(super) const V2_GRACE: i64 = 15 * 24 * 3600;

/// What is kept in the folder, in one file that only the gateway reads.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) mchid: String,
    pub(super) brand_id: String,
    pub(super) api_v3_key: String,
    /// The present one first.
    pub(super) api_v2_keys: Vec<V2Key>,
    pub(super) merchant: Certified,
    pub(super) public_key_id: String,
    /// The private part of WeChat Pay's public key, as PEM.
    pub(super) public_key: String,
    /// Of the platform, the newest last.
    pub(super) certificates: Vec<Certified>,
    pub(super) authority: Certified,
    /// None where the gateway was built without the feature `sm`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sm2: Option<Sm2Pairs>,
}

/// Keys of 国密 and their certificates.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Sm2Pairs {
    pub(super) merchant: Certified,
    pub(super) platform: Certified,
}

/// A v2 API key.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct V2Key {
    pub(super) text: String,
    /// Since when another one has its place, in seconds since 1970-01-01 UTC.
    pub(super) replaced_at: Option<i64>,
}

impl V2Key {
    pub(super) fn is_valid_at(&self, now: i64) -> bool {
        self.replaced_at
            .is_none_or(|at| now < at.saturating_add(V2_GRACE))
    }
}

impl Kept {
    pub(super) fn new(settings: &KeySettings, now: i64) -> Result<Self> {
        let authority = certify::authority(now)?;
        let certificate = certify::certified(&authority, certify::PLATFORM, now)?;
        Ok(Self {
            mchid: settings.mchid.clone(),
            brand_id: settings.brand_id.clone(),
            api_v3_key: settings.api_v3_key.clone(),
            api_v2_keys: vec![V2Key {
                text: settings.api_v2_key.clone(),
                replaced_at: None,
            }],
            merchant: certify::certified(&authority, &settings.mchid, now)?,
            public_key_id: format!("PUB_KEY_ID_01{}2026010100000000000000", settings.mchid),
            public_key: certify::rsa_key()?,
            certificates: vec![certificate],
            authority,
            sm2: None,
        })
    }

    /// Whether nothing is missing that this build knows of.
    pub(super) fn is_complete(&self) -> bool {
        !cfg!(feature = "sm") || self.sm2.is_some()
    }

    /// With the keys of 国密, where this build knows it.
    #[cfg(feature = "sm")]
    pub(super) fn complete(self, now: i64) -> Result<Self> {
        let authority = certify::sm2::Authority::new(now)?;
        let pairs = Sm2Pairs {
            merchant: authority.certified(&self.mchid)?,
            platform: authority.certified(certify::PLATFORM)?,
        };
        Ok(Self {
            sm2: self.sm2.or(Some(pairs)),
            ..self
        })
    }

    /// Without the feature `sm` there is nothing else.
    #[cfg(not(feature = "sm"))]
    #[expect(clippy::unnecessary_wraps, reason = "as with the feature")]
    pub(super) fn complete(self, _: i64) -> Result<Self> {
        Ok(self)
    }
}
