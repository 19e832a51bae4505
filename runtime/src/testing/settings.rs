//! A stand-in with given keys, such as a server's that are kept in a folder.

use std::sync::Arc;

use super::keys::{Merchant, Nonces, PlatformKeyPair, TestKeys, failed};
use super::platform::TestPlatform;
use crate::crypto::ApiV2Key;
use crate::error::{Error, ErrorKind};

/// Keys for a [`TestPlatform`] in place of those that it makes. `Debug` shows no key.
///
/// ```
/// use wechatpay_openapi_runtime::testing::{TestPlatform, TestSettings};
///
/// let first = TestPlatform::new()?;
/// // The keys may come from files.
/// let settings = TestSettings::new("1900000109", "7132D72A03E93CDDF8C03BBD1F37EEDF00000000", first.merchant_key())
///     .api_v3_key("0123456789abcdef0123456789abcdef")
///     .api_v2_key("abcdef0123456789abcdef0123456789")
///     .previous_api_v2_key("0123456789abcdef0123456789abcdef");
/// # let pem = first.merchant_key();
/// let platform = settings.platform_key("PUB_KEY_ID_0119000001092026000000000001", pem).build()?;
/// assert_eq!(platform.mchid(), "1900000109");
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct TestSettings {
    mchid: String,
    serial_no: String,
    merchant_key: String,
    platform_keys: Vec<(String, String)>,
    api_v3_key: String,
    api_v2_key: String,
    previous_api_v2_key: Option<String>,
}

impl TestSettings {
    /// A merchant, the serial number of its API certificate, and its private key as PEM.
    #[must_use]
    pub fn new(
        mchid: impl Into<String>,
        serial_no: impl Into<String>,
        merchant_key: impl Into<String>,
    ) -> Self {
        Self {
            mchid: mchid.into(),
            serial_no: serial_no.into(),
            merchant_key: merchant_key.into(),
            platform_keys: Vec::new(),
            api_v3_key: super::keys::API_V3_KEY.to_owned(),
            api_v2_key: super::keys::API_V2_KEY.to_owned(),
            previous_api_v2_key: None,
        }
    }

    /// A private key of the platform's, as PEM, by the id of its public key or the serial number of its certificate.
    ///
    /// May be called for several: the first one signs ([`signing_as`](TestPlatform::signing_as) chooses another), and what
    /// is encrypted with any of them is read.
    #[must_use]
    pub fn platform_key(mut self, serial: impl Into<String>, private_key: impl Into<String>) -> Self {
        self.platform_keys.push((serial.into(), private_key.into()));
        self
    }

    /// The merchant's APIv3 key, 32 bytes.
    #[must_use]
    pub fn api_v3_key(mut self, key: impl Into<String>) -> Self {
        self.api_v3_key = key.into();
        self
    }

    /// The merchant's v2 API key, 32 letters and digits.
    #[must_use]
    pub fn api_v2_key(mut self, key: impl Into<String>) -> Self {
        self.api_v2_key = key.into();
        self
    }

    /// The v2 API key before the last change, by which requests may still be signed.
    #[must_use]
    pub fn previous_api_v2_key(mut self, key: impl Into<String>) -> Self {
        self.previous_api_v2_key = Some(key.into());
        self
    }

    /// The platform with these keys and the system's clock.
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: a key cannot be read, or there is none of the platform's.
    pub fn build(&self) -> Result<TestPlatform, Error> {
        let mut merchant = Merchant::new(
            &self.mchid,
            &self.serial_no,
            &self.merchant_key,
            &self.api_v3_key,
            &self.api_v2_key,
        )?;
        if let Some(key) = &self.previous_api_v2_key {
            merchant.previous_v2 = Some(ApiV2Key::new(key).map_err(failed)?);
        }
        if self.platform_keys.is_empty() {
            return Err(failed(
                "there is none to sign with: give it one with `platform_key`",
            ));
        }
        let platform = self.platform_keys.iter();
        let platform = platform.map(|(serial, pem)| PlatformKeyPair::new(serial, pem));
        Ok(TestPlatform::of(TestKeys {
            merchant,
            platform: platform.collect::<Result<_, _>>()?,
        }))
    }
}

impl std::fmt::Debug for TestSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestSettings")
            .field("mchid", &self.mchid)
            .field("serial_no", &self.serial_no)
            .finish_non_exhaustive()
    }
}

impl TestPlatform {
    /// The same platform, signing by this key of its own from now on.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::{TestPlatform, TestSettings};
    ///
    /// let (mine, other) = (TestPlatform::new()?, TestPlatform::new()?);
    /// let settings = TestSettings::new(mine.mchid(), mine.serial_no(), mine.merchant_key())
    ///     .platform_key("PUB_KEY_ID_0119000000012026000000000001", mine.merchant_key())
    ///     .platform_key("PUB_KEY_ID_0119000000012026000000000002", other.merchant_key());
    /// let second = settings.build()?.signing_as("PUB_KEY_ID_0119000000012026000000000002")?;
    /// let (headers, _) = second.answer(200, "{}")?.parts();
    /// assert_eq!(headers["wechatpay-serial"], "PUB_KEY_ID_0119000000012026000000000002");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::UnknownSerial`]: it has no such key.
    pub fn signing_as(&self, serial: &str) -> Result<Self, Error> {
        let mut serials = self.keys.platform.iter().map(|key| &*key.serial);
        match serials.position(|known| known == serial) {
            Some(signer) => Ok(Self {
                signer,
                ..self.clone()
            }),
            None => {
                let known: Vec<&str> = self.keys.platform.iter().map(|key| &*key.serial).collect();
                let text = format!(
                    "the test platform has no key `{serial}`: it has {}",
                    known.join(", ")
                );
                Err(Error::new(ErrorKind::UnknownSerial, text))
            }
        }
    }

    /// The same platform by this clock, in seconds since 1970-01-01 UTC.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?.by_clock(|| 1_700_000_000);
    /// assert_eq!(platform.answer(200, "{}")?.parts().0["wechatpay-timestamp"], "1700000000");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn by_clock(&self, now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self {
            clock: crate::clock::Clock::Custom(Arc::new(now)),
            ..self.clone()
        }
    }

    /// The same platform, whose messages take their nonces from here: letters and digits, at least 32, and never the same again.
    /// Without it they are counted.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?.by_nonces(|| "5K8264ILTKCH16CQ2502SI8ZNMTM67VS".to_owned());
    /// assert_eq!(platform.answer(200, "{}")?.parts().0["wechatpay-nonce"], "5K8264ILTKCH16CQ2502SI8ZNMTM67VS");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn by_nonces(&self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self {
            nonces: Nonces::Custom(Arc::new(next)),
            ..self.clone()
        }
    }
}
