//! What is printed at the start: all that an SDK must be told.

use std::path::{Path, absolute};

use wechatpay_gateway::Gateway;

use super::options::Options;

/// The text, in the order in which it is needed; nothing with `--quiet` but the warning.
pub(crate) fn welcome(gateway: &Gateway, options: &Options) -> String {
    let mut text = String::new();
    if options.is_open() {
        text += &warning(options);
    }
    if options.quiet {
        return text;
    }
    let told = gateway.settings();
    let folder = absolute(&options.keys).unwrap_or_else(|_| options.keys.clone());
    let rows = [
        ("page 页面", format!("{}/_gateway/", gateway.url())),
        (
            "base URL",
            format!("{}   (in place of https://api.mch.weixin.qq.com)", gateway.url()),
        ),
        ("mchid 商户号", told.mchid.clone()),
        ("serial_no 证书序列号", told.serial_no.clone()),
        ("APIv3 key 密钥", told.api_v3_key.clone()),
        ("APIv2 key 密钥", told.api_v2_key.clone()),
        ("public key id 公钥ID", told.public_key_id.clone()),
        ("key files 密钥文件", files(&folder)),
    ];
    text += &format!(
        "wechatpay-gateway {}: a WeChat Pay to test against. No key of it is a real one.\n\n",
        env!("CARGO_PKG_VERSION")
    );
    for (name, value) in rows {
        text += &format!("  {}{value}\n", padded(name));
    }
    text += "\nFor a shell 环境变量:\n\n";
    for line in told.env(&folder).lines() {
        text += &format!("export {line}\n");
    }
    text + "\nThe first signed call: wechatpay-gateway --help. Ctrl-C stops it.\n"
}

fn warning(options: &Options) -> String {
    format!(
        "!! WARNING 警告: {} is open to the network: whoever reaches port {} can control this gateway and read all that was\n\
         !! sent to it. Without --host it listens to this machine alone. 网关对网络开放，任何人都能控制它并读取其中的请求。\n\n",
        options.host, options.port
    )
}

fn files(folder: &Path) -> String {
    format!(
        "{} (apiclient_key.pem, apiclient_cert.pem, pub_key.pem, .env)",
        folder.display()
    )
}

/// A name, as wide as all: a Chinese character has the width of two letters.
fn padded(name: &str) -> String {
    let width: usize = name.chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum();
    format!("{name}{}", " ".repeat(24_usize.saturating_sub(width)))
}
