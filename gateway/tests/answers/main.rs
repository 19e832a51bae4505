//! Answers, as the crate's own client sees them: values of the request, numbers, keys, files, certificates, TLS.

mod files;
mod keys;
mod numbers;
mod tls;
mod v2_bills;

use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::Client;

/// A gateway that remembers nothing, and its merchant's client.
async fn start() -> (Gateway, Client) {
    start_with(Settings::default()).await
}

async fn start_with(settings: Settings) -> (Gateway, Client) {
    let settings = Settings {
        is_stateful: false,
        ..settings
    };
    let gateway = Gateway::start(settings).await.unwrap();
    let client = gateway.client().build().unwrap();
    (gateway, client)
}
