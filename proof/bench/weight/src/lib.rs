//! A program that reads notifications from files, but for what it takes them for.

use std::fs;

use wechatpay_openapi::{Client, Error, RawNotification};

/// The notification of the files that the program is called with: its headers, a line each, and its body.
pub fn notification() -> Result<RawNotification, Error> {
    let files: Vec<Vec<u8>> = std::env::args()
        .skip(1)
        .map(|file| fs::read(file).unwrap_or_default())
        .collect();
    let [headers, body, key, public] = &*files else {
        panic!("which headers, body, private key and public key?");
    };
    let client = Client::builder("1900000001")
        .merchant_key("0A11000000000000000000000000000000000001", key)
        .public_key("PUB_KEY_ID_0119000000012024", public)
        .api_v3_key("0123456789abcdef0123456789abcdef")
        .build()?;
    let headers = String::from_utf8_lossy(headers);
    let headers: Vec<(&str, &str)> = headers.lines().filter_map(|line| line.split_once(": ")).collect();
    client.notifications().parse(&headers, body)
}
