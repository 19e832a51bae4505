//! Notifications: verified and decrypted before they get here, dealt with once.

use axum::extract::State;
use wechatpay_openapi::types::Transaction;
use wechatpay_openapi::webhook::Event;
use wechatpay_openapi::{Reply, WechatPay};

use crate::shop::{Shop, Tables};

/// Whatever does not verify never comes here: the extractor has refused it.
pub async fn receive(State(shop): State<Shop>, WechatPay(notification): WechatPay<Event>) -> Reply {
    let mut tables = shop.books.begin();
    // The same one comes again until it is answered, also at the same time.
    if !tables.seen.insert(notification.raw.deduplication_key()) {
        return notification.success();
    }
    match &notification.event {
        Event::TransactionSuccess(order) => paid(&mut tables, shop.client.mchid(), order),
        Event::RefundSuccess(refund) => {
            println!(
                "{} is refunded",
                refund.out_refund_no.as_deref().unwrap_or_default()
            );
        }
        other => println!("not of this shop: {other:?}"),
    }
    notification.success()
}

/// It is genuine; whether it is about *this* order is ours to compare.
fn paid(tables: &mut Tables, mchid: &str, paid: &Transaction) {
    let number = paid.out_trade_no.as_deref().unwrap_or_default();
    let total = paid.amount.as_ref().and_then(|amount| amount.total);
    match tables.orders.get_mut(number) {
        Some(order) if total == Some(order.fen) && paid.mchid.as_deref() == Some(mchid) => {
            order.is_paid = true;
            println!("{number} is paid: send the tea");
        }
        _ => eprintln!("{number} was paid with {total:?} fen, which is no order of ours: a person must look"),
    }
}
