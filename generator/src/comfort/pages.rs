//! Lists in pages.

use super::field::find;
use crate::ir::{Effect, Field, Operation, Paging, Response, Type};

/// By the query's `offset`, or by a token of the query whose next value the answer has (`page_token`,
/// `next_page_token`). The answer has one list, or calls the right one `data`.
pub(super) fn of(operation: &Operation) -> Option<Paging> {
    let Response::Json(answer) = &operation.response else {
        return None;
    };
    if operation.effect != Effect::None {
        return None;
    }
    let items = items(answer)?;
    let token = operation.query.iter().find_map(|field| {
        let next = format!("next_{}", field.name);
        let is_token = field.ty == Type::Text && find(answer, &next).is_some();
        is_token.then_some((&field.name, Some(next)))
    });
    let offset = || find(&operation.query, "offset").filter(|field| field.ty == Type::Integer);
    let (begin, next) = token.or_else(|| Some((&offset()?.name, None)))?;
    let total = find(answer, "total_count").filter(|field| field.ty == Type::Integer);
    Some(Paging {
        begin: begin.clone(),
        next,
        items,
        total: total.map(|field| field.name.clone()),
    })
}

fn items(answer: &[Field]) -> Option<String> {
    let mut lists = answer.iter().filter(|field| matches!(field.ty, Type::List(_)));
    let only = match (lists.next(), lists.next()) {
        (only, None) => only,
        _ => find(answer, "data").filter(|field| matches!(field.ty, Type::List(_))),
    };
    only.map(|field| field.name.clone())
}
