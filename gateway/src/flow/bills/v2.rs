//! Bills of v2: the answer is the file.

use super::fetch::file;
use super::fund_flow::{Account, fund_flow};
use super::period::{Period, period};
use super::trade::{TradeBill, trade};
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Refusal};

/// Of what was paid and given back. An error is a number, in `error_code`.
pub(super) fn download_bill(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let bill =
        TradeBill::read(asked.text("bill_type")).ok_or_else(|| unread("20001", "invalid bill_type"))?;
    let day = match period(asked.text("bill_date").unwrap_or_default(), asked.at) {
        Period::Ready(day) => day,
        Period::Creating => return Err(unread("20002", "Bill Creating")),
        Period::Gone => return Err(unread("20002", "No Bill Exist")),
        Period::Unreadable => return Err(unread("20001", "invalid bill_date")),
    };
    let content = trade(ledger, &asked.caller.mchid, asked.text("sub_mch_id"), &day, bill);
    let content = content.ok_or_else(|| unread("20002", "No Bill Exist"))?;
    Ok(file(&content, is_gzip(asked))?.into())
}

/// Of what came and went, with a digest in its header.
pub(super) fn download_fund_flow(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let refuse = |code: &str, message: &str| Refusal::new(200, code, message);
    let account = Account::read(asked.text("account_type"));
    let account = account.ok_or_else(|| refuse("PARAM_ERROR", "account_type错误"))?;
    let day = match period(asked.text("bill_date").unwrap_or_default(), asked.at) {
        Period::Ready(day) => day,
        Period::Creating => return Err(refuse("BILL_CREATING", "账单生成中")),
        Period::Gone => return Err(refuse("NO_BILL_EXIST", "账单不存在")),
        Period::Unreadable => return Err(refuse("PARAM_ERROR", "bill_date错误")),
    };
    let content = fund_flow(ledger, &asked.caller.mchid, None, &day, account);
    let content = content.ok_or_else(|| refuse("NO_BILL_EXIST", "账单不存在"))?;
    let file = file(&content, is_gzip(asked))?;
    Ok(file.with_digest_of(content.as_bytes()).into())
}

fn is_gzip(asked: &Asked) -> bool {
    asked.text("tar_type") == Some("GZIP")
}

fn unread(error_code: &str, return_msg: &str) -> Refusal {
    Refusal {
        is_unread: true,
        ..Refusal::new(200, error_code, return_msg)
    }
}
