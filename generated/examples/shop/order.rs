//! An order of the customer's: placed with WeChat Pay, and the payment sheet for it.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use wechatpay_openapi::JsapiParameters;
use wechatpay_openapi::v3::pay::transactions::jsapi::post::{Amount, Payer, Request};

use crate::shop::{Failure, Order, Shop};

/// What the shop's own page sends.
#[derive(Deserialize)]
pub struct Basket {
    out_trade_no: String,
    openid: String,
    fen: i64,
}

/// What it gets: the argument of `WeixinJSBridge.invoke('getBrandWCPayRequest', …)` or `wx.requestPayment`.
pub async fn place(
    State(shop): State<Shop>,
    Json(basket): Json<Basket>,
) -> Result<Json<JsapiParameters>, Failure> {
    // First in our books: the notification may be faster than the answer.
    let order = Order {
        fen: basket.fen,
        is_paid: false,
    };
    shop.books
        .begin()
        .orders
        .entry(basket.out_trade_no.clone())
        .or_insert(order);

    let request = Request::new()
        .appid(&*shop.settings.appid)
        .mchid(shop.client.mchid())
        .description("A cup of tea")
        .out_trade_no(basket.out_trade_no)
        .notify_url(&*shop.settings.notify_url)
        .amount(Amount::new().total(basket.fen))
        .payer(Payer::new().openid(basket.openid));
    let placed = shop
        .client
        .v3()
        .pay()
        .transactions()
        .jsapi()
        .sheet(request)
        .await?;
    Ok(Json(placed.sheet))
}
