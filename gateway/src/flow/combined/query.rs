//! Asking for a combined order (合单查询订单).

use super::view::combined;
use crate::flow::refuse::{missing, required};
use crate::flow::whose::signing;
use crate::ledger::{Combined, Ledger, Party};
use crate::message::{Asked, Done, Location, Refusal};

/// All of its orders.
pub(super) fn query(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = Party::merchant(asked.caller.mchid.as_str());
    let found = find(ledger, &party, asked)?;
    Ok(combined(ledger, found).answer())
}

/// The one of the number in the path.
pub(super) fn find<'ledger>(
    ledger: &'ledger Ledger,
    party: &Party,
    asked: &Asked,
) -> Result<&'ledger Combined, Refusal> {
    let key = party.key(required(asked, "combine_out_trade_no")?);
    let unknown = || Refusal::new(404, "ORDERNOTEXIST", "订单不存在");
    ledger.combined.get(&key).ok_or_else(unknown)
}

/// The merchant that this field names, who must be the one that signed.
pub(super) fn party(asked: &Asked, name: &str) -> Result<Party, Refusal> {
    let mchid = asked
        .text(name)
        .ok_or_else(|| missing(&format!("/{name}"), Location::Body))?;
    signing(asked, Party::merchant(mchid))
}
