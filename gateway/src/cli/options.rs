//! Every option, and the help that teaches them.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;

use anyhow::{Result, anyhow, ensure};
use aws_lc_rs::rand;
use clap::Parser;
use clap::builder::RangedU64ValueParser;
use clap::builder::styling::{AnsiColor, Styles};
use tracing::Level;
use wechatpay_gateway::Settings;
use wechatpay_gateway::check::Checks;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::keys::KeySettings;
use wechatpay_gateway::ledger::beijing;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Lines are not longer than 98 characters: longer ones are broken where nobody wants it.
const FIRST_CALL: &str = "\
The first signed call, in another shell while it runs:
  curl -s 'http://127.0.0.1:4010/_gateway/curl?name=POST+/v3/pay/transactions/native' | sh

The first notification, that this order is paid, to http://127.0.0.1:8080/notify:
  curl -X POST http://127.0.0.1:4010/_gateway/orders/1217752501201407033233368018/pay

An SDK needs another base URL, and the values that the start prints. They are also in the folder's
.env, and for a shell: set -a; eval \"$(curl -s http://127.0.0.1:4010/_gateway/env)\"; set +a
  Rust    wechatpay-openapi       Client::builder(…).base_url(std::env::var(\"WECHATPAY_BASE_URL\")?)
  Node    wechatpay-axios-plugin  new Wechatpay({ baseURL: process.env.WECHATPAY_BASE_URL, … })
  Python  wechatpayv3             wxpay._core._gate_way = os.environ[\"WECHATPAY_BASE_URL\"]
  others that have one host alone: api.mch.weixin.qq.com in /etc/hosts as 127.0.0.1, then
    wechatpay-gateway --tls --port 443 --base-url https://api.mch.weixin.qq.com
    whose ca_cert.pem they have to trust: SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, keytool -importcert
gateway/README.md has a whole program for each: an order, and its notification.

The page at http://127.0.0.1:4010/_gateway/ shows what arrived and, of a signature that fails,
which rule was broken. GET /_gateway/api lists what tests can ask: the journal, assertions, faults,
the clock, notifications.

Checks: user_agent, accept, content_type, authorization, mchid, serial_no, timestamp, signature,
nonce, wechatpay_serial, body, digest, null, characters, unknown, type, encryption, enumeration,
length, required, group, notify_url, client_certificate; all is each.";

/// A WeChat Pay (微信支付) on your own machine, to test an integration against in any language.
///
/// Answers every documented operation of v3 and v2 as the real one does: checks signatures and parameters, remembers
/// orders and refunds, signs its answers, notifies. No key of it is a real one.
#[derive(Debug, Clone, Parser)]
#[command(name = "wechatpay-gateway", version, styles = STYLES, after_help = FIRST_CALL)]
pub(crate) struct Options {
    /// Where to listen; 0 is any free port.
    #[arg(
        short,
        long,
        value_name = "PORT",
        default_value_t = 4010,
        env = "WECHATPAY_GATEWAY_PORT"
    )]
    pub(crate) port: u16,
    /// The address to listen at. All but this machine's own opens the gateway to the network.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1",
        value_parser = host,
        env = "WECHATPAY_GATEWAY_HOST"
    )]
    pub(crate) host: IpAddr,
    /// What clients call, if that is not the address to listen at: behind a container's ports, or from other machines. Links
    /// in answers begin with it.
    #[arg(long, value_name = "URL", env = "WECHATPAY_GATEWAY_BASE_URL")]
    pub(crate) base_url: Option<String>,
    /// Where keys are kept, with the files that a merchant has. Made at the first start, the same at the next.
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".wechatpay-gateway",
        env = "WECHATPAY_GATEWAY_KEYS"
    )]
    pub(crate) keys: PathBuf,
    /// The merchant's number. A folder of keys is one merchant's: another has one of its own.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) mchid: Option<String>,
    /// Where ids come from: the same requests after the same seed have the same answers. Without it another at each start, which
    /// is printed.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// A clock that stands still at this time, until it is moved: `2026-11-29T10:00:00+08:00`, or seconds since 1970.
    /// Signatures go by it too; without this option by the system's time, however far the gateway's clock is moved.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) clock: Option<i64>,
    /// How strict a check is: `CHECK=off|lenient|strict`, of one operation `VERB /path:CHECK=…`. May be repeated.
    #[arg(long = "check", value_name = "CHECK=MODE")]
    pub(crate) checks: Vec<String>,
    /// Where notifications go whose request names no `notify_url`.
    #[arg(long, value_name = "URL", default_value = "")]
    pub(crate) notify_url: String,
    /// The pauses between notifications are divided by this: 1 is as slow as the real ones, 60 makes minutes of hours.
    #[arg(long, value_name = "FACTOR", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) notify_factor: Option<u32>,
    /// Remember so many orders, and so many transfers, red packets, service orders and complaints. Beyond that what is over is
    /// forgotten first, the oldest before others.
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().keep, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub(crate) keep: usize,
    /// Keep orders, notifications, faults and checks from one start to the next: read from this file if it is there, written to
    /// it by Ctrl-C or SIGTERM. Seed, checks and a clock that stands still are then the file's.
    #[arg(
        long,
        value_name = "FILE",
        env = "WECHATPAY_GATEWAY_STATE",
        conflicts_with = "stateless"
    )]
    pub(crate) state: Option<PathBuf>,
    /// Remember nothing: everything is answered from its documented example.
    #[arg(long)]
    pub(crate) stateless: bool,
    /// Serve HTTPS, with a certificate of the folder's own authority (`ca_cert.pem`).
    #[arg(long)]
    pub(crate) tls: bool,
    /// Print no more than what goes wrong.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

