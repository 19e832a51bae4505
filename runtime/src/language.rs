//! The language of error texts.

use std::fmt;

/// The language in which WeChat Pay writes an error's `message` in v3 ([`Error::message`](crate::Error::message)):
/// `Accept-Language` (基本规则). Codes stay the same in every language; v2 has no choice.
///
/// Of a client by [`ClientBuilder::language`](crate::ClientBuilder::language), of one call by
/// [`Call::language`](crate::Call::language).
///
/// ```
/// use wechatpay_openapi_runtime::{Client, Language, Method};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
///
/// let builder = Client::builder(platform.mchid()).language(Language::English);
/// # let client = platform.configure(builder).build()?;
/// let request = client.call(Method::GET, "v3/certificates").to_http()?;
/// assert_eq!(request.headers()["accept-language"], Language::English.as_str());
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// `en`
    English,
    /// `zh-CN`, which is also what comes without a choice.
    Chinese,
    /// `zh-HK`
    ChineseHongKong,
    /// `zh-TW`
    ChineseTaiwan,
}

impl Language {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
            Self::ChineseHongKong => "zh-HK",
            Self::ChineseTaiwan => "zh-TW",
        }
    }
}

/// As on the wire.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
