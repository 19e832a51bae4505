//! Placing a combined order (合单下单).

use serde_json::{Map, Value};

use crate::flow::amount::{amount, currency};
use crate::flow::orders::{expiry, prepaid};
use crate::flow::refuse::{other_content, parameter, required, used_up};
use crate::ledger::{Combined, Content, Happening, Ledger, Order, Party, TradeState, TradeType};
use crate::message::{Asked, Done, Refusal};

/// How many orders can be paid at once (2-10笔), although the documented example has one.
const COUNT: std::ops::RangeInclusive<usize> = 2..=10;
/// How long they can be paid at most (下单后1分钟至7天).
const MOST_DAYS: i64 = 7;

/// Places all of its orders, or none.
pub(super) fn place(ledger: &mut Ledger, asked: &Asked, trade_type: TradeType) -> Result<Done, Refusal> {
    let party = super::query::party(asked, "combine_mchid")?;
    let number = required(asked, "combine_out_trade_no")?;
    if let Some(before) = ledger.combined.get(&party.key(number)).cloned() {
        repeats(ledger, &before, asked)?;
        let combined = renewed(ledger, before, asked.at);
        return Ok(answer(&combined, &ledger.origin));
    }
    let expires = expiry(asked, MOST_DAYS)?;
    let mut orders = drawn(ledger, asked, trade_type, expires)?;
    let combined = Combined {
        combine_appid: text(&asked.fields, "combine_appid").unwrap_or_default(),
        combine_out_trade_no: number.to_owned(),
        trade_type,
        orders: orders
            .iter()
            .map(|order| order.party.key(&order.out_trade_no))
            .collect(),
        device_id: asked
            .field("/scene_info/device_id")
            .and_then(Value::as_str)
            .map(str::to_owned),
        notify_url: text(&asked.fields, "notify_url").unwrap_or_default(),
        prepay_id: ledger.ids.prepay(asked.at),
        code: (trade_type == TradeType::Native).then(|| ledger.ids.letters(9)),
        transaction_id: None,
        openid: asked
            .field("/combine_payer_info/openid")
            .and_then(Value::as_str)
            .map(str::to_owned),
        content: Content::of(asked),
        party,
    };
    for order in &mut orders {
        order.combined = Some(combined.party.key(number));
        ledger.plan(
            expires,
            Happening::OrderExpires(order.party.key(&order.out_trade_no)),
        );
        ledger.keep_order(order.clone());
    }
    let done = answer(&combined, &ledger.origin);
    ledger.keep_combined(combined);
    Ok(done)
}

/// The same orders, with other numbers that lead to the cashier if those that they had do not any more.
fn renewed(ledger: &mut Ledger, before: Combined, at: i64) -> Combined {
    let orders = ledger.orders_of(&before);
    let stale: Vec<Order> = orders.filter(|order| order.is_stale(at)).cloned().collect();
    if stale.is_empty() {
        return before;
    }
    for order in stale {
        ledger.keep_order(Order {
            renewed: Some(at),
            ..order
        });
    }
    let combined = Combined {
        prepay_id: ledger.ids.prepay(at),
        code: before.code.is_some().then(|| ledger.ids.letters(9)),
        ..before
    };
    ledger.keep_combined(combined.clone());
    combined
}

/// Whether it is the same request again, and can still be paid.
fn repeats(ledger: &Ledger, before: &Combined, asked: &Asked) -> Result<(), Refusal> {
    let orders = ledger.orders_of(before);
    let mut over = orders
        .map(|order| order.trade_state)
        .filter(|state| !state.is_open());
    if let Some(first) = over.next() {
        let is_closed = first == TradeState::Closed && over.all(|state| state == first);
        let message = "商户订单号重复：订单已支付或已关闭".to_owned();
        return Err(used_up(asked, is_closed, message));
    }
    if before.content == Content::of(asked) {
        Ok(())
    } else {
        Err(other_content())
    }
}

fn answer(combined: &Combined, origin: &str) -> Done {
    prepaid(
        combined.trade_type,
        &combined.prepay_id,
        combined.code.as_deref(),
        origin,
    )
    .answer()
}

fn drawn(ledger: &Ledger, asked: &Asked, trade_type: TradeType, expires: i64) -> Result<Vec<Order>, Refusal> {
    let subs = asked
        .field("/sub_orders")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if !COUNT.contains(&subs.len()) {
        return Err(parameter(asked, "/sub_orders", "must have 2 to 10 orders"));
    }
    let mut orders: Vec<Order> = Vec::with_capacity(subs.len());
    for (place, sub) in subs.iter().enumerate() {
        let sub = sub
            .as_object()
            .ok_or_else(|| parameter(asked, "/sub_orders", "must hold objects"))?;
        let order = Order {
            total: amount(asked, &format!("/sub_orders/{place}/amount/total_amount"))?,
            currency: currency(asked, &format!("/sub_orders/{place}/amount/currency"))?,
            ..order(asked, sub, trade_type, expires)
        };
        let key = order.party.key(&order.out_trade_no);
        let is_twice = orders
            .iter()
            .any(|other| other.party.key(&other.out_trade_no) == key);
        if is_twice || ledger.orders.contains_key(&key) {
            return Err(Refusal::new(
                403,
                "OUT_TRADE_NO_USED",
                format!("商品单订单号重复：{}", order.out_trade_no),
            ));
        }
        orders.push(order);
    }
    Ok(orders)
}

fn order(asked: &Asked, sub: &Map<String, Value>, trade_type: TradeType, expires: i64) -> Order {
    let share = sub.get("settle_info").and_then(|info| info.get("profit_sharing"));
    let payer = |name| {
        asked
            .field("/combine_payer_info")?
            .get(name)?
            .as_str()
            .map(str::to_owned)
    };
    let party = Party {
        mchid: text(sub, "mchid").unwrap_or_default(),
        sub_mchid: text(sub, "sub_mchid"),
    };
    let out_trade_no = text(sub, "out_trade_no").unwrap_or_default();
    Order {
        appid: text(&asked.fields, "combine_appid").unwrap_or_default(),
        sub_appid: text(sub, "sub_appid"),
        description: text(sub, "description").unwrap_or_default(),
        attach: text(sub, "attach"),
        profit_sharing: share == Some(&Value::Bool(true)),
        openid: payer("openid"),
        sub_openid: payer("sub_openid"),
        ..Order::new(party, out_trade_no, trade_type, (asked.at, expires))
    }
}

fn text(of: &Map<String, Value>, name: &str) -> Option<String> {
    of.get(name)?.as_str().map(str::to_owned)
}