impl Options {
    /// What the gateway is started with.
    pub(crate) fn settings(&self) -> Result<Settings> {
        let mut checks = Checks::default();
        for change in &self.checks {
            checks
                .apply(change)
                .map_err(|why| anyhow!("--check {change}: {why}"))?;
        }
        let mut keys = KeySettings {
            folder: Some(self.keys.clone()),
            ..KeySettings::default()
        };
        if let Some(mchid) = &self.mchid {
            keys.mchid.clone_from(mchid);
        }
        Ok(Settings {
            listen: SocketAddr::new(self.host, self.port),
            base_url: self.base_url.clone(),
            keys,
            checks,
            clock: self.clock.map_or_else(Clock::default, Clock::standing),
            seed: self.seed.map_or_else(drawn, Ok)?,
            notify_url: self.notify_url.clone(),
            is_stateful: !self.stateless,
            keep: self.keep,
            state: self.state.clone(),
            is_tls: self.tls,
            ..Settings::default()
        })
    }

    /// That the folder's keys are those of the merchant that was said.
    pub(crate) fn expect_merchant(&self, mchid: &str) -> Result<()> {
        let said = self.mchid.as_deref().unwrap_or(mchid);
        ensure!(
            said == mchid,
            "the keys in {} are those of the merchant {mchid}: for {said} name another folder by --keys",
            self.keys.display()
        );
        Ok(())
    }

    /// How much is logged.
    pub(crate) const fn log_level(&self) -> Level {
        if self.quiet { Level::ERROR } else { Level::WARN }
    }

    /// Whether others than this machine can reach it.
    pub(crate) fn is_open(&self) -> bool {
        !self.host.is_loopback()
    }
}

/// A seed of which no number was given before, short enough to be typed.
fn drawn() -> Result<u64> {
    let mut bytes = [0; 4];
    let drawn = rand::fill(&mut bytes);
    drawn.map_err(|_| anyhow!("the system has no random numbers"))?;
    Ok(u32::from_le_bytes(bytes).into())
}

/// Seconds since 1970, or RFC 3339.
fn time(text: &str) -> Result<i64, String> {
    let by_text = || {
        let time = text.parse::<jiff::Timestamp>();
        time.map(jiff::Timestamp::as_second)
            .map_err(|_| "it is to be like 2026-11-29T10:00:00+08:00, or seconds since 1970".to_owned())
    };
    text.parse().or_else(|_| by_text()).and_then(beijing::dated)
}

/// An address, or a name of this machine's, such as `localhost`.
fn host(text: &str) -> Result<IpAddr, String> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    if let Ok(address) = bare.unwrap_or(text).parse() {
        return Ok(address);
    }
    let found = (text, 0).to_socket_addrs().map_err(|error| error.to_string())?;
    let found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
    let first = found.iter().find(|address| address.is_ipv4()).or(found.first());
    first.copied().ok_or_else(|| "the name has no address".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};
    use wechatpay_gateway::check::Check;

    use super::{FIRST_CALL, Options, host, time};

    #[test]
    fn the_definition_holds() {
        Options::command().debug_assert();
    }

    #[test]
    fn no_line_of_the_help_is_broken() {
        let help = Options::command().render_long_help().to_string();
        for line in FIRST_CALL.lines() {
            assert!(help.lines().any(|shown| shown == line), "{line}");
        }
    }

    #[test]
    fn every_check_is_in_the_help() {
        let help = Options::command().render_help().to_string();
        for check in Check::ALL {
            assert!(help.contains(check.as_str()), "{}", check.as_str());
        }
    }

    #[test]
    fn times() {
        for (text, seconds) in [
            ("1700000000", Some(1_700_000_000)),
            ("2023-11-15T06:13:20+08:00", Some(1_700_000_000)),
            ("2023-11-14T22:13:20Z", Some(1_700_000_000)),
            ("yesterday", None),
            ("253402300799", None),
            ("-1", None),
        ] {
            assert_eq!(time(text).ok(), seconds, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_what_is_right() {
        let options = Options::try_parse_from(["wechatpay-gateway", "--check", "lenght=off"]).unwrap();
        let error = options.settings().unwrap_err().to_string();
        assert!(
            error.contains("--check lenght=off") && error.contains("length"),
            "{error}"
        );
        for refused in [
            ["--notify-factor", "0"],
            ["--keep", "0"],
            ["--host", "nobody.invalid"],
            ["--clock", "253402300799"],
        ] {
            let parsed = Options::try_parse_from([&["wechatpay-gateway"][..], &refused].concat());
            assert!(parsed.is_err(), "{refused:?}");
        }
    }

    #[test]
    fn a_host_is_an_address_or_a_name() {
        for (text, address) in [
            ("127.0.0.1", "127.0.0.1"),
            ("localhost", "127.0.0.1"),
            ("0.0.0.0", "0.0.0.0"),
            ("::1", "::1"),
            ("[::1]", "::1"),
        ] {
            assert_eq!(
                host(text).map(|host| host.to_string()),
                Ok(address.to_owned()),
                "{text}"
            );
        }
    }
}
