//! Asking for a refund (申请退款).

use serde_json::Value;

use super::book::{Unrefundable, Wanted, book};
use super::view::refund;
use crate::flow::amount::amount;
use crate::flow::refuse::{invalid, missing, required};
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
pub(super) fn wanted(asked: &Asked) -> Result<Wanted, Refusal> {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    if text("transaction_id").or_else(|| text("out_trade_no")).is_none() {
        return Err(missing("/transaction_id", Location::Body));
    }
    Ok(Wanted {
        party: sender(asked),
        transaction_id: text("transaction_id"),
        out_trade_no: text("out_trade_no"),
        out_refund_no: required(asked, "out_refund_no")?.to_owned(),
        refund: amount(asked, "/amount/refund")?,
        total: amount(asked, "/amount/total")?,
        from: asked.field("/amount/from").cloned().filter(Value::is_array),
        reason: text("reason"),
        refund_account: text("refund_account"),
        notify_url: text("notify_url").unwrap_or_default(),
        protocol: Protocol::V3,
        content: Content::of(asked),
    })
}

/// Why there is no refund, in v3.
pub(super) fn refusal(why: Unrefundable) -> Refusal {
    match why {
        Unrefundable::NoOrder => Refusal::new(404, "RESOURCE_NOT_EXISTS", why.message()),
        _ => invalid(why.message()),
    }
}
