//! Another way for a refund that could not arrive (发起异常退款).

use super::book::set_out;
use super::query::unknown;
use super::view::refund;
use crate::flow::refuse::{invalid, parameter, required};
use crate::flow::whose::sender;
use crate::ledger::{Ledger, RefundStatus};
use crate::message::{Asked, Done, Outcome, Refusal};

/// Sends it to a bank card of the user, or back to the merchant's.
pub(super) fn apply(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let party = sender(asked);
    let refund_id = required(asked, "refund_id")?;
    let found = ledger
        .refund_by_number(refund_id)
        .filter(|refund| refund.party == party);
    let key = party.key(&found.ok_or_else(unknown)?.out_refund_no);
    let abnormal = ledger.refunds.get_mut(&key).ok_or_else(unknown)?;
    if required(asked, "out_refund_no")? != abnormal.out_refund_no {
        return Err(parameter(asked, "/out_refund_no", "is another refund's number"));
    }
    if abnormal.status != RefundStatus::Abnormal {
        return Err(invalid("退款单不是退款异常状态"));
    }
    let (channel, account) = match required(asked, "type")? {
        "MERCHANT_BANK_CARD" => ("OTHER_BANKCARD", "商户结算银行账户"),
        _ => ("OTHER_BANKCARD", "用户银行卡"),
    };
    abnormal.channel = channel.to_owned();
    abnormal.user_received_account = account.to_owned();
    set_out(ledger, key.clone(), asked.at);
    let again = ledger.refunds.get(&key).ok_or_else(unknown)?;
    Ok(Outcome::Fields(refund(again)).into())
}
