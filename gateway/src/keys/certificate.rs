//! A certificate of WeChat Pay's.

use anyhow::Result;
use wechatpay_openapi_runtime::crypto::Certificate;

/// A certificate of WeChat Pay's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformCertificate {
    /// 40 hexadecimal digits.
    pub serial_no: String,
    /// As PEM.
    pub pem: String,
    /// From when it is valid, in seconds since 1970-01-01 UTC.
    pub effective: i64,
    /// Until when.
    pub expires: i64,
}

impl PlatformCertificate {
    pub(super) fn new(pem: &str) -> Result<Self> {
        let certificate = Certificate::parse(pem)?;
        Ok(Self {
            serial_no: certificate.serial_no().to_owned(),
            pem: pem.to_owned(),
            effective: certificate.not_before(),
            expires: certificate.not_after(),
        })
    }

    pub(super) fn is_valid_at(&self, now: i64) -> bool {
        (self.effective..=self.expires).contains(&now)
    }
}
