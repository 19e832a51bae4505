//! Documented errors of v3 that several flows give.

use serde_json::Value;

use crate::message::{Asked, Detail, Location, Refusal};

/// What keeps the business rules from doing what was asked.
pub(crate) fn invalid(message: &str) -> Refusal {
    Refusal::new(400, "INVALID_REQUEST", message)
}

/// The same number again, with other content.
pub(crate) fn other_content() -> Refusal {
    invalid("请求重入时，参数与首次请求时不一致")
}

/// The number of an order that nobody can pay any more; that it was closed is told where the page of the request knows it.
pub(crate) fn used_up(asked: &Asked, is_closed: bool, message: String) -> Refusal {
    let closed = "ORDER_CLOSED";
    let mut documented = asked.operation.errors.iter();
    if is_closed && documented.any(|error| error.code == closed) {
        Refusal::new(400, closed, "订单已关闭")
    } else {
        Refusal::new(403, "OUT_TRADE_NO_USED", message)
    }
}

/// A field of the body that no order can have, by its JSON pointer.
pub(crate) fn parameter(asked: &Asked, pointer: &str, issue: &str) -> Refusal {
    Refusal::parameter(Detail {
        field: pointer.to_owned(),
        value: asked.field(pointer).cloned().unwrap_or(Value::Null),
        issue: issue.to_owned(),
        location: Location::Body,
    })
}

/// A parameter that must be there.
pub(crate) fn missing(pointer: &str, location: Location) -> Refusal {
    Refusal::parameter(Detail {
        field: pointer.to_owned(),
        value: Value::Null,
        issue: "is required".to_owned(),
        location,
    })
}

/// The text of a required field; its absence was refused before, if checks are on.
pub(crate) fn required<'asked>(asked: &'asked Asked, name: &str) -> Result<&'asked str, Refusal> {
    asked
        .text(name)
        .ok_or_else(|| missing(&format!("/{name}"), Location::Body))
}
