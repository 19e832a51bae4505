//! Keeping what is left (解冻剩余资金).

use super::amounts::{left, shareable};
use super::create::repeated;
use super::end::set_out;
use crate::flow::refuse::required;
use crate::flow::whose::sender;
use crate::ledger::{Content, Ledger, Share, Sharing};
use crate::message::{Asked, Done, Refusal};

/// All that is left is the merchant's; nothing can be shared any more.
pub(super) fn unfreeze(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = sender(asked);
    if let Some(done) = repeated(ledger, &party, asked)? {
        return Ok(done);
    }
    let transaction_id = required(asked, "transaction_id")?;
    let rest = left(ledger, shareable(ledger, &party, transaction_id)?);
    if rest <= 0 {
        return Err(Refusal::new(403, "NOT_ENOUGH", "分账金额为0"));
    }
    let own = party.sub_mchid.clone().unwrap_or_else(|| party.mchid.clone());
    let description = required(asked, "description")?.to_owned();
    let begun = Sharing {
        party,
        transaction_id: transaction_id.to_owned(),
        out_order_no: required(asked, "out_order_no")?.to_owned(),
        order_id: String::new(),
        is_finished: false,
        shares: vec![Share::pending("MERCHANT_ID".to_owned(), own, rest, description)],
        unfreezes: true,
        created: asked.at,
        content: Content::of(asked),
    };
    Ok(set_out(ledger, begun, asked.at))
}
