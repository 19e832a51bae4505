//! Which host serves an operation, and which one takes its place.

mod health;

use health::{Health, Side};

use crate::operation::Host;

/// The region whose host serves the operations that are documented for more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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

words! {
    Region {
        Mainland => "mainland",
        HongKong => "Hong Kong",
        UnitedStates => "United States",
        Europe => "Europe",
    }
}

/// The two names of the mainland's hosts, each with a backup of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Domain {
    /// `api.mch.weixin.qq.com`, backup `api2.mch.weixin.qq.com`
    #[default]
    Weixin,
    /// `api.wechatpay.cn`, backup `api2.wechatpay.cn`
    WechatPay,
}

words! {
    Domain {
        Weixin => "weixin.qq.com",
        WechatPay => "wechatpay.cn",
    }
}

impl Domain {
    fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::Weixin => ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com"),
            Self::WechatPay => ("https://api.wechatpay.cn", "https://api2.wechatpay.cn"),
        }
    }
}

/// Whether there is another host to turn to.
#[derive(Debug, Default)]
pub(in crate::client) enum Backup {
    /// That of the domain.
    #[default]
    Documented,
    None,
    Url(String),
}

/// The hosts of one client.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    /// Takes every host's place.
    pub(super) base_url: Option<String>,
    pub(super) region: Region,
    pub(super) domain: Domain,
    pub(super) backup: Backup,
    /// Of the one host that has a backup.
    pub(super) health: Health,
}

impl Hosts {
    /// Scheme and host, without a slash at the end.
    pub(crate) fn origin(&self, host: Host) -> &str {
        if let Some(base_url) = &self.base_url {
            return base_url;
        }
        match host {
            Host::Default => self.domain.pair().0,
            Host::HongKongOptional if self.region == Region::Mainland => self.domain.pair().0,
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

    /// The origin that takes this one's place. Only the mainland's hosts are documented with one.
    fn backup(&self, origin: &str) -> Option<&str> {
        let (first, documented) = match &self.base_url {
            Some(base_url) => (&**base_url, None),
            None => (self.domain.pair().0, Some(self.domain.pair().1)),
        };
        match &self.backup {
            _ if origin != first => None,
            Backup::None => None,
            Backup::Url(url) => Some(url),
            Backup::Documented => documented,
        }
    }

    /// What takes every host's place.
    pub(crate) fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// To this host and to no other.
    pub(crate) fn only(&self, origin: String) -> Route<'_> {
        Route {
            side: Side::Primary,
            primary: origin,
            backup: None,
            health: &self.health,
        }
    }

    /// Where to send a call whose first choice is `origin`.
    pub(crate) fn route(&self, origin: String, now: i64) -> Route<'_> {
        let backup = self.backup(&origin);
        Route {
            side: backup.map_or(Side::Primary, |_| self.health.choose(now)),
            primary: origin,
            backup,
            health: &self.health,
        }
    }
}

/// The way of one call: a host, perhaps another, and what the client remembers of them.
pub(crate) struct Route<'a> {
    primary: String,
    backup: Option<&'a str>,
    health: &'a Health,
    side: Side,
}

impl Route<'_> {
    /// Scheme and host of the next attempt.
    pub(crate) fn origin(&self) -> &str {
        match (self.side, self.backup) {
            (Side::Backup, Some(backup)) => backup,
            _ => &self.primary,
        }
    }

    /// Turns to the other host; `false` if there is none.
    pub(crate) fn turn(&mut self) -> bool {
        self.side = self.side.other();
        self.backup.is_some()
    }

    /// An answer came.
    pub(crate) fn answered(&self) {
        if self.is_remembered() {
            self.health.answered();
        }
    }

    /// No connection came about.
    pub(crate) fn unreachable(&self, now: i64) {
        if self.is_remembered() {
            self.health.unreachable(now);
        }
    }

    /// No answer came.
    pub(crate) fn silent(&self, now: i64) {
        if self.is_remembered() {
            self.health.silent(now);
        }
    }

    fn is_remembered(&self) -> bool {
        self.backup.is_some() && self.side == Side::Primary
    }
}
