//! The keys on both sides: the merchant's, as a real one has them, and WeChat Pay's.

use wechatpay_openapi_runtime::Error;
use wechatpay_openapi_runtime::testing::TestPlatform;

use crate::clock::Clock;

/// The keys of one merchant and of WeChat Pay. Cheap to clone; all clones see the same rotation. `Debug` shows no key.
#[derive(Debug, Clone)]
pub struct Keys {
    platform: TestPlatform,
}

impl Keys {
    /// New ones, which go by this clock.
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`](wechatpay_openapi_runtime::ErrorKind::Crypto): the system has no random numbers.
    pub fn new(clock: &Clock) -> Result<Self, Error> {
        let _ = clock;
        Ok(Self {
            platform: TestPlatform::new()?,
        })
    }

    /// Signs answers and notifications by the key that is used where nobody names one, and encrypts them.
    #[must_use]
    pub fn platform(&self) -> TestPlatform {
        self.platform.clone()
    }

    /// The merchant's number.
    #[must_use]
    pub fn mchid(&self) -> &str {
        self.platform.mchid()
    }

    /// The id of WeChat Pay's public key: `PUB_KEY_ID_…`.
    #[must_use]
    pub fn public_key_id(&self) -> &str {
        self.platform.public_key_id()
    }
}
