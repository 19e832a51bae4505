//! What is printed at the start: all that an SDK must be told, the first call and the first notification.

use std::path::{Path, absolute};

use wechatpay_gateway::Gateway;
use wechatpay_gateway::shell::quoted;

use super::options::Options;

/// The number of the order that is placed by the first call: that of the documented example.
const ORDER: &str = "1217752501201407033233368018";

/// The text, in the order in which it is needed; nothing with `--quiet` but the warning.
pub(crate) fn welcome(gateway: &Gateway, options: &Options) -> String {
    let mut text = String::new();
    if options.is_open() {
        text += &warning(options);
    }
    if options.quiet {
        return text;
    }
    let folder = absolute(&options.keys).unwrap_or_else(|_| options.keys.clone());
    text += &format!(
        "wechatpay-gateway {}: a WeChat Pay to test against. No key of it is a real one.\n\n",
        env!("CARGO_PKG_VERSION")
    );
    text + &values(gateway, &folder) + &settings(gateway, &folder) + &first(gateway, options, &folder)
}

fn warning(options: &Options) -> String {
    let others = match &options.base_url {
        Some(_) => String::new(),
        None => format!(
            "!! Other machines call it by this one's address; --base-url http://…:{} puts that into links as well. \
             其他机器请用本机地址访问，可用 --base-url 指定。\n",
            options.port
        ),
    };
    format!(
        "!! WARNING 警告: {} is open to the network: whoever reaches port {} can control this gateway and read all that was\n\
         !! sent to it. Without --host it listens to this machine alone. 网关对网络开放，任何人都能控制它并读取其中的请求。\n\
         {others}\n",
        options.host, options.port
    )
}

/// What a person reads.
fn values(gateway: &Gateway, folder: &Path) -> String {
    let told = gateway.settings();
    let url = gateway.url();
    let seed = gateway.world().ledger().ids.seed();
    let mut rows = vec![
        ("page 页面", format!("{url}/_gateway/")),
        (
            "base URL",
            format!("{url}   (in place of https://api.mch.weixin.qq.com)"),
        ),
        ("mchid 商户号", told.mchid),
        ("serial_no 证书序列号", told.serial_no),
        ("APIv3 key 密钥", told.api_v3_key),
        ("APIv2 key 密钥", told.api_v2_key),
        ("public key id 公钥ID", told.public_key_id),
        (
            "seed 种子",
            format!("{seed}   (--seed {seed} gives the same numbers again)"),
        ),
        (
            "key files 密钥文件",
            format!(
                "{} (apiclient_key.pem, apiclient_cert.pem, pub_key.pem, .env)",
                folder.display()
            ),
        ),
    ];
    if let Some(sm2) = told.sm2 {
        rows.push(("serial_no of SM2 国密", sm2.serial_no));
    }
    let rows = rows
        .iter()
        .map(|(name, value)| format!("  {}{value}\n", padded(name)));
    rows.collect()
}

/// What a program reads.
fn settings(gateway: &Gateway, folder: &Path) -> String {
    let env = gateway.settings().env(Some(folder));
    let lines: String = env.lines().map(|line| format!("  {line}\n")).collect();
    let file = quoted(&folder.join(".env").display().to_string());
    format!("\nFor programs 环境变量: set -a; . {file}; set +a\n\n{lines}")
}

/// What to do next.
fn first(gateway: &Gateway, options: &Options, folder: &Path) -> String {
    let url = gateway.url();
    let trusting = match options.tls {
        true => format!(
            " --cacert {}",
            quoted(&folder.join("ca_cert.pem").display().to_string())
        ),
        false => String::new(),
    };
    let notify_url = match &*options.notify_url {
        "" => "http://127.0.0.1:8080/notify",
        told => told,
    };
    format!(
        "\nThe first signed call 第一次调用, in another shell:\n\n  \
         curl -s{trusting} '{url}/_gateway/curl?name=POST+/v3/pay/transactions/native' | sh\n\n\
         The first notification 第一个通知, that this order is paid, to {notify_url}:\n\n  \
         curl -X POST{trusting} {url}/_gateway/orders/{ORDER}/pay\n\n\
         Ctrl-C stops it. --help has more.\n"
    )
}

/// A name, as wide as all: a Chinese character has the width of two letters.
fn padded(name: &str) -> String {
    let width: usize = name.chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum();
    format!("{name}{}", " ".repeat(24_usize.saturating_sub(width)))
}
