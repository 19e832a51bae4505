//! What tells operations apart besides their fields.

use serde::Deserialize;

/// Which generation of the protocol a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// XML bodies signed with the v2 key.
    V2,
    /// JSON bodies signed with the merchant's certificate.
    V3,
}

/// An HTTP verb, as documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// All verbs.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// As a heading's anchor, a method of the chain and a module write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }

    /// The verb of that name, in lower case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// As on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// How the answer of a successful call is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verify {
    /// By its signature.
    Signed,
    /// By its signature if it has one; it may come without.
    SignedIfPresent,
    /// It carries no signature.
    Unsigned,
    /// By the signature over the SHA-1 of its content.
    StatementSha1,
}

impl Verify {
    /// All rules.
    pub const ALL: [Self; 4] = [
        Self::Signed,
        Self::SignedIfPresent,
        Self::Unsigned,
        Self::StatementSha1,
    ];

    /// What an override calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::SignedIfPresent => "signed-if-present",
            Self::Unsigned => "unsigned",
            Self::StatementSha1 => "statement-sha1",
        }
    }

    /// The rule of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// What sending the very same request again does, if the first may have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing, as the first: both only read.
    None,
    /// No more than the first: a number of the merchant's own makes them one, or what is named can be ended only once.
    Once,
    /// As `Once` if they carry the same `Idempotency-Key`, as `Each` without one.
    Keyed,
    /// The same a second time.
    Each,
}

impl Effect {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::None, Self::Once, Self::Keyed, Self::Each];

    /// What an override calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Once => "once",
            Self::Keyed => "keyed",
            Self::Each => "each",
        }
    }

    /// The effect of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.name() == name)
    }
}

/// What a refusal for the rate says (429, a signed 502 or 503).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// That nothing was taken.
    Final,
    /// Nothing certain: of a refund it may have been taken all the same.
    Open,
}

impl Refusal {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Final, Self::Open];

    /// What an override calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Open => "open",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.name() == name)
    }
}

/// A host named by a page's `base_uri`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// `api.mch.weixin.qq.com`
    Default,
    /// `apihk.mch.weixin.qq.com` is documented as an alternative (香港接入).
    HongKongOptional,
    /// `apihk.mch.weixin.qq.com` is the only documented host.
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

impl Host {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Default,
        Self::HongKongOptional,
        Self::HongKong,
        Self::Fraud,
        Self::Payapp,
        Self::Weixin,
        Self::PayWechatpay,
    ];

    /// What an override calls it: its name, or both.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "api.mch.weixin.qq.com",
            Self::HongKongOptional => "api.mch.weixin.qq.com or apihk.mch.weixin.qq.com",
            Self::HongKong => "apihk.mch.weixin.qq.com",
            Self::Fraud => "fraud.mch.weixin.qq.com",
            Self::Payapp => "payapp.weixin.qq.com",
            Self::Weixin => "api.weixin.qq.com",
            Self::PayWechatpay => "pay.wechatpay.cn",
        }
    }

    /// The host of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|host| host.name() == name)
    }
}
