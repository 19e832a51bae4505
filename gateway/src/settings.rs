//! What may be chosen of a gateway.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::check::Checks;
use crate::clock::Clock;
use crate::keys::KeySettings;

/// What may be chosen of a gateway. The default is one for a test: a free port of this machine, new keys, the system's time.
///
/// ```
/// use wechatpay_gateway::Settings;
/// use wechatpay_gateway::clock::Clock;
///
/// let settings = Settings {
///     clock: Clock::standing(1_800_000_000),
///     seed: 7,
///     ..Settings::default()
/// };
/// # assert!(settings.listen.ip().is_loopback());
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen; port 0 is a free one. What is not this machine's own address is open to the network.
    pub listen: SocketAddr,
    /// What clients call instead of `https://api.mch.weixin.qq.com`, where that is not the address to listen at: behind a
    /// container's ports, or from other machines. Links in answers begin with it.
    pub base_url: Option<String>,
    /// Whether clients call by TLS: with a certificate of the gateway's own authority, `ca_cert.pem` in the folder of the
    /// keys, and with the merchant's own where an operation wants it.
    pub is_tls: bool,
    /// Of the merchant and of WeChat Pay.
    pub keys: KeySettings,
    /// How strict each check is.
    pub checks: Checks,
    /// What everything goes by.
    pub clock: Clock,
    /// Where ids come from: equal requests after an equal seed have equal answers.
    pub seed: u64,
    /// Where notifications go whose request names no `notify_url`; empty for nowhere.
    pub notify_url: String,
    /// Whether orders, refunds and the rest are remembered; otherwise everything is answered from its documented example.
    pub is_stateful: bool,
    /// How many orders are remembered, and so of transfers, red packets, service orders and complaints: beyond that what is
    /// over is forgotten first, the oldest before others.
    pub keep: usize,
    /// What was kept of an earlier gateway's state by [`save`](crate::snapshot::save), if the file is there: seed, checks and a
    /// clock that stands still are then those of the file.
    pub state: Option<PathBuf>,
    /// The largest body that is read, in bytes.
    pub body_limit: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            base_url: None,
            is_tls: false,
            keys: KeySettings::default(),
            checks: Checks::default(),
            clock: Clock::default(),
            seed: 1,
            notify_url: String::new(),
            is_stateful: true,
            keep: 10_000,
            state: None,
            // The largest documented upload has 5 MB.
            body_limit: 16 << 20,
        }
    }
}
