//! Asking for a bill (申请账单): where it is, and its digest.

use serde_json::Value;
use wechatpay_openapi_runtime::crypto::sha1_hex;

use super::fund_flow::{Account, fund_flow};
use super::period::{Period, period};
use super::trade::{TradeBill, trade};
use crate::flow::fields::Fields;
use crate::ledger::{Bill, Happening, Ledger};
use crate::message::{Asked, Detail, Done, Location, Refusal};

/// How long a link is good, in seconds.
const LINK_SECS: i64 = 300;

/// Of what was paid and given back.
pub(super) fn trade_bill(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let day = day(asked)?;
    let bill = TradeBill::read(asked.text("bill_type"));
    let bill = bill.ok_or_else(|| parameter(asked, "bill_type", "has no bill here"))?;
    let content = trade(ledger, &asked.caller.mchid, asked.text("sub_mchid"), &day, bill);
    announce(ledger, asked, content)
}

/// Of what came and went.
pub(super) fn fund_flow_bill(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let day = day(asked)?;
    let account = Account::read(asked.text("account_type"));
    let account = account.ok_or_else(|| parameter(asked, "account_type", "is no account"))?;
    let content = fund_flow(
        ledger,
        &asked.caller.mchid,
        asked.text("sub_mchid"),
        &day,
        account,
    );
    announce(ledger, asked, content)
}

fn announce(ledger: &mut Ledger, asked: &Asked, content: Option<String>) -> Result<Done, Refusal> {
    let content = content.ok_or_else(none)?;
    let token = ledger.ids.letters(40);
    let answer = Fields::new()
        .with("hash_type", "SHA1")
        .with("hash_value", sha1_hex(content.as_bytes()))
        .with(
            "download_url",
            format!("{}/v3/billdownload/file?token={token}", ledger.origin),
        )
        .answer();
    let bill = Bill {
        mchid: asked.caller.mchid.clone(),
        content,
        is_gzip: asked.text("tar_type") == Some("GZIP"),
        at: asked.at,
    };
    ledger.plan(asked.at + LINK_SECS, Happening::BillGoes(token.clone()));
    ledger.bills.insert(token, bill);
    Ok(answer)
}

fn day(asked: &Asked) -> Result<String, Refusal> {
    match period(asked.text("bill_date").unwrap_or_default(), asked.at) {
        Period::Ready(day) => Ok(day),
        Period::Creating => Err(Refusal::new(
            400,
            "STATEMENT_CREATING",
            "账单生成中，次日10点后可以下载",
        )),
        Period::Gone => Err(none()),
        Period::Unreadable => Err(parameter(asked, "bill_date", "is no day as yyyy-MM-DD")),
    }
}

fn none() -> Refusal {
    Refusal::new(400, "NO_STATEMENT_EXIST", "账单文件不存在")
}

fn parameter(asked: &Asked, name: &str, issue: &str) -> Refusal {
    Refusal::parameter(Detail {
        field: name.to_owned(),
        value: asked.text(name).map_or(Value::Null, Value::from),
        issue: issue.to_owned(),
        location: Location::Query,
    })
}
