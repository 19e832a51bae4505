//! The documented operations: found by words, and shown one by one with calls that can be copied.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use wechatpay_openapi::catalogue::{Entry, Fact, operations};

use super::call;
use super::input::{Body, InQuery};
use super::numbered::number;
use super::placed::placed;
use super::problem::Problem;
use super::ready::Ready;
use super::route::Route;
use super::today::Today;
use crate::catalogue::known_operation;
use crate::flow;
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/catalogue",
        does: "the operations that have all these words in name, product or URL; if none has, in the names of their fields",
        takes: "?q=退款 申请&version=v3&limit=50",
        handler: || get(search),
    },
    Route {
        method: "GET",
        path: "/catalogue/operation",
        does: "one operation: examples, fields, errors, official pages, a call in Rust, and one by curl that is signed for the next \
               five minutes",
        takes: "?name=POST /v3/refund/domestic/refunds",
        handler: || get(one),
    },
    Route {
        method: "GET",
        path: "/curl",
        does: "the same call by curl alone, to be given to a shell",
        takes: "?name=POST /v3/pay/transactions/native",
        handler: || get(curl),
    },
    Route {
        method: "POST",
        path: "/curl",
        does: "a call with these fields instead of an example's, wherever each of them belongs",
        takes: r#"?name=POST /v3/refund/domestic/refunds {"out_trade_no": "1217", "out_refund_no": "r-1", "amount": {"refund": 1, "total": 100, "currency": "CNY"}}"#,
        handler: || post(curl_of),
    },
    Route {
        method: "POST",
        path: "/catalogue/call",
        does: "a request of an operation, encrypted and signed for the next five minutes: to be sent, or by curl",
        takes: r#"{"name": "GET /v3/refund/domestic/refunds/{out_refund_no}", "request": {"path": {"out_refund_no": "1217"}}}"#,
        handler: || post(signed),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueQuery {
    #[serde(default)]
    q: String,
    version: Option<String>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallDraft {
    name: String,
    #[serde(default)]
    request: Value,
}

/// Whether each word is in one of the texts; of no words all are.
pub(super) fn is_like<'t>(words: &str, texts: impl IntoIterator<Item = &'t str>) -> bool {
    let texts: Vec<String> = texts.into_iter().map(str::to_lowercase).collect();
    let words = words.to_lowercase();
    words
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

/// What is said of fields, by their JSON pointers.
pub(super) fn facts(facts: &[Fact]) -> Value {
    let shown = facts.iter().map(|fact| {
        json!({
            "pointer": fact.pointer,
            "term": fact.term,
            "min_length": fact.min_length,
            "max_length": fact.max_length,
        })
    });
    shown.collect()
}

fn summary(entry: &Entry) -> Value {
    json!({
        "operation": entry.operation.to_string(),
        "title": entry.operation.title,
        "product": entry.product,
        "version": entry.operation.version.to_string(),
    })
}

async fn search(InQuery(wanted): InQuery<CatalogueQuery>) -> Json<Vec<Value>> {
    let limit = wanted.limit.unwrap_or(50);
    let of_version = |entry: &&'static Entry| {
        let version = entry.operation.version.to_string();
        wanted.version.as_ref().is_none_or(|wanted| *wanted == version)
    };
    let named = |entry: &&'static Entry| {
        let name = entry.operation.to_string();
        is_like(&wanted.q, [&*name, entry.operation.title, entry.product])
    };
    let found: Vec<Value> = operations()
        .filter(of_version)
        .filter(named)
        .take(limit)
        .map(summary)
        .collect();
    if !found.is_empty() {
        return Json(found);
    }
    let with_field = |entry: &&'static Entry| {
        let facts = entry.facts.iter().chain(entry.path);
        is_like(&wanted.q, facts.flat_map(|fact| [fact.pointer, fact.term]))
    };
    Json(
        operations()
            .filter(of_version)
            .filter(with_field)
            .take(limit)
            .map(summary)
            .collect(),
    )
}

fn find(name: &str) -> Result<&'static Entry, Problem> {
    let found = operations().find(|entry| entry.operation.to_string() == name);
    found.ok_or_else(|| {
        // Many at once are none, either.
        let text = known_operation(name).err();
        Problem::not_found(text.unwrap_or_else(|| format!("`{name}` is no one operation")))
    })
}

/// The documented examples of a request, as this merchant would send them today.
fn requests(world: &World, entry: &Entry) -> Vec<Value> {
    let mut requests: Vec<Value> = serde_json::from_str(entry.request_examples).unwrap_or_default();
    let today = Today::of(world);
    let operation = entry.operation.to_string();
    for request in &mut requests {
        today.request(request);
        number(&operation, request);
    }
    requests
}

/// The first of them, signed.
fn first(world: &World, entry: &Entry, requests: &[Value]) -> anyhow::Result<Ready> {
    call::ready(world, entry, requests.first().unwrap_or(&Value::Null))
}

async fn curl(State(world): State<Arc<World>>, InQuery(named): InQuery<Named>) -> Result<String, Problem> {
    let entry = find(&named.name)?;
    pasted(first(&world, entry, &requests(&world, entry)))
}

async fn curl_of(
    State(world): State<Arc<World>>,
    InQuery(named): InQuery<Named>,
    Body(fields): Body<Map<String, Value>>,
) -> Result<String, Problem> {
    let entry = find(&named.name)?;
    pasted(call::ready(&world, entry, &placed(entry.operation, fields)))
}

fn pasted(ready: anyhow::Result<Ready>) -> Result<String, Problem> {
    match ready {
        Ok(ready) => Ok(format!("{}\n", ready.curl)),
        Err(error) => Err(Problem::wrong(format!("{error:#}"))),
    }
}

async fn signed(
    State(world): State<Arc<World>>,
    Body(draft): Body<CallDraft>,
) -> Result<Json<Ready>, Problem> {
    let entry = find(&draft.name)?;
    let ready = call::ready(&world, entry, &draft.request);
    ready
        .map(Json)
        .map_err(|error| Problem::wrong(format!("{error:#}")))
}

async fn one(
    State(world): State<Arc<World>>,
    InQuery(named): InQuery<Named>,
) -> Result<Json<Value>, Problem> {
    let entry = find(&named.name)?;
    let read = |json: &str| serde_json::from_str::<Value>(json).unwrap_or_default();
    let operation = entry.operation;
    let errors = operation.errors.iter().map(
        |error| json!({ "status": error.status, "code": error.code, "advice": error.advice.to_string() }),
    );
    let mut steps = flow::modelled().iter().flat_map(|flow| flow.steps);
    let is_modelled = steps.any(|step| step.path == operation.path && step.method == operation.method);
    let mut shown = summary(entry);
    shown["is_modelled"] = is_modelled.into();
    shown["effect"] = operation.effect.to_string().into();
    shown["errors"] = errors.collect();
    shown["path"] = facts(entry.path);
    shown["fields"] = facts(entry.facts);
    shown["answers"] = read(entry.answer_examples);
    shown["links"] = json!(entry.links);
    shown["rust"] = entry.call.into();
    let requests = requests(&world, entry);
    match first(&world, entry, &requests) {
        Ok(ready) => shown["curl"] = ready.curl.into(),
        Err(error) => shown["no_curl"] = format!("{error:#}").into(),
    }
    shown["requests"] = requests.into();
    Ok(Json(shown))
}
