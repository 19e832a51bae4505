//! Placing an order (统一下单), or one that is paid by code at once (付款码支付).

use super::refuse::{amount, party, refuse, required};
use crate::flow::orders::{PASSWORD_FROM, PASSWORD_SECS, prepaid, renewed, settle, view_v2};
use crate::ledger::{Content, Happening, Ledger, Order, Protocol, TradeState, TradeType, beijing};
use crate::message::{Asked, Done, Refusal};

/// How long an order can be paid if the merchant does not say, in seconds.
const DEFAULT_SECS: i64 = 7 * 86_400;

/// The order of this request, or the one that it repeats.
pub(super) fn unifiedorder(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let trade_type = match required(asked, "trade_type")? {
        "JSAPI" => TradeType::Jsapi,
        "NATIVE" => TradeType::Native,
        "APP" => TradeType::App,
        "MWEB" => TradeType::Mweb,
        other => return Err(refuse("INVALID_REQUEST", format!("trade_type不支持{other}"))),
    };
    if trade_type == TradeType::Jsapi && asked.text("openid").or(asked.text("sub_openid")).is_none() {
        return Err(refuse("LACK_PARAMS", "trade_type为JSAPI时openid必填"));
    }
    if let Some(before) = repeated(ledger, asked)? {
        let before = renewed(ledger, before.clone(), asked.at);
        return Ok(placed(&before, &ledger.origin));
    }
    let mut order = drawn(asked, trade_type, expiry(asked)?)?;
    order.prepay_id = ledger.ids.prepay(asked.at);
    order.code = (trade_type == TradeType::Native).then(|| ledger.ids.letters(9));
    let expires = Happening::OrderExpires(order.party.key(&order.out_trade_no));
    ledger.plan(order.expires, expires);
    let done = placed(&order, &ledger.origin);
    ledger.keep_order(order);
    Ok(done)
}

fn placed(order: &Order, origin: &str) -> Done {
    let lead = prepaid(order.trade_type, &order.prepay_id, order.code.as_deref(), origin).map();
    let mweb_url = lead.get("h5_url").cloned();
    view_v2::success(order)
        .with("trade_type", order.trade_type.as_str())
        .with("prepay_id", order.prepay_id.as_str())
        .with_some("code_url", lead.get("code_url").cloned())
        .with_some("mweb_url", mweb_url)
        .answer()
}

/// Pays at once, or says that the user has to type the password.
pub(super) fn micropay(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let waits = || refuse("USERPAYING", TradeState::Userpaying.description());
    if repeated(ledger, asked)?.is_some() {
        return Err(waits());
    }
    let mut order = drawn(asked, TradeType::Micropay, asked.at + PASSWORD_SECS)?;
    let done = if order.total >= PASSWORD_FROM {
        order.trade_state = TradeState::Userpaying;
        let expires = Happening::OrderExpires(order.party.key(&order.out_trade_no));
        ledger.plan(order.expires, expires);
        Err(waits())
    } else {
        settle(&mut ledger.ids, &mut order, asked.at);
        Ok(view_v2::micropay(&order).answer())
    };
    ledger.keep_order(order);
    done
}

/// The order that a request repeats, while it can be paid.
fn repeated<'ledger>(ledger: &'ledger Ledger, asked: &Asked) -> Result<Option<&'ledger Order>, Refusal> {
    let key = party(asked).key(required(asked, "out_trade_no")?);
    let Some(order) = ledger.orders.get(&key) else {
        return Ok(None);
    };
    match order.trade_state {
        TradeState::Notpay | TradeState::Userpaying if order.content == Content::of(asked) => Ok(Some(order)),
        TradeState::Notpay | TradeState::Userpaying => Err(refuse("INVALID_REQUEST", "201 商户订单号重复")),
        TradeState::Success | TradeState::Refund => Err(refuse("ORDERPAID", "该订单已支付")),
        TradeState::Revoked => Err(refuse("ORDERREVERSED", "该订单已撤销")),
        TradeState::Closed | TradeState::Payerror => Err(refuse("ORDERCLOSED", "该订单已关闭")),
    }
}

fn expiry(asked: &Asked) -> Result<i64, Refusal> {
    let Some(text) = asked.text("time_expire") else {
        return Ok(asked.at + DEFAULT_SECS);
    };
    match beijing::parse(text) {
        Some(expires) if expires >= asked.at + 60 => Ok(expires),
        Some(_) => Err(refuse("INVALID_REQUEST", "time_expire时间过短，至少1分钟")),
        None => Err(refuse("INVALID_REQUEST", "time_expire格式应为yyyyMMddHHmmss")),
    }
}

/// ISO 4217三位字母代码，默认CNY.
fn currency(asked: &Asked) -> Result<String, Refusal> {
    let stated = asked.text("fee_type").unwrap_or("CNY");
    match stated.len() == 3 && stated.bytes().all(|byte| byte.is_ascii_uppercase()) {
        true => Ok(stated.to_owned()),
        false => Err(refuse("INVALID_REQUEST", "fee_type应为ISO 4217三位字母代码")),
    }
}

fn drawn(asked: &Asked, trade_type: TradeType, expires: i64) -> Result<Order, Refusal> {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    let out_trade_no = required(asked, "out_trade_no")?.to_owned();
    Ok(Order {
        appid: text("appid").unwrap_or_default(),
        sub_appid: text("sub_appid"),
        total: amount(asked, "total_fee", "INVALID_REQUEST")?,
        currency: currency(asked)?,
        description: text("body").unwrap_or_default(),
        attach: text("attach"),
        device_id: text("device_info"),
        notify_url: text("notify_url").unwrap_or_default(),
        profit_sharing: asked.text("profit_sharing") == Some("Y"),
        openid: text("openid"),
        sub_openid: text("sub_openid"),
        protocol: Protocol::V2,
        sign_type: text("sign_type").filter(|stated| stated != "MD5"),
        content: Content::of(asked),
        ..Order::new(party(asked), out_trade_no, trade_type, (asked.at, expires))
    })
}
