//! A combined order as answers and notifications show it.

use serde_json::Value;

use crate::flow::fields::Fields;
use crate::ledger::{Combined, Ledger, Order, beijing};
use crate::message::Notice;

/// As a query shows it, with the second-level merchants of a platform.
pub(super) fn combined(ledger: &Ledger, combined: &Combined) -> Fields {
    shown(ledger, combined, |order| {
        known(order)
            .with_some("sub_mchid", order.party.sub_mchid.as_deref())
            .with_some("sub_appid", order.sub_appid.as_deref())
            .with_some("sub_openid", order.sub_openid.as_deref())
    })
}

/// What is told when it is paid.
pub(super) fn paid(ledger: &Ledger, combined: &Combined) -> Notice {
    Notice {
        event: "combine_transaction_success".to_owned(),
        event_type: "TRANSACTION.SUCCESS".to_owned(),
        payload: shown(ledger, combined, known).map(),
        notify_url: combined.notify_url.clone(),
        after_secs: 0,
    }
}

fn shown(ledger: &Ledger, combined: &Combined, order: impl Fn(&Order) -> Fields) -> Fields {
    let orders: Vec<Value> = ledger.orders_of(combined).map(|of| order(of).into()).collect();
    let is_paid = combined.transaction_id.is_some();
    let payer = combined.openid.as_deref().filter(|_| is_paid);
    Fields::new()
        .with("combine_appid", combined.combine_appid.as_str())
        .with("combine_mchid", combined.party.mchid.as_str())
        .with("combine_out_trade_no", combined.combine_out_trade_no.as_str())
        .with_some("scene_info", of("device_id", combined.device_id.as_deref()))
        .with("sub_orders", orders)
        .with_some("combine_payer_info", of("openid", payer))
        .with_some("combine_transaction_id", combined.transaction_id.as_deref())
}

fn of(name: &str, value: Option<&str>) -> Option<Fields> {
    Some(Fields::new().with(name, value?))
}

fn known(order: &Order) -> Fields {
    let payment = order.payment.as_ref();
    let amount = Fields::new()
        .with("total_amount", order.total)
        .with("currency", order.currency.as_str())
        .with_some("payer_amount", payment.map(|payment| payment.payer_total))
        .with_some("payer_currency", payment.map(|_| order.currency.as_str()));
    Fields::new()
        .with("mchid", order.party.mchid.as_str())
        .with_some("trade_type", payment.map(|_| order.trade_type.as_str()))
        .with("trade_state", order.trade_state.as_str())
        .with_some("bank_type", payment.map(|payment| payment.bank_type.as_str()))
        .with_some("attach", order.attach.as_deref())
        .with_some(
            "success_time",
            payment.map(|payment| beijing::rfc3339(payment.at)),
        )
        .with_some(
            "transaction_id",
            payment.map(|payment| payment.transaction_id.as_str()),
        )
        .with("out_trade_no", order.out_trade_no.as_str())
        .with("amount", amount)
}
