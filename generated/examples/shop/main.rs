//! A shop: order and payment sheet, notification, refund, the day's bill.
//!
//! ```text
//! cargo run -p wechatpay-openapi --example shop --features axum,test
//! curl -d '{"out_trade_no":"20261129001","openid":"oUpF8uMuAJO","fen":1800}' localhost:3000/orders
//! ```
//!
//! Without settings it talks to a stand-in of WeChat Pay inside the program (`demo.rs`); with those of `config.rs` to the
//! real one. A file each for what a shop does; copy the ones that you need.

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

use shop::Shop;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = match config::client()? {
        Some(client) => client,
        None => demo::client()?,
    };
    let shop = Shop::new(
        client,
        &config::setting("WECHATPAY_APPID").unwrap_or(demo::APPID.to_owned()),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!(
        "POST /orders, /refunds, /bills and /notify at http://{}",
        listener.local_addr()?
    );
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
