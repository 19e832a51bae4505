//! Any notification, by the enumeration of all.

use wechatpay_openapi::webhook::Event;

fn main() -> Result<(), wechatpay_openapi::Error> {
    match weight::notification()?.event()? {
        Event::TransactionSuccess(order) => println!("{:?}", order.out_trade_no),
        other => println!("another one: {}", matches!(other, Event::Unknown(_))),
    }
    Ok(())
}
