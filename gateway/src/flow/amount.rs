//! Amounts of money: in 分 of CNY, more than nothing, and no more than anybody pays at once.

use serde_json::Value;

use crate::flow::refuse::parameter;
use crate::message::{Asked, Refusal};

/// One hundred million yuan. No page names a greatest amount; below this one the sums of everything that a ledger keeps,
/// and fees and shares of them, stay far from the greatest integer.
pub(crate) const MOST: i64 = 10_000_000_000;

/// What is wrong with an amount.
pub(crate) fn fault(amount: i64) -> Option<String> {
    match amount {
        ..=0 => Some("must be greater than 0".to_owned()),
        1..=MOST => None,
        _ => Some(format!("must be at most {MOST}")),
    }
}

/// The amount that a request of v3 has there.
pub(crate) fn amount(asked: &Asked, pointer: &str) -> Result<i64, Refusal> {
    let amount = stated(asked, pointer);
    match fault(amount) {
        None => Ok(amount),
        Some(issue) => Err(parameter(asked, pointer, &issue)),
    }
}

/// The currency that a request of v3 has there: the one that all pages of the mainland know (固定传：CNY), stated or not.
pub(crate) fn currency(asked: &Asked, pointer: &str) -> Result<String, Refusal> {
    match asked.field(pointer).and_then(Value::as_str) {
        None | Some("CNY") => Ok("CNY".to_owned()),
        // As the sample of a PARAM_ERROR has it (接口规则).
        Some(_) => Err(parameter(asked, pointer, "Currency code is invalid")),
    }
}

/// The integer there: nothing if there is none, and the greatest of one that is greater still.
pub(crate) fn stated(asked: &Asked, pointer: &str) -> i64 {
    let is_huge = || asked.field(pointer).is_some_and(Value::is_u64);
    match asked.integer(pointer) {
        Some(amount) => amount,
        None if is_huge() => i64::MAX,
        None => 0,
    }
}
