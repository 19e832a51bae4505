//! Placing an order (下单).

use serde_json::Value;

use crate::flow::amount::{amount, currency};
use crate::flow::fields::Fields;
use crate::flow::refuse::{other_content, parameter, required, used_up};
use crate::flow::whose::party;
use crate::ledger::{Content, Happening, Ledger, Order, Party, TradeState, TradeType, beijing};
use crate::message::{Asked, Done, Refusal};

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

/// How long an order can be paid if the merchant does not say.
const DEFAULT_DAYS: i64 = 7;
/// The longest time that a merchant can ask for: a QR code has less of it than the others (下单后1分钟至7天, 下单后1分钟至15天).
const fn most_days(trade_type: TradeType) -> i64 {
    match trade_type {
        TradeType::Native => 7,
        _ => 15,
    }
}

/// The order of this request, or the one that it repeats.
pub(super) fn place(ledger: &mut Ledger, asked: &Asked, trade_type: TradeType) -> Result<Done, Refusal> {
    let party = party(asked)?;
    let out_trade_no = required(asked, "out_trade_no")?;
    if let Some(order) = repeated(ledger, &party, out_trade_no, asked)? {
        let order = renewed(ledger, order.clone(), asked.at);
        return Ok(answer(&order, &ledger.origin));
    }
    let expires = expiry(asked, most_days(trade_type))?;
    let mut order = drawn(asked, party, trade_type, expires)?;
    order.prepay_id = ledger.ids.prepay(asked.at);
    order.code = (trade_type == TradeType::Native).then(|| ledger.ids.letters(9));
    ledger.plan(
        expires,
        Happening::OrderExpires(order.party.key(&order.out_trade_no)),
    );
    let done = answer(&order, &ledger.origin);
    ledger.keep_order(order);
    Ok(done)
}

/// The order that a request repeats.
///
/// A number that was paid or closed is used up; while it can be paid, the same content gives the same answer.
pub(super) fn repeated<'ledger>(
    ledger: &'ledger Ledger,
    party: &Party,
    out_trade_no: &str,
    asked: &Asked,
) -> Result<Option<&'ledger Order>, Refusal> {
    let Some(order) = ledger.orders.get(&party.key(out_trade_no)) else {
        return Ok(None);
    };
    if !order.trade_state.is_open() {
        let message = format!("商户订单号重复：{}", order.trade_state.description());
        let is_closed = order.trade_state == TradeState::Closed;
        return Err(used_up(asked, is_closed, message));
    }
    if order.content == Content::of(asked) {
        Ok(Some(order))
    } else {
        Err(other_content())
    }
}

/// The same order, with other numbers that lead to the cashier if those that it had do not any more.
pub(crate) fn renewed(ledger: &mut Ledger, order: Order, at: i64) -> Order {
    if !order.is_stale(at) {
        return order;
    }
    let order = Order {
        prepay_id: ledger.ids.prepay(at),
        code: order.code.is_some().then(|| ledger.ids.letters(9)),
        renewed: Some(at),
        ..order
    };
    ledger.keep_order(order.clone());
    order
}

/// When nobody may pay any more: after so many days at most.
pub(crate) fn expiry(asked: &Asked, most_days: i64) -> Result<i64, Refusal> {
    let Some(text) = asked.text("time_expire") else {
        return Ok(asked.at + DEFAULT_DAYS * DAY);
    };
    let expires =
        beijing::parse(text).ok_or_else(|| parameter(asked, "/time_expire", "is no RFC 3339 time"))?;
    if expires < asked.at + MINUTE || expires > asked.at + most_days * DAY {
        let issue = format!("must be between a minute and {most_days} days from now");
        return Err(parameter(asked, "/time_expire", &issue));
    }
    Ok(expires)
}

/// An order as it was asked for, without the numbers that WeChat Pay gives.
pub(super) fn drawn(
    asked: &Asked,
    party: Party,
    trade_type: TradeType,
    expires: i64,
) -> Result<Order, Refusal> {
    let total = amount(asked, "/amount/total")?;
    let text = |pointer| asked.field(pointer).and_then(Value::as_str).map(str::to_owned);
    let out_trade_no = required(asked, "out_trade_no")?.to_owned();
    Ok(Order {
        appid: text("/appid").or_else(|| text("/sp_appid")).unwrap_or_default(),
        sub_appid: text("/sub_appid"),
        total,
        currency: currency(asked, "/amount/currency")?,
        description: text("/description").unwrap_or_default(),
        attach: text("/attach"),
        device_id: text("/scene_info/device_id"),
        notify_url: text("/notify_url").unwrap_or_default(),
        profit_sharing: asked.field("/settle_info/profit_sharing") == Some(&Value::Bool(true)),
        openid: text("/payer/openid").or_else(|| text("/payer/sp_openid")),
        sub_openid: text("/payer/sub_openid"),
        content: Content::of(asked),
        ..Order::new(party, out_trade_no, trade_type, (asked.at, expires))
    })
}

fn answer(order: &Order, origin: &str) -> Done {
    prepaid(order.trade_type, &order.prepay_id, order.code.as_deref(), origin).answer()
}

/// What leads the user to the cashier.
pub(crate) fn prepaid(trade_type: TradeType, prepay_id: &str, code: Option<&str>, origin: &str) -> Fields {
    match (trade_type, code) {
        (TradeType::Native, Some(code)) => {
            Fields::new().with("code_url", format!("weixin://wxpay/bizpayurl?pr={code}"))
        }
        // It has a query, since a merchant appends `&redirect_url=`.
        (TradeType::Mweb, _) => {
            let h5_url = format!("{origin}/_gateway/pay/{prepay_id}?trade_type=MWEB");
            Fields::new().with("h5_url", h5_url)
        }
        _ => Fields::new().with("prepay_id", prepay_id),
    }
}
