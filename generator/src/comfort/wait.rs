//! Queries for a state that will last.

use super::field::find;
use crate::ir::{Effect, Field, Operation, Response, States, Type};

/// What the state of an order, a refund, a transfer, a batch is called, the first that is there.
const FIELDS: [&str; 6] = [
    "trade_state",
    "state",
    "status",
    "batch_status",
    "batch_state",
    "refund_status",
];

/// Words for what is under way.
const PENDING: [&str; 18] = [
    "ACCEPT",
    "ACCEPTED",
    "CANCELING",
    "CREATED",
    "CREATE_SUCCESS",
    "GENERATING",
    "INIT",
    "NOTPAY",
    "PENDING",
    "PROCESSING",
    "RECHARGING",
    "SUBMITTED",
    "TRANSFERING",
    "UNDECLARED",
    "USERPAYING",
    "USER_PAYING",
    "WAIT_PAY",
    "WAIT_USER_CONFIRM",
];

/// Words for what is over. A payment that was refunded is: `REFUND` comes after `SUCCESS`.
const FINAL: [&str; 17] = [
    "ABNORMAL",
    "BANK_FAIL",
    "CANCELED",
    "CANCELLED",
    "CHANGE",
    "CLOSE",
    "CLOSED",
    "COMPLETED",
    "EXCEPT",
    "FAIL",
    "FAILED",
    "FINISHED",
    "PAYERROR",
    "PAY_FAIL",
    "REFUND",
    "REVOKED",
    "SUCCESS",
];

/// If each documented value is one of these words, and there are some of both: whoever reads another one must decide.
pub(super) fn of(operation: &Operation) -> Option<States> {
    let (Response::Json(answer) | Response::Xml(answer)) = &operation.response else {
        return None;
    };
    if operation.effect != Effect::None {
        return None;
    }
    let state = FIELDS.iter().find_map(|name| find(answer, name))?;
    let values = values(state);
    let (over, open): (Vec<&str>, Vec<&str>) = values.iter().partition(|value| FINAL.contains(value));
    let is_known = open.iter().all(|value| PENDING.contains(value));
    (is_known && !open.is_empty() && !over.is_empty()).then(|| States {
        field: state.name.clone(),
        values: over.into_iter().map(str::to_owned).collect(),
    })
}

fn values(field: &Field) -> Vec<&str> {
    match &field.ty {
        Type::Enum(values) => values.iter().map(|one| &*one.value).collect(),
        _ => Vec::new(),
    }
}
