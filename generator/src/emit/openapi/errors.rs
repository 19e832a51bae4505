//! The documented error codes: answers of v3 by their status, and a table for whoever reads it by program.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::emit::rust::calls;
use crate::ir::{Advice, ErrorCode, Limit, Operation, Response};

/// Adds an answer for each status; one that is a success too has its codes in the table alone.
pub(super) fn insert(out: &mut Map<String, Value>, operation: &Operation) {
    let mut by_status: BTreeMap<u16, Vec<&ErrorCode>> = BTreeMap::new();
    for error in &operation.errors {
        if let Some(status) = error.status {
            by_status.entry(status).or_default().push(error);
        }
    }
    for (status, errors) in by_status {
        out.entry(status.to_string())
            .or_insert_with(|| answer(operation, &errors));
    }
}

fn answer(operation: &Operation, errors: &[&ErrorCode]) -> Value {
    let line = |error: &&ErrorCode| {
        let meanings = calls::meanings(error);
        let colon = if meanings.is_empty() { "" } else { "：" };
        let advice = calls::words(error.advice(operation));
        format!("- `{}`{colon}{meanings}（{advice}）", error.code)
    };
    let lines: Vec<String> = errors.iter().map(line).collect();
    let example = |error: &&ErrorCode| {
        let message = error.meanings.first().map_or("", String::as_str);
        let value = json!({ "code": error.code, "message": message });
        (error.code.clone(), json!({ "value": value }))
    };
    let examples: Map<String, Value> = errors.iter().map(example).collect();
    json!({
        "description": lines.join("\n"),
        "headers": { "Request-ID": { "$ref": "#/components/headers/Request-ID" } },
        "content": {
            "application/json": {
                "schema": { "$ref": "#/components/schemas/Error" },
                "examples": examples,
            },
        },
    })
}

/// `x-errors`: what a program reads.
pub(super) fn table(errors: &[ErrorCode], advice: impl Fn(&ErrorCode) -> Advice) -> Option<Value> {
    let row = |error: &ErrorCode| {
        let mut out = Map::new();
        if let Some(status) = error.status {
            out.insert("status".to_owned(), json!(status));
        }
        out.insert("code".to_owned(), json!(error.code));
        if !error.meanings.is_empty() {
            out.insert("meanings".to_owned(), json!(error.meanings));
        }
        out.insert("advice".to_owned(), json!(word(advice(error))));
        Value::Object(out)
    };
    let rows: Vec<Value> = errors.iter().map(row).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

/// `x-rate-limits`
pub(super) fn limits(operation: &Operation) -> Option<Value> {
    let row = |limit: &Limit| {
        let mut out = json!({ "calls": limit.calls, "seconds": limit.seconds });
        if !limit.scope.is_empty() {
            out["scope"] = json!(limit.scope);
        }
        out
    };
    let rows: Vec<Value> = operation.limits.iter().map(row).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

/// What the description says of them: in v2, whose failures are no answers of their own, the codes too.
pub(super) fn lines(operation: &Operation) -> Vec<String> {
    let mut lines = calls::limits(operation);
    let is_apart = operation.errors.iter().all(|error| error.status.is_some());
    if !is_apart && !matches!(operation.response, Response::Redirect) {
        lines.extend(calls::errors(operation));
    }
    lines
}

fn word(advice: Advice) -> &'static str {
    match advice {
        Advice::Fix => "fix",
        Advice::Query => "query",
        Advice::RetryLater => "retry-later",
        Advice::RetryNow => "retry-now",
    }
}
