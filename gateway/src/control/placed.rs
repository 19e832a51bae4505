//! The fields of a request, each where its operation has it.

use serde_json::{Map, Value, json};
use wechatpay_openapi_runtime::{Method, Operation};

/// A request as the catalogue has them: what the path names is in it, the rest in the query or in the body.
pub(super) fn placed(operation: &Operation, fields: Map<String, Value>) -> Value {
    let is_named = |name: &str| operation.path.contains(&format!("{{{name}}}"));
    let (path, rest): (Map<_, _>, Map<_, _>) = fields.into_iter().partition(|(name, _)| is_named(name));
    match operation.method {
        Method::Get | Method::Delete => json!({ "path": path, "query": rest }),
        _ => json!({ "path": path, "body": rest }),
    }
}
