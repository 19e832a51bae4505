//! Which host serves an operation.

use crate::operation::Host;

/// The region whose host serves the operations that are documented for more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Region {
    /// `api.mch.weixin.qq.com`, and `apihk.…` for what only Hong Kong serves.
    #[default]
    Mainland,
    /// `apihk.mch.weixin.qq.com`
    HongKong,
    /// `apius.mch.weixin.qq.com`
    UnitedStates,
    /// `apieu.mch.weixin.qq.com`
    Europe,
}

/// The hosts of one client.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hosts {
    /// Takes every host's place.
    pub(super) base_url: Option<String>,
    pub(super) region: Region,
}

impl Hosts {
    /// What takes every host's place.
    pub(crate) fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// Scheme and host, without a slash at the end.
    pub(crate) fn origin(&self, host: Host) -> &str {
        if let Some(base_url) = &self.base_url {
            return base_url;
        }
        match host {
            Host::Default => "https://api.mch.weixin.qq.com",
            Host::HongKongOptional if self.region == Region::Mainland => "https://api.mch.weixin.qq.com",
            Host::HongKong | Host::HongKongOptional => match self.region {
                Region::Mainland | Region::HongKong => "https://apihk.mch.weixin.qq.com",
                Region::UnitedStates => "https://apius.mch.weixin.qq.com",
                Region::Europe => "https://apieu.mch.weixin.qq.com",
            },
            Host::Fraud => "https://fraud.mch.weixin.qq.com",
            Host::Payapp => "https://payapp.weixin.qq.com",
            Host::Weixin => "https://api.weixin.qq.com",
            Host::PayWechatpay => "https://pay.wechatpay.cn",
        }
    }
}

/// Reads a base URL: `http` or `https`, host, perhaps a port, nothing else.
///
/// A path is refused: it would be signed, and whoever strips it on the way breaks the signature.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let uri: http::Uri = text
        .parse()
        .map_err(|_| format!("base_url: `{text}` is no URL"))?;
    let plain = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'))
        && uri.path_and_query().is_none_or(|rest| rest.as_str() == "/");
    if plain {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "base_url: `{text}` must be like https://host:port, without a path"
        ))
    }
}
