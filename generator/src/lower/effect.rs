//! What a second sending of the same request does: whether it may be repeated when nobody knows if the first arrived, and
//! what is special about refunds.
//!
//! No page says so in a table, but what makes two requests one is there: a number of the merchant's own. Only a
//! *required* one counts, whoever says so, since one that may be absent makes nothing one, and only at the top of the request: one in a
//! list is the number of an item. Whatever is not known acts each time: `docs-specs/overrides/effects.toml` has the exceptions.

use crate::ir::{Body, Effect, Field, Method, Operation, Refusal, Response, Segment, Version};

/// The header that makes two requests one, where it is documented.
const KEY: &str = "Idempotency-Key";
/// A refund that failed is not to be sent again within a minute, as the documentation of refunds asks.
const AFTER_REFUND: u32 = 60;

/// What a second sending does: the first of these that applies.
pub(super) fn of(operation: &Operation) -> Effect {
    if reads(operation) {
        Effect::None
    } else if is_once_by_nature(operation) || is_once_by_number(operation) {
        Effect::Once
    } else if operation.headers.iter().any(|header| header.name == KEY) {
        Effect::Keyed
    } else {
        Effect::Each
    }
}

/// A refund that is refused for the rate may have been accepted (状态码 429): query it, or send it again with its number.
pub(super) fn refusal(operation: &Operation) -> Refusal {
    if makes_refund(operation) || goes_on_with_refund(operation) {
        Refusal::Open
    } else {
        Refusal::Final
    }
}

/// Seconds to wait before it is sent again.
pub(super) fn repeat_after(operation: &Operation) -> Option<u32> {
    makes_refund(operation).then_some(AFTER_REFUND)
}

/// Whether it makes a refund: it posts the merchant's own number for one, and how much. A v2 query posts the number alone.
fn makes_refund(operation: &Operation) -> bool {
    let fields = match &operation.body {
        Body::Json(fields) | Body::Xml(fields) => fields,
        Body::None | Body::Multipart(_) => return false,
    };
    let has = |name: &str| fields.iter().any(|field| field.name == name);
    operation.method == Method::Post && has("out_refund_no") && (has("amount") || has("refund_fee"))
}

/// Whether it does something about a refund that its path names: to another account, or from one's own.
fn goes_on_with_refund(operation: &Operation) -> bool {
    let is_refund = |field: &Field| field.name == "refund_id";
    !reads(operation) && operation.path_params.iter().any(is_refund)
}

/// Whether it changes nothing: a GET of v3, a bill, or a query by POST.
///
/// A GET of v2 is a redirect, or spends a code that is good for once. Title and path must both speak of a query:
/// `查询审核结果` is the title of `…/cup/invalid` too.
fn reads(operation: &Operation) -> bool {
    let queries = |last: &str| last.to_ascii_lowercase().contains("query");
    match (operation.version, operation.method) {
        (Version::V3, Method::Get) => true,
        (_, Method::Post) => {
            matches!(operation.response, Response::CsvOrXmlError(_))
                || operation.meta.title.contains("查询") && last(operation).is_some_and(queries)
        }
        _ => false,
    }
}

/// PUT and DELETE, as HTTP defines them (RFC 9110, 9.2.2). PATCH is not among them.
fn replaces(operation: &Operation) -> bool {
    matches!(operation.method, Method::Put | Method::Delete)
}

/// Whether it is one by what it does, whatever is sent.
fn is_once_by_nature(operation: &Operation) -> bool {
    replaces(operation) || ends_what_is_named(operation)
}

/// Whether it is one by a number in the request, and not without.
pub(super) fn is_once_by_number(operation: &Operation) -> bool {
    !reads(operation) && !is_once_by_nature(operation) && own_numbers(operation).next().is_some()
}

/// The numbers that the merchant gave to the request, or to what it makes, and that it must have.
///
/// One in the path does not count: it is that of an older thing, and the request may do something to it each time
/// (`payscore/serviceorder/{out_order_no}/pay`).
pub(super) fn own_numbers(operation: &Operation) -> impl Iterator<Item = &Field> {
    let in_path = |name: &str| operation.path_params.iter().any(|field| field.name == name);
    let fields = operation.body.fields().iter().chain(&operation.query);
    fields.filter(move |field| {
        field.requirement.is_required() && is_own_number(&field.name) && !in_path(&field.name)
    })
}

/// Whether a field of this name is the merchant's own number of a request, an order, a refund, a contract, ….
fn is_own_number(name: &str) -> bool {
    /// Those that do not begin with `out_`.
    const NAMED: [&str; 9] = [
        "authenticate_number",
        "business_code",
        "contract_code",
        "idempotent_id",
        "mch_billno",
        "merchant_plan_no",
        "merchant_sign_plan_no",
        "merchant_submit_id",
        "partner_trade_no",
    ];
    /// The merchant's names of people and places, which stay the same from request to request.
    const LASTING: [&str; 6] = [
        "out_parking_id",
        "out_parking_lot_id",
        "out_shop_no",
        "out_table_no",
        "out_user_code",
        "out_user_id",
    ];
    let own = name.starts_with("out_") || name.starts_with("combine_out_");
    let number = ["_no", "_code", "_id"].iter().any(|end| name.ends_with(end));
    NAMED.contains(&name) || name.ends_with("_request_no") || own && number && !LASTING.contains(&name)
}

/// Whether the path names a thing and says that it ends, which happens once.
fn ends_what_is_named(operation: &Operation) -> bool {
    const ENDS: [&str; 9] = [
        "cancel",
        "close",
        "complete",
        "deactivate",
        "invalidate",
        "reverse",
        "revoke",
        "stop",
        "terminate",
    ];
    !operation.path_params.is_empty() && last(operation).is_some_and(|last| ENDS.contains(&last))
}

/// The last segment of the path, if it is no parameter.
fn last(operation: &Operation) -> Option<&str> {
    match operation.path.last() {
        Some(Segment::Literal(text)) => Some(text),
        _ => None,
    }
}
