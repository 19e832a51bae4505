//! What the user of WeChat does: nothing of it comes from the merchant.

use crate::flow::complaints::Grievance;
use crate::flow::{combined, complaints, orders, payscore, transfers, v2};
use crate::ledger::Ledger;
use crate::message::{Notice, Refusal};

/// Pays the order, single or combined, that has this `prepay_id`, code (of a `code_url`) or number of the merchant; of a part of
/// a combined order all of it. `at` is in seconds since 1970-01-01 UTC.
///
/// # Errors
/// If there is none, or nobody can pay it any more.
pub fn pay(ledger: &mut Ledger, number: &str, at: i64) -> Result<Vec<Notice>, Refusal> {
    match combined::key(ledger, number) {
        Some(key) => combined::pay(ledger, (&key, number), at),
        None => orders::pay(ledger, number, at),
    }
}

/// Cannot pay it: an order by code has failed, any other can be tried again.
///
/// # Errors
/// If there is none, or nobody can pay it any more.
pub fn fail(ledger: &mut Ledger, number: &str, at: i64) -> Result<(), Refusal> {
    match combined::key(ledger, number) {
        Some(key) => combined::open(ledger, (&key, number), at).map(|_| ()),
        None => orders::fail(ledger, number, at),
    }
}

/// Confirms the transfer that has this `transfer_bill_no`, `package_info` or `out_bill_no`.
///
/// # Errors
/// If there is none, or it does not wait for the user.
pub fn confirm_transfer(ledger: &mut Ledger, number: &str, at: i64) -> Result<Vec<Notice>, Refusal> {
    transfers::confirm(ledger, number, at)
}

/// Takes the red packet that has this `send_listid` or `mch_billno`.
///
/// # Errors
/// If there is none, or it was taken or is back.
pub fn open_redpack(ledger: &mut Ledger, number: &str, at: i64) -> Result<(), Refusal> {
    v2::open(ledger, number, at)
}

/// Confirms the service order that has this `order_id`, `package` or `out_order_no`.
///
/// # Errors
/// If there is none, or it does not wait for the user.
pub fn confirm_service(ledger: &mut Ledger, number: &str) -> Result<Vec<Notice>, Refusal> {
    payscore::confirm(ledger, number)
}

/// Complains about a paid order; the `complaint_id`, and what is told.
///
/// # Errors
/// If there is no such order, or it is not paid.
pub fn complain(
    ledger: &mut Ledger,
    grievance: Grievance,
    at: i64,
) -> Result<(String, Vec<Notice>), Refusal> {
    complaints::raise(ledger, grievance, at)
}

/// Says more about a complaint; one that was settled is open again.
///
/// # Errors
/// If there is none.
pub fn go_on_complaining(
    ledger: &mut Ledger,
    complaint_id: &str,
    text: &str,
    at: i64,
) -> Result<Vec<Notice>, Refusal> {
    complaints::go_on(ledger, complaint_id, text, at)
}
