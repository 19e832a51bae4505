//! What WeChat Pay knows of a merchant's key.

use std::sync::Arc;

use anyhow::Result;
use wechatpay_openapi_runtime::crypto::{Certificate, PublicKey};

/// The public side of a key by which the merchant signs.
#[derive(Debug, Clone)]
pub struct MerchantKey {
    /// The serial number of its API certificate.
    pub serial_no: String,
    /// What verifies its signatures, and encrypts for it.
    pub public: Arc<PublicKey>,
}

impl MerchantKey {
    /// By its API certificate.
    pub(super) fn of(certificate: &str) -> Result<Self> {
        let certificate = Certificate::parse(certificate)?;
        Ok(Self {
            serial_no: certificate.serial_no().to_owned(),
            public: Arc::new(certificate.public_key()?),
        })
    }
}
