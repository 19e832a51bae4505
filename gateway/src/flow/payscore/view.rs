//! A service order as answers and notifications show it.

use serde_json::Value;

use crate::flow::fields::Fields;
use crate::ledger::{ServiceOrder, ServiceState, beijing};
use crate::message::Notice;

/// What the merchant calls the service.
pub(super) const INTRODUCTION: &str = "service_introduction";

/// What the merchant said of it, besides the introduction.
pub(super) const ABOUT: [&str; 6] = [
    "post_payments",
    "post_discounts",
    "risk_fund",
    "time_range",
    "location",
    "attach",
];

/// Which one.
pub(super) fn numbers(order: &ServiceOrder) -> Fields {
    Fields::new()
        .with("appid", order.appid.as_str())
        .with("mchid", order.party.mchid.as_str())
        .with("out_order_no", order.out_order_no.as_str())
        .with("service_id", order.service_id.as_str())
        .with("order_id", order.order_id.as_str())
}

/// The answer to whoever began it.
pub(super) fn begun(order: &ServiceOrder) -> Fields {
    with_about(stated(order), order, &ABOUT)
        .with("notify_url", order.notify_url.as_str())
        .with("package", order.package.as_str())
}

/// The answer to whoever says that the service is over.
pub(super) fn completed(order: &ServiceOrder) -> Fields {
    let about = ["post_payments", "post_discounts", "risk_fund", "time_range"];
    let end_location = order
        .about
        .get("location")
        .and_then(|location| location.get("end_location"));
    let location = end_location.map(|place| Fields::new().with("end_location", place.clone()));
    with_about(stated(order), order, &about)
        .with_some("location", location)
        .with_some("total_amount", order.total_amount)
        .with("need_collection", needs_collection(order))
}

/// All that is known of it by now.
pub(super) fn known(order: &ServiceOrder) -> Fields {
    changed(order).with("openid", order.openid.as_str())
}

/// The same without the user.
pub(super) fn changed(order: &ServiceOrder) -> Fields {
    told(order).with("notify_url", order.notify_url.as_str())
}

fn stated(order: &ServiceOrder) -> Fields {
    with_about(numbers(order), order, &[INTRODUCTION])
        .with("state", order.state.as_str())
        .with_some("state_description", order.state.description())
}

fn told(order: &ServiceOrder) -> Fields {
    let is_over = order.total_amount.is_some();
    with_about(stated(order), order, &ABOUT)
        .with_some("total_amount", order.total_amount)
        .with_some("need_collection", is_over.then(|| needs_collection(order)))
        .with_some("collection", collection(order))
}

fn with_about(fields: Fields, order: &ServiceOrder, names: &[&str]) -> Fields {
    names.iter().fold(fields, |fields, name| {
        fields.with_some(name, order.about.get(*name).cloned())
    })
}

fn needs_collection(order: &ServiceOrder) -> bool {
    order.total_amount.is_some_and(|total| total > 0)
}

fn collection(order: &ServiceOrder) -> Option<Fields> {
    let total = order.total_amount.filter(|total| *total > 0)?;
    let (state, paid) = match &order.paid {
        Some(_) => ("USER_PAID", total),
        None => ("USER_PAYING", 0),
    };
    let details = order.paid.as_ref().map(|paid| {
        let by = if paid.transaction_id.is_some() {
            "NEWTON"
        } else {
            "MCH"
        };
        let detail = Fields::new()
            .with_some("seq", paid.transaction_id.as_ref().map(|_| 1))
            .with("amount", total)
            .with("paid_type", by)
            .with("paid_time", beijing::compact(paid.at))
            .with_some("transaction_id", paid.transaction_id.as_deref());
        vec![Value::from(detail)]
    });
    Some(
        Fields::new()
            .with("state", state)
            .with("total_amount", total)
            .with("paying_amount", total - paid)
            .with("paid_amount", paid)
            .with_some("details", details),
    )
}

/// What is told when the user confirmed, or paid.
pub(super) fn notice(order: &ServiceOrder) -> Notice {
    let (event, event_type) = match order.state {
        ServiceState::Done => ("payscore_user_paid", "PAYSCORE.USER_PAID"),
        _ => ("payscore_user_confirm", "PAYSCORE.USER_CONFIRM"),
    };
    let mut payload = told(order).with("openid", order.openid.as_str());
    if let (ServiceState::Done, Some(Value::Object(fund))) = (order.state, order.about.get("risk_fund")) {
        // What is told of a payment has no name of the fund.
        let mut fund = fund.clone();
        fund.shift_remove("name");
        payload = payload.with("risk_fund", fund);
    }
    Notice {
        event: event.to_owned(),
        event_type: event_type.to_owned(),
        payload: payload.map(),
        notify_url: order.notify_url.clone(),
        after_secs: 0,
    }
}
