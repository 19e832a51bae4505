//! One notification, by its type alone.

use wechatpay_openapi::types::Transaction;

fn main() -> Result<(), wechatpay_openapi::Error> {
    let raw = weight::notification()?;
    match raw.event_type() {
        Some("TRANSACTION.SUCCESS") => println!("{:?}", raw.payload::<Transaction>()?.out_trade_no),
        _ => println!("another one"),
    }
    Ok(())
}
