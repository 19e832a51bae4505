//! What was asked and answered, to look at, to wait for and to assert on.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{delete, get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::{Body, InQuery, read};
use super::problem::Problem;
use super::route::Route;
use crate::catalogue::{known_event, known_operation};
use crate::journal::{Entry, Expectation, Expected, Filter, Kind};
use crate::notify::Told;
use crate::world::World;

/// Nobody waits longer: proxies would give up before.
const MOST_WAIT_MS: u64 = 60_000;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/journal",
        does: "the last exchanges, or those after a number; with wait_ms it waits until there are some",
        takes: "?operation=POST /v3/pay/*&since=12&verdict=accepted|refused|faulted|unknown&mchid=1900000001&text=20261129001&limit=100&wait_ms=5000",
        handler: || get(find),
    },
    Route {
        method: "DELETE",
        path: "/journal",
        does: "forgets all exchanges; their numbers go on",
        takes: "",
        handler: || delete(clear),
    },
    Route {
        method: "GET",
        path: "/journal/{number}",
        does: "one exchange",
        takes: "",
        handler: || get(one),
    },
    Route {
        method: "POST",
        path: "/expect",
        does: "asserts what was asked, or with notification in place of operation what was told: passed, or what was seen \
               instead; waits up to within_ms of real time",
        takes: r#"{"operation": "POST /v3/refund/domestic/refunds", "times": 1, "fields": {"amount": {"refund": 100}}, "status": 200, "since": 0, "within_ms": 2000}"#,
        handler: || post(expect),
    },
];

/// A filter as a query: its numbers are texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JournalQuery {
    operation: Option<String>,
    #[serde(default)]
    since: u64,
    verdict: Option<Kind>,
    mchid: Option<String>,
    text: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    wait_ms: u64,
}

/// A time that somebody may wait.
fn within(name: &str, millis: u64) -> Result<u64, Problem> {
    match millis {
        0..=MOST_WAIT_MS => Ok(millis),
        _ => Err(Problem::wrong(format!(
            "`{name}` is {millis}: at most {MOST_WAIT_MS} are waited"
        ))),
    }
}

async fn find(
    State(world): State<Arc<World>>,
    InQuery(wanted): InQuery<JournalQuery>,
) -> Result<Json<Value>, Problem> {
    let wait = Duration::from_millis(within("wait_ms", wanted.wait_ms)?);
    if let Some(operation) = &wanted.operation {
        known_operation(operation).map_err(Problem::wrong)?;
    }
    let filter = Filter {
        operation: wanted.operation,
        since: wanted.since,
        verdict: wanted.verdict,
        mchid: wanted.mchid,
        text: wanted.text,
        limit: wanted.limit,
    };
    let found = world.journal.wait(&filter, wait).await;
    let last = world.journal.last();
    explained(move || {
        let entries: Vec<&Entry> = found.iter().map(|entry| &**entry).collect();
        json!({ "last": last, "exchanges": entries })
    })
    .await
}

/// Writes exchanges where nobody else waits: one whose signature was refused is explained to who asks first.
async fn explained(write: impl FnOnce() -> Value + Send + 'static) -> Result<Json<Value>, Problem> {
    let written = tokio::task::spawn_blocking(write).await;
    Ok(Json(written.map_err(anyhow::Error::from)?))
}

async fn one(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    let found = number.parse().ok().and_then(|number| world.journal.get(number));
    let last = world.journal.last();
    let missing = || {
        Problem::not_found(format!(
            "there is no exchange {number}, or it is forgotten; the last one is {last}"
        ))
    };
    let entry = found.ok_or_else(missing)?;
    explained(move || json!(&*entry)).await
}

async fn clear(State(world): State<Arc<World>>) -> Json<Value> {
    world.journal.clear();
    Json(json!({ "last": world.journal.last() }))
}

async fn expect(
    State(world): State<Arc<World>>,
    Body(wanted): Body<Value>,
) -> Result<Json<Expected>, Problem> {
    if wanted.get("notification").is_some() {
        let wanted: Told = read(wanted)?;
        within("within_ms", wanted.within_ms)?;
        known_event(&wanted.notification, true).map_err(Problem::wrong)?;
        return Ok(Json(wanted.check(&world.outbox).await));
    }
    let wanted: Expectation = read(wanted)?;
    within("within_ms", wanted.within_ms)?;
    known_operation(&wanted.operation).map_err(Problem::wrong)?;
    Ok(Json(wanted.check(&world.journal).await))
}
