//! Whether what a flow says is documented: its answers, its refusals, what it tells.

use serde_json::{Map, Value};
use wechatpay_gateway::answer::english;
use wechatpay_gateway::message::{Asked, Done, Notice, Outcome, Refusal};
use wechatpay_openapi::catalogue::{Entry, notifications, operations};
use wechatpay_openapi::runtime::{Answer, Version};
use wechatpay_openapi::testing::{TableView, ValueKind};

/// Codes of every operation (接口规则).
const COMMON: [(u16, &str); 4] = [
    (400, "PARAM_ERROR"),
    (400, "INVALID_REQUEST"),
    (401, "SIGN_ERROR"),
    (500, "SYSTEM_ERROR"),
];

/// Codes that an operation's page does not have, each with the reason why they are given.
const ELSEWHERE: [(&str, &str, &str); 12] = [
    // Pages of payments by code, of transfers and of payscore have no table of codes: as their neighbours say it.
    (
        "/v3/pay/transactions/codepay",
        "OUT_TRADE_NO_USED",
        "no table; as of the other ways to place an order",
    ),
    (
        "/v3/pay/transactions/out-trade-no/{out_trade_no}/reverse",
        "MCH_NOT_EXISTS",
        "no table; as of closing",
    ),
    (
        "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}",
        "NOT_FOUND",
        "no table",
    ),
    (
        "/v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}",
        "NOT_FOUND",
        "no table",
    ),
    (
        "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel",
        "NOT_FOUND",
        "no table",
    ),
    ("/v3/payscore/serviceorder", "ORDER_NOT_EXIST", "no table"),
    (
        "/v3/payscore/serviceorder/{out_order_no}/cancel",
        "ORDER_NOT_EXIST",
        "no table",
    ),
    (
        "/v3/payscore/serviceorder/{out_order_no}/complete",
        "ORDER_NOT_EXIST",
        "no table",
    ),
    (
        "/v3/payscore/serviceorder/{out_order_no}/modify",
        "ORDER_NOT_EXIST",
        "no table",
    ),
    (
        "/v3/payscore/serviceorder/{out_order_no}/pay",
        "ORDER_NOT_EXIST",
        "no table",
    ),
    (
        "/v3/payscore/serviceorder/{out_order_no}/sync",
        "ORDER_NOT_EXIST",
        "no table",
    ),
    (
        "/pay/closeorder",
        "ORDERNOTEXIST",
        "its table has no code for an unknown order; as of asking for one",
    ),
];

/// The documented operation of this verb and path.
pub(crate) fn entry(method: &str, path: &str) -> &'static Entry {
    let found =
        operations().find(|entry| entry.operation.method.as_str() == method && entry.operation.path == path);
    found.unwrap_or_else(|| panic!("{method} {path} is not documented"))
}

/// What was asked, and all that came of it.
pub(crate) fn check(asked: &Asked, done: &Done) -> Result<(), String> {
    let entry = entry(asked.operation.method.as_str(), asked.operation.path);
    // A request that is refused may well say what is not documented.
    let is_refused = matches!(done.outcome, Outcome::Refused(_));
    if let Some(table) = entry.request.filter(|_| !is_refused) {
        object(&asked.fields, TableView::of(table), "request")?;
    }
    match &done.outcome {
        Outcome::Fields(fields) => {
            let table = entry.answer.ok_or("an answer without fields has some")?;
            object(fields, TableView::of(table), "answer")?;
        }
        Outcome::Empty if matches!(entry.operation.answers, Answer::Empty(_)) => {}
        Outcome::File { .. } if matches!(entry.operation.answers, Answer::File | Answer::CsvOrXml) => {}
        Outcome::Refused(refusal) => refused(entry, refusal)?,
        _ => return Err(format!("it answers {:?}, not this", entry.operation.answers)),
    }
    told(&done.notices)
}

/// What is told.
pub(crate) fn told(notices: &[Notice]) -> Result<(), String> {
    for notice in notices {
        let version = if notice.event_type.is_empty() {
            Version::V2
        } else {
            Version::V3
        };
        let event = notifications().find(|event| event.name == notice.event && event.version == version);
        let event = event.ok_or_else(|| format!("no notification is called {}", notice.event))?;
        if version == Version::V3 && !event.event_types.contains(&notice.event_type.as_str()) {
            return Err(format!("{} is never told as {}", notice.event, notice.event_type));
        }
        object(&notice.payload, TableView::of(event.table), &notice.event)?;
    }
    Ok(())
}

fn refused(entry: &Entry, refusal: &Refusal) -> Result<(), String> {
    if entry.operation.version == Version::V3 && english(&refusal.message).is_none() {
        return Err(format!("nobody has translated {}", refusal.message));
    }
    let code = (refusal.status, refusal.code.as_str());
    let same_status = |status: Option<u16>| status.is_none_or(|status| status == refusal.status);
    let documented = entry.operation.errors.iter();
    let mut documented = documented.filter(|documented| documented.code == refusal.code);
    let is_v3 = entry.operation.version == Version::V3;
    if documented.any(|documented| same_status(documented.status)) || (is_v3 && COMMON.contains(&code)) {
        return Ok(());
    }
    let path = entry.operation.path.replace("/partner/", "/");
    if ELSEWHERE
        .iter()
        .any(|(of, code, _)| *of == path && *code == refusal.code)
    {
        return Ok(());
    }
    let codes: Vec<&str> = entry.operation.errors.iter().map(|error| error.code).collect();
    Err(format!(
        "{code:?} is not documented for {}, but {codes:?}",
        entry.operation
    ))
}

fn object(fields: &Map<String, Value>, table: TableView, at: &str) -> Result<(), String> {
    for (name, value) in fields {
        let at = format!("{at}/{name}");
        // What the client adds to every request of v2 is no field of a table.
        if matches!(name.as_str(), "nonce_str" | "sign") && table.field(name).is_none() {
            continue;
        }
        let field = table
            .field(name)
            .ok_or_else(|| format!("{at} is not documented in {}", table.name()))?;
        let kind = match field.kind() {
            ValueKind::Numbered(inner) => *inner,
            kind => kind,
        };
        fits(value, &kind, &at)?;
    }
    Ok(())
}

fn fits(value: &Value, kind: &ValueKind, at: &str) -> Result<(), String> {
    let is_it = match (kind, value) {
        (ValueKind::Record(table), Value::Object(fields)) => return object(fields, *table, at),
        (ValueKind::List(inner), Value::Array(items)) => {
            return items
                .iter()
                .enumerate()
                .try_for_each(|(n, item)| fits(item, inner, &format!("{at}/{n}")));
        }
        (ValueKind::Enum(values), Value::String(text)) => values.contains(&text.as_str()),
        (ValueKind::Bool, Value::Bool(_)) | (ValueKind::Json, _) => true,
        (ValueKind::Text | ValueKind::Sensitive, Value::String(_)) => true,
        (ValueKind::Float, Value::Number(_)) => true,
        (ValueKind::Integer, Value::Number(number)) => number.is_i64(),
        // A request of v2 has texts, as on the wire.
        (ValueKind::Integer, Value::String(digits)) => digits.parse::<i64>().is_ok(),
        _ => false,
    };
    if is_it {
        Ok(())
    } else {
        Err(format!("{at} is {value}, which is no {kind:?}"))
    }
}
