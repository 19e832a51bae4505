//! An order as answers and notifications show it.

use serde_json::{Map, Value};

use crate::flow::fields::Fields;
use crate::ledger::{Order, beijing};

/// All that is known of an order by now, as queries and notifications show it.
pub(super) fn transaction(order: &Order) -> Map<String, Value> {
    known(order).with_some("scene_info", scene_info(order)).map()
}

/// The same for the answer to a payment by code, which leaves out the scene.
pub(super) fn known(order: &Order) -> Fields {
    let payment = order.payment.as_ref();
    whose(order)
        .with("out_trade_no", order.out_trade_no.as_str())
        .with_some(
            "transaction_id",
            payment.map(|payment| payment.transaction_id.as_str()),
        )
        .with_some("trade_type", payment.map(|_| order.trade_type.as_str()))
        .with("trade_state", order.trade_state.as_str())
        .with("trade_state_desc", order.trade_state.description())
        .with_some("bank_type", payment.map(|payment| payment.bank_type.as_str()))
        .with_some("attach", order.attach.as_deref())
        .with_some(
            "success_time",
            payment.map(|payment| beijing::rfc3339(payment.at)),
        )
        .with_some("payer", payer(order))
        .with("amount", amount(order))
}

/// Merchant and application, or those of the partner and of the merchant that it acts for.
pub(super) fn whose(order: &Order) -> Fields {
    match &order.party.sub_mchid {
        None => Fields::new()
            .with("appid", order.appid.as_str())
            .with("mchid", order.party.mchid.as_str()),
        Some(sub_mchid) => Fields::new()
            .with("sp_appid", order.appid.as_str())
            .with("sp_mchid", order.party.mchid.as_str())
            .with_some("sub_appid", order.sub_appid.as_deref())
            .with("sub_mchid", sub_mchid.as_str()),
    }
}

fn payer(order: &Order) -> Option<Fields> {
    let payment = order.payment.as_ref()?;
    let openid = payment.openid.as_str();
    Some(match order.party.sub_mchid {
        None => Fields::new().with("openid", openid),
        Some(_) => Fields::new()
            .with("sp_openid", openid)
            .with_some("sub_openid", order.sub_openid.as_deref()),
    })
}

fn amount(order: &Order) -> Fields {
    let amount = Fields::new()
        .with("total", order.total)
        .with("currency", order.currency.as_str());
    match &order.payment {
        None => amount,
        Some(payment) => amount
            .with("payer_total", payment.payer_total)
            .with("payer_currency", order.currency.as_str()),
    }
}

fn scene_info(order: &Order) -> Option<Fields> {
    let device_id = order.device_id.as_deref()?;
    Some(Fields::new().with("device_id", device_id))
}
