//! Orders whose payment sheet is documented: the direct and the partner's ones, and the combined ones.

use super::field::find;
use crate::ir::{Operation, Response, Segment, Sheet};

/// By the last segment, if the answer has what it needs. The orders of other products (Hong Kong, medical insurance, …)
/// are opened in ways of their own.
pub(super) fn of(operation: &Operation) -> Option<Sheet> {
    let path: Vec<&str> = operation.path.iter().map(Segment::text).collect();
    let way = match path[..] {
        ["v3", "pay", "transactions", way]
        | ["v3", "pay", "partner", "transactions", way]
        | ["v3", "combine-transactions", way] => way,
        _ => return None,
    };
    let Response::Json(answer) = &operation.response else {
        return None;
    };
    let has = |name| find(answer, name).is_some();
    let is = |ways: &[&str]| ways.iter().any(|one| way.starts_with(one));
    if has("h5_url") || has("code_url") {
        Some(Sheet::Url)
    } else if has("prepay_id") && is(&["jsapi", "miniprogram"]) {
        Some(Sheet::Jsapi)
    } else if has("prepay_id") && is(&["app"]) {
        Some(Sheet::App)
    } else {
        None
    }
}
