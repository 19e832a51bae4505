//! Asking for a refund (申请退款).

use serde_json::Value;

use super::book::{RefundWanted, Unrefundable, book};
use super::view::refund;
use crate::flow::amount::{amount, currency};
use crate::flow::refuse::{invalid, missing, parameter, required};
use crate::flow::whose::sender;
use crate::ledger::{Content, Ledger, Protocol};
use crate::message::{Asked, Done, Location, Outcome, Refusal};

/// Begins a refund: it is on its way, and told when it has arrived.
pub(super) fn apply(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let wanted = wanted(asked)?;
    let booked = book(ledger, wanted, asked.at).map_err(refusal)?;
    Ok(Outcome::Fields(refund(booked)).into())
}

/// What a request of v3 asks for.
pub(super) fn wanted(asked: &Asked) -> Result<RefundWanted, Refusal> {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    if text("transaction_id").or_else(|| text("out_trade_no")).is_none() {
        return Err(missing("/transaction_id", Location::Body));
    }
    Ok(RefundWanted {
        party: sender(asked),
        transaction_id: text("transaction_id"),
        out_trade_no: text("out_trade_no"),
        out_refund_no: required(asked, "out_refund_no")?.to_owned(),
        refund: part(asked)?,
        total: amount(asked, "/amount/total")?,
        from: asked.field("/amount/from").cloned().filter(Value::is_array),
        reason: text("reason"),
        refund_account: text("refund_account"),
        notify_url: text("notify_url").unwrap_or_default(),
        protocol: Protocol::V3,
        content: Content::of(asked),
    })
}

/// How much of the order. Which account it comes from may be said (`from`): of part of it, as the documented example does, but
/// of no more.
fn part(asked: &Asked) -> Result<i64, Refusal> {
    currency(asked, "/amount/currency")?;
    let refund = amount(asked, "/amount/refund")?;
    let from = asked.field("/amount/from").and_then(Value::as_array);
    let given = from.map(|accounts| {
        let amounts = accounts
            .iter()
            .filter_map(|account| account.get("amount")?.as_i64());
        amounts.map(i128::from).sum::<i128>()
    });
    match given {
        Some(given) if given > i128::from(refund) => Err(parameter(
            asked,
            "/amount/from",
            "must not add up to more than the refund",
        )),
        _ => Ok(refund),
    }
}

/// Why there is no refund, in v3.
pub(super) fn refusal(why: Unrefundable) -> Refusal {
    match why {
        Unrefundable::NoOrder => Refusal::new(404, "RESOURCE_NOT_EXISTS", why.message()),
        Unrefundable::Shared => Refusal::new(403, "NOT_ENOUGH", why.message()),
        _ => invalid(why.message()),
    }
}
