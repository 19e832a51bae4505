//! What an operation's constant says besides numbers and texts: the kinds of hosts, answers and signatures.

use std::fmt;

/// The generation of the protocol.
///
/// There are these two, and a `match` may rely on it: another one would be signed, sent and read in another way, so that
/// whoever tells them apart must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// XML bodies signed with the v2 API key.
    V2,
    /// JSON bodies signed with the merchant's private key.
    V3,
}

words! {
    Version {
        V2 => "v2",
        V3 => "v3",
    }
}

/// The host that the documentation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Host {
    /// `api.mch.weixin.qq.com`
    Default,
    /// `api.mch.weixin.qq.com`, or the host of the client's [`Region`](crate::Region).
    HongKongOptional,
    /// `apihk.mch.weixin.qq.com`, or the host of the client's [`Region`](crate::Region).
    HongKong,
    /// `fraud.mch.weixin.qq.com`
    Fraud,
    /// `payapp.weixin.qq.com`
    Payapp,
    /// `api.weixin.qq.com`
    Weixin,
    /// `pay.wechatpay.cn`
    PayWechatpay,
}

words! {
    Host {
        Default => "api.mch.weixin.qq.com",
        HongKongOptional => "api.mch.weixin.qq.com or that of the region",
        HongKong => "apihk.mch.weixin.qq.com",
        Fraud => "fraud.mch.weixin.qq.com",
        Payapp => "payapp.weixin.qq.com",
        Weixin => "api.weixin.qq.com",
        PayWechatpay => "pay.wechatpay.cn",
    }
}

/// How the answer of a successful call is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verify {
    /// Its signature must be there and match.
    Signed,
    /// If a signature is there it must match; the documentation allows none.
    SignedIfPresent,
    /// The answer carries no signature: what it holds is checked by a digest known from elsewhere.
    Unsigned,
    /// The signature covers the SHA-1 in `Wechatpay-Statement-Sha1`, and the body must have it.
    StatementSha1,
}

words! {
    Verify {
        Signed => "signed",
        SignedIfPresent => "signed if it has a signature",
        Unsigned => "unsigned",
        StatementSha1 => "signed by its SHA-1",
    }
}

/// What a successful call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Answer {
    /// A JSON object.
    Json,
    /// A v2 `<xml>` document.
    Xml,
    /// No body, with this status (204 or 202); any other success is not what was asked for.
    Empty(u16),
    /// A file.
    File,
    /// Nothing is requested: the signed URL is the result.
    Redirect,
    /// Text or gzip on success, an XML document on error (v2 bills).
    CsvOrXml,
}

/// In a few words.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json => f.pad("JSON"),
            Self::Xml => f.pad("XML"),
            Self::Empty(status) => f.pad(&format!("no body, status {status}")),
            Self::File => f.pad("file"),
            Self::Redirect => f.pad("signed URL"),
            Self::CsvOrXml => f.pad("file, or XML on error"),
        }
    }
}
