//! A refund: asked for once, however often the button is pressed.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use wechatpay_openapi::v3::refund::domestic::refunds::post::{Amount, Request};

use crate::shop::{Failure, Shop};

/// What is to be given back.
#[derive(Deserialize)]
pub struct Asked {
    out_trade_no: String,
}

/// The state of the refund: `PROCESSING` until the notification `REFUND.SUCCESS`.
pub async fn refund(State(shop): State<Shop>, Json(asked): Json<Asked>) -> Result<String, Failure> {
    let order = shop.books.begin().orders.get(&asked.out_trade_no).cloned();
    let fen = order.filter(|order| order.is_paid).ok_or(Failure::UNKNOWN)?.fen;
    let request = Request::new()
        // Of the order's number, and so the same each time: WeChat Pay knows a repetition by it.
        .out_refund_no(format!("{}R", asked.out_trade_no))
        .out_trade_no(asked.out_trade_no)
        .notify_url(&*shop.settings.notify_url)
        .amount(Amount::new().refund(fen).total(fen).currency("CNY"));
    let refund = shop
        .client
        .v3()
        .refund()
        .domestic()
        .refunds()
        .post(request)
        .await?;
    Ok(refund
        .status
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default())
}
