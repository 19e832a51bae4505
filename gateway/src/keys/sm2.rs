//! 国密: the same merchant with a key of SM2, and the platform certificate of its kind.

use anyhow::Result;
use wechatpay_openapi_runtime::crypto::{AeadAlgorithm, PrivateKey};
use wechatpay_openapi_runtime::testing::{TestPlatform, TestSettings};

use super::certificate::PlatformCertificate;
use super::kept::Kept;
use super::merchant::MerchantKey;
use crate::clock::Clock;

/// Parsed once, as the [ring](super::ring) around it.
pub(super) struct Sm2 {
    pub(super) merchant: MerchantKey,
    pub(super) certificate: PlatformCertificate,
    pub(super) private: PrivateKey,
    /// The kernel that signs by this certificate, and encrypts with SM4.
    pub(super) platform: TestPlatform,
}

impl Sm2 {
    /// `None` if there is none, or this build does not know SM2: a folder may be of one that does.
    pub(super) fn read(kept: &Kept, clock: &Clock) -> Result<Option<Self>> {
        let Some(pairs) = kept.sm2.as_ref().filter(|_| cfg!(feature = "sm")) else {
            return Ok(None);
        };
        let merchant = MerchantKey::of(&pairs.merchant.certificate)?;
        let certificate = PlatformCertificate::new(&pairs.platform.certificate)?;
        let mut settings = TestSettings::new(&kept.mchid, &merchant.serial_no, &pairs.merchant.key)
            .api_v3_key(&kept.api_v3_key)
            .platform_key(&certificate.serial_no, &pairs.platform.key);
        if let Some(present) = kept.api_v2_keys.first() {
            settings = settings.api_v2_key(&present.text);
        }
        let clock = clock.clone();
        let platform = settings.build()?.by_clock(move || clock.signing());
        Ok(Some(Self {
            merchant,
            certificate,
            private: PrivateKey::parse(&pairs.platform.key)?,
            platform: platform.sealing(AeadAlgorithm::Sm4Gcm),
        }))
    }
}
