//! The gateway's time.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::Body;
use super::problem::Problem;
use super::route::Route;
use crate::exchange::settle;
use crate::ledger::beijing;
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/clock",
        does: "the gateway's time",
        takes: "",
        handler: || get(show),
    },
    Route {
        method: "POST",
        path: "/clock",
        does: "sets it (seconds since 1970, or RFC 3339), moves it by seconds, stops it or lets it run; what is due by then happens",
        takes: r#"{"set": "2026-11-29T10:00:00+08:00", "advance": 3600, "standing": true}"#,
        handler: || post(change),
    },
];

/// In this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    standing: Option<bool>,
    set: Option<Moment>,
    advance: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Moment {
    Seconds(i64),
    Text(String),
}

async fn show(State(world): State<Arc<World>>) -> Json<Value> {
    Json(shown(&world))
}

fn shown(world: &World) -> Value {
    let now = world.clock.now();
    json!({ "now": now, "time": beijing::rfc3339(now), "standing": world.clock.is_standing() })
}

async fn change(
    State(world): State<Arc<World>>,
    Body(change): Body<ClockChange>,
) -> Result<Json<Value>, Problem> {
    let set = change.set.map(seconds).transpose()?;
    let moved = change.advance.unwrap_or_default();
    let shown_then = set.unwrap_or_else(|| world.clock.now()).saturating_add(moved);
    beijing::dated(shown_then).map_err(Problem::wrong)?;
    match change.standing {
        Some(true) => world.clock.stop(),
        Some(false) => world.clock.run(),
        None => {}
    }
    if let Some(at) = set {
        world.clock.set(at);
    }
    if let Some(by) = change.advance {
        world.clock.advance(by);
    }
    settle(&world);
    Ok(Json(shown(&world)))
}

fn seconds(moment: Moment) -> Result<i64, Problem> {
    let at = match moment {
        Moment::Seconds(at) => at,
        Moment::Text(text) => beijing::parse(&text).ok_or_else(|| {
            Problem::wrong(format!(
                "`set` is `{text}`, which is no time: it is to be like 2026-11-29T10:00:00+08:00, or seconds"
            ))
        })?,
    };
    beijing::dated(at).map_err(Problem::wrong)
}
