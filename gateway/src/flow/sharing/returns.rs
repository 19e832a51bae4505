//! Giving a share back (分账回退): from a merchant, at once.

use super::query::unknown;
use super::view::{notice, returned};
use crate::flow::amount::amount;
use crate::flow::refuse::{invalid, missing, other_content, required};
use crate::flow::whose::sender;
use crate::ledger::{Content, Ledger, Party, Share, ShareResult, Sharing, SharingReturn};
use crate::message::{Asked, Done, Location, Refusal};

/// Gives back, or repeats the answer that a return of the same words had.
pub(super) fn create(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = sender(asked);
    let out_return_no = required(asked, "out_return_no")?;
    let key = party.key(out_return_no);
    if let Some(before) = ledger.sharing_returns.get(&key) {
        return if before.content == Content::of(asked) {
            Ok(returned(before).answer())
        } else {
            Err(other_content())
        };
    }
    let sharing = find(ledger, &party, asked)?.clone();
    let (share, amount) = given(ledger, &sharing, asked)?;
    let back = SharingReturn {
        sharing: party.key(&sharing.out_order_no),
        party,
        order_id: sharing.order_id.clone(),
        out_order_no: sharing.out_order_no.clone(),
        out_return_no: out_return_no.to_owned(),
        return_id: ledger.ids.dated("3008450741", asked.at, 10),
        return_mchid: share.account.clone(),
        amount,
        description: required(asked, "description")?.to_owned(),
        at: asked.at,
        content: Content::of(asked),
    };
    let numbers = (back.return_id.as_str(), back.out_return_no.as_str());
    let notice = notice(&sharing, share, amount, numbers, asked.at);
    let answer = returned(&back).answer();
    ledger.sharing_returns.insert(key, back);
    Ok(Done {
        notices: vec![notice],
        ..answer
    })
}

/// What came of a return.
pub(super) fn query(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = sender(asked).key(required(asked, "out_return_no")?);
    let out_order_no = required(asked, "out_order_no")?;
    let found = ledger
        .sharing_returns
        .get(&key)
        .filter(|back| back.out_order_no == out_order_no);
    Ok(returned(found.ok_or_else(unknown)?).answer())
}

fn find<'ledger>(ledger: &'ledger Ledger, party: &Party, asked: &Asked) -> Result<&'ledger Sharing, Refusal> {
    let found = match (asked.text("out_order_no"), asked.text("order_id")) {
        (Some(out_order_no), _) => ledger.sharings.get(&party.key(out_order_no)),
        (None, Some(order_id)) => {
            let mut own = ledger.sharings.values().filter(|sharing| sharing.party == *party);
            own.find(|sharing| sharing.order_id == order_id)
        }
        (None, None) => return Err(missing("/out_order_no", Location::Body)),
    };
    found.ok_or_else(|| invalid("分账单不存在"))
}

/// The share that is given back, and how much of it.
fn given<'sharing>(
    ledger: &Ledger,
    sharing: &'sharing Sharing,
    asked: &Asked,
) -> Result<(&'sharing Share, i64), Refusal> {
    let return_mchid = required(asked, "return_mchid")?;
    let amount = amount(asked, "/amount")?;
    let mut of_merchant = sharing.shares.iter().filter(|share| share.kind == "MERCHANT_ID");
    let share = of_merchant
        .find(|share| share.account == return_mchid && share.result == ShareResult::Success)
        .ok_or_else(|| invalid("回退方没有分账成功的记录"))?;
    let key = sharing.party.key(&sharing.out_order_no);
    let before = ledger.sharing_returns.values();
    let before = before.filter(|back| back.sharing == key && back.return_mchid == return_mchid);
    let before: i64 = before.map(|back| back.amount).sum();
    if before + amount > share.amount {
        return Err(invalid("回退金额超过分账金额"));
    }
    Ok((share, amount))
}
