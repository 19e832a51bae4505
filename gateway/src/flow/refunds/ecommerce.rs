//! Refunds of platforms (平台收付通): asked for and answered in other words, and the same otherwise.

use super::apply::{refusal, wanted};
use super::book::book;
use super::query::unknown;
use crate::flow::fields::Fields;
use crate::flow::refuse::required;
use crate::flow::whose::sender;
use crate::ledger::{Ledger, Refund, beijing};
use crate::message::{Asked, Done, Refusal};

/// Begins a refund of a merchant that the platform acts for.
pub(super) fn apply(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let wanted = wanted(asked)?;
    let booked = book(ledger, wanted, asked.at).map_err(refusal)?;
    Ok(begun(booked).answer())
}

/// By the merchant's number.
pub(super) fn by_out_refund_no(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_refund_no")?);
    Ok(known(ledger.refunds.get(&key).ok_or_else(unknown)?).answer())
}

/// By WeChat Pay's number.
pub(super) fn by_refund_id(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let found = ledger.refund_by_number(required(asked, "refund_id")?);
    let found = found.filter(|refund| refund.party == sender(asked));
    Ok(known(found.ok_or_else(unknown)?).answer())
}

fn begun(refund: &Refund) -> Fields {
    let amount = Fields::new()
        .with("refund", refund.refund)
        .with_some("from", refund.from.clone())
        .with("payer_refund", refund.refund)
        .with("discount_refund", 0)
        .with("currency", refund.currency.as_str());
    Fields::new()
        .with("refund_id", refund.refund_id.as_str())
        .with("out_refund_no", refund.out_refund_no.as_str())
        .with("create_time", beijing::rfc3339(refund.created))
        .with("amount", amount)
        .with_some("refund_account", refund.refund_account.as_deref())
}

fn known(refund: &Refund) -> Fields {
    begun(refund)
        .with("transaction_id", refund.transaction_id.as_str())
        .with("out_trade_no", refund.out_trade_no.as_str())
        .with("channel", refund.channel.as_str())
        .with("user_received_account", refund.user_received_account.as_str())
        .with_some("success_time", refund.success.map(beijing::rfc3339))
        .with("status", refund.status.as_str())
        .with("funds_account", refund.funds_account.as_str())
}
