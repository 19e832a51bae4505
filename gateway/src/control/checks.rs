//! What is checked, and how strictly.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::{get, post, put};
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::Body;
use super::problem::Problem;
use super::route::Route;
use crate::catalogue::known_operation;
use crate::check::{Check, Checks};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/checks",
        does: "the checks that are not as usual, of all operations and of single ones",
        takes: "",
        handler: || get(show),
    },
    Route {
        method: "GET",
        path: "/checks/modes",
        does: "how strict each check is for all operations, in the order in which they are made",
        takes: "",
        handler: || get(modes),
    },
    Route {
        method: "PUT",
        path: "/checks",
        does: "sets all of them",
        takes: r#"{"all": {"length": "off"}, "operations": {"POST /v3/refund/domestic/refunds": {"unknown": "lenient"}}}"#,
        handler: || put(set),
    },
    Route {
        method: "POST",
        path: "/checks",
        does: "changes some: check=off|lenient|strict, of one operation VERB /path:check=mode; all is every check",
        takes: r#"{"apply": ["length=off", "POST /v3/refund/domestic/refunds:unknown=lenient"]}"#,
        handler: || post(apply),
    },
];

async fn show(State(world): State<Arc<World>>) -> Json<Checks> {
    Json(world.checks())
}

async fn modes(State(world): State<Arc<World>>) -> Json<Value> {
    let checks = world.checks();
    let mode = |check: Check| json!({ "check": check, "mode": checks.mode(check, "") });
    Json(Check::ALL.map(mode).into_iter().collect())
}

async fn set(State(world): State<Arc<World>>, Body(checks): Body<Checks>) -> Result<Json<Checks>, Problem> {
    for operation in checks.operations.keys() {
        known_operation(operation).map_err(Problem::wrong)?;
    }
    world.set_checks(checks);
    Ok(Json(world.checks()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    apply: Vec<String>,
}

async fn apply(
    State(world): State<Arc<World>>,
    Body(changes): Body<Changes>,
) -> Result<Json<Checks>, Problem> {
    let mut checks = world.checks();
    for change in &changes.apply {
        checks.apply(change).map_err(Problem::wrong)?;
    }
    world.set_checks(checks.clone());
    Ok(Json(checks))
}
