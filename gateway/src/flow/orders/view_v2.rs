//! An order as answers and notifications of v2 show it.

use crate::flow::fields::Fields;
use crate::ledger::{Order, TradeState, beijing};
use crate::message::Notice;

/// What an answer of v2 that went well begins with. Nonce and signature are made when it is written.
pub(crate) fn success(order: &Order) -> Fields {
    head(order).with("nonce_str", "")
}

/// That v2 understood and did what was asked, and for whom.
fn head(order: &Order) -> Fields {
    let party = &order.party;
    Fields::new()
        .with("return_code", "SUCCESS")
        .with("return_msg", "OK")
        .with("result_code", "SUCCESS")
        .with("appid", order.appid.as_str())
        .with("mch_id", party.mchid.as_str())
        .with_some("sub_appid", order.sub_appid.as_deref())
        .with_some("sub_mch_id", party.sub_mchid.as_deref())
}

/// What a query tells: more of it once the order is paid.
pub(crate) fn transaction(order: &Order) -> Fields {
    let state = order.trade_state;
    let told = success(order)
        .with_some("device_info", order.device_id.as_deref())
        .with("out_trade_no", order.out_trade_no.as_str())
        .with_some("attach", order.attach.as_deref())
        .with("trade_state", state.as_str())
        .with("trade_state_desc", state.description())
        .with("total_fee", order.total);
    if state == TradeState::Notpay {
        told
    } else {
        with_payment(told, order)
    }
}

/// What is told of a payment by code, at once.
pub(crate) fn micropay(order: &Order) -> Fields {
    told(success(order), order)
}

fn told(head: Fields, order: &Order) -> Fields {
    let told = head
        .with_some("device_info", order.device_id.as_deref())
        .with("out_trade_no", order.out_trade_no.as_str())
        .with_some("attach", order.attach.as_deref())
        .with("total_fee", order.total);
    with_payment(told, order)
}

/// What is told when an order is paid.
pub(super) fn paid(order: &Order) -> Notice {
    Notice {
        event: "transaction_success".to_owned(),
        event_type: String::new(),
        payload: told(head(order), order)
            .with_some("sign_type", order.sign_type.as_deref())
            .map(),
        notify_url: order.notify_url.clone(),
        after_secs: 0,
    }
}

fn with_payment(told: Fields, order: &Order) -> Fields {
    let Some(payment) = &order.payment else {
        return told;
    };
    told.with("openid", payment.openid.as_str())
        .with("is_subscribe", "N")
        .with_some("sub_openid", order.sub_openid.as_deref())
        .with("trade_type", order.trade_type.as_str())
        .with("bank_type", payment.bank_type.as_str())
        .with("fee_type", order.currency.as_str())
        .with("cash_fee", payment.payer_total)
        .with("cash_fee_type", order.currency.as_str())
        .with("transaction_id", payment.transaction_id.as_str())
        .with("time_end", beijing::compact(payment.at))
}
