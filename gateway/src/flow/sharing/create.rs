//! Asking for shares (请求分账).

use serde_json::Value;

use super::amounts::{MAX_RATIO, left, shareable, shared};
use super::end::set_out;
use super::view::sharing;
use crate::flow::amount::amount;
use crate::flow::refuse::{invalid, other_content, parameter, required};
use crate::flow::whose::sender;
use crate::ledger::{Content, Ledger, Order, Party, Share, Sharing};
use crate::message::{Asked, Done, Refusal};

/// The most receivers of a request, and the most requests of an order.
const MOST: usize = 50;

/// Begins to share, or repeats the answer that a sharing of the same words had.
pub(super) fn create(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = sender(asked);
    if let Some(done) = repeated(ledger, &party, asked)? {
        return Ok(done);
    }
    let transaction_id = required(asked, "transaction_id")?;
    let shares = shares(asked)?;
    let wanted: i64 = shares.iter().map(|share| share.amount).sum();
    possible(
        ledger,
        shareable(ledger, &party, transaction_id)?,
        transaction_id,
        wanted,
    )?;
    let begun = Sharing {
        party,
        transaction_id: transaction_id.to_owned(),
        out_order_no: required(asked, "out_order_no")?.to_owned(),
        order_id: String::new(),
        is_finished: false,
        shares,
        unfreezes: asked.field("/unfreeze_unsplit") == Some(&Value::Bool(true)),
        created: asked.at,
        content: Content::of(asked),
    };
    Ok(set_out(ledger, begun, asked.at))
}

/// The answer to the request that this one repeats.
pub(super) fn repeated(ledger: &Ledger, party: &Party, asked: &Asked) -> Result<Option<Done>, Refusal> {
    match ledger.sharings.get(&party.key(required(asked, "out_order_no")?)) {
        None => Ok(None),
        Some(before) if before.content == Content::of(asked) => Ok(Some(sharing(before).answer())),
        Some(_) => Err(other_content()),
    }
}

fn possible(ledger: &Ledger, order: &Order, transaction_id: &str, wanted: i64) -> Result<(), Refusal> {
    if ledger.sharings_of(transaction_id).count() >= MOST {
        Err(invalid("同一笔订单最多支持50次分账"))
    } else if wanted > left(ledger, order) {
        Err(Refusal::new(403, "NOT_ENOUGH", "分账金额不足"))
    } else if (shared(ledger, transaction_id) + wanted) * 10_000 > order.total * MAX_RATIO {
        Err(Refusal::new(403, "RULE_LIMIT", "分账金额超出最大分账比例"))
    } else {
        Ok(())
    }
}

fn shares(asked: &Asked) -> Result<Vec<Share>, Refusal> {
    let receivers = asked
        .field("/receivers")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if receivers.is_empty() || receivers.len() > MOST {
        return Err(parameter(asked, "/receivers", "must have 1 to 50 receivers"));
    }
    let shares = receivers.iter().enumerate().map(|(place, receiver)| {
        let text = |name| {
            receiver
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let amount = amount(asked, &format!("/receivers/{place}/amount"))?;
        Ok(Share::pending(
            text("type"),
            text("account"),
            amount,
            text("description"),
        ))
    });
    shares.collect()
}
