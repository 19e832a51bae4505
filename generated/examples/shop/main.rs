//! A shop: order and payment sheet, notification, refund, the day's bill.
//!
//! ```text
//! cargo run -p wechatpay-openapi --example shop --features axum,test
//! curl --json '{"out_trade_no":"20261129001","openid":"oUpF8uMuAJO","fen":1800}' localhost:3000/orders
//! curl --json '{"out_trade_no":"20261129001"}' localhost:3000/refunds
//! curl --json '{"date":"2026-11-28","file":"bill.csv"}' localhost:3000/bills
//! ```
//!
//! Without settings it talks to a stand-in of WeChat Pay inside the program (`demo.rs`), which never pays; with those of
//! `config.rs` to the real one, or to a gateway on this machine, which has written them to a file:
//!
//! ```text
//! cargo xtask gateway
//! WECHATPAY_ENV_FILE=.wechatpay-gateway/.env cargo run -p wechatpay-openapi --example shop --features axum,test
//! ```
//!
//! There an order is paid on the gateway's page, <http://127.0.0.1:4010/_gateway/#/orders>, and the shop is told. The bill is there
//! from 10 o'clock of the next day on, by the gateway's clock, which its page moves.
//!
//! A file each for what a shop does; copy the ones that you need.

mod bill;
mod config;
mod demo;
mod notify;
mod order;
mod refund;
mod shop;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::post;

use config::Config;
use shop::Shop;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::read()?;
    let client = match config.client()? {
        Some(client) => client,
        None => demo::client()?,
    };
    let listen = config.get("SHOP_LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let shop = Shop::new(
        client,
        config.get("WECHATPAY_APPID").unwrap_or(demo::APPID.to_owned()),
        // As a gateway on this machine reaches it.
        config
            .get("WECHATPAY_NOTIFY_URL")
            .unwrap_or(format!("http://{address}/notify")),
    );
    println!("POST /orders, /refunds, /bills and /notify at http://{address}");
    axum::serve(listener, routes(shop)).await?;
    Ok(())
}

fn routes(shop: Shop) -> Router {
    Router::new()
        .route("/orders", post(order::place))
        .route("/notify", post(notify::receive))
        .route("/refunds", post(refund::refund))
        .route("/bills", post(bill::fetch))
        .with_state(shop)
}
