//! What goes wrong on demand.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{delete, get, post};
use serde_json::{Value, json};

use super::input::Body;
use super::problem::Problem;
use super::route::Route;
use crate::fault::{Fault, NewRule, Rule};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/faults",
        does: "the rules, how often each was applied and what is left of it",
        takes: "",
        handler: || get(list),
    },
    Route {
        method: "POST",
        path: "/faults",
        does: "adds a rule: what goes wrong with which operation (*, a name, or the beginning of one and *) or notification \
               (notify:refund_success), the next times, by chance or always",
        takes: r#"{"of": "POST /v3/pay/*", "fault": {"kind": "server_error_after"}, "when": {"next": 2}}"#,
        handler: || post(add),
    },
    Route {
        method: "DELETE",
        path: "/faults",
        does: "removes all rules",
        takes: "",
        handler: || delete(clear),
    },
    Route {
        method: "DELETE",
        path: "/faults/{number}",
        does: "removes one rule",
        takes: "",
        handler: || delete(remove),
    },
    Route {
        method: "GET",
        path: "/faults/kinds",
        does: "every kind of fault, as it is written",
        takes: "",
        handler: || get(kinds),
    },
];

async fn list(State(world): State<Arc<World>>) -> Json<Vec<Rule>> {
    Json(world.faults().rules().to_vec())
}

async fn kinds() -> Json<Vec<Fault>> {
    Json(Fault::all())
}

async fn add(State(world): State<Arc<World>>, Body(wanted): Body<NewRule>) -> Result<Json<Value>, Problem> {
    let own = world.keys.mchid();
    if let Some(other) = wanted.mchid.as_ref().filter(|mchid| **mchid != own) {
        return Err(Problem::wrong(format!(
            "`mchid` is `{other}`, and the merchant here is {own}: the rule would never apply"
        )));
    }
    let number = world.faults().add(wanted).map_err(Problem::wrong)?;
    Ok(Json(json!({ "number": number })))
}

async fn clear(State(world): State<Arc<World>>) -> Json<Value> {
    world.faults().clear();
    Json(json!({}))
}

async fn remove(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    let is_gone = number.parse().is_ok_and(|number| world.faults().remove(number));
    match is_gone {
        true => Ok(Json(json!({}))),
        false => Err(Problem::not_found(format!("there is no rule {number}"))),
    }
}
