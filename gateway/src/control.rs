//! The control API: JSON below `/_gateway/`, for tests in any language and for the page.
//!
//! `GET /_gateway/api` lists all of it. Errors are `{"error": "…"}` for people. What a browser's page of somebody else sends is
//! refused, and what was sent to a name that is not the gateway's: whoever has the gateway running must not be controlled by a page
//! that is open beside it.

mod call;
mod catalogue;
mod checks;
mod clock;
mod curl;
mod events;
mod faults;
mod input;
mod journal;
mod keys;
mod notifications;
mod numbered;
mod orders;
mod origin;
mod own;
mod placed;
mod problem;
mod ready;
mod route;
mod schema;
mod snapshot;
mod status;
mod sums;
mod today;
mod users;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use axum::{Json, routing};
use serde_json::{Value, json};

use crate::world::World;
use problem::Problem;
use route::Route;

/// Below this nothing is WeChat Pay's.
pub const PREFIX: &str = "/_gateway";

/// Everything that can be asked for, by its subject.
const ROUTES: &[&[Route]] = &[
    status::ROUTES,
    journal::ROUTES,
    faults::ROUTES,
    notifications::ROUTES,
    events::ROUTES,
    orders::ROUTES,
    users::ROUTES,
    clock::ROUTES,
    keys::ROUTES,
    checks::ROUTES,
    snapshot::ROUTES,
    catalogue::ROUTES,
];

/// All of it, for a server to merge with its own routes. Whatever else is asked for below [`PREFIX`] is answered with what there is.
pub fn router(world: Arc<World>) -> Router {
    let all = ROUTES.iter().copied().flatten();
    let router = all.fold(Router::new(), |router, route| {
        router.route(&format!("{PREFIX}{}", route.path), (route.handler)())
    });
    router
        .route(&format!("{PREFIX}/api"), routing::get(list))
        .route(&format!("{PREFIX}/{{*rest}}"), any(unknown))
        .method_not_allowed_fallback(unknown)
        .layer(from_fn_with_state(world.clone(), origin::own))
        .with_state(world)
}

async fn list() -> Json<Value> {
    Json(listed())
}

fn listed() -> Value {
    let all = ROUTES.iter().copied().flatten().map(|route| {
        let mut shown =
            json!({ "call": format!("{} {PREFIX}{}", route.method, route.path), "does": route.does });
        if !route.takes.is_empty() {
            shown["takes"] = route.takes.into();
        }
        shown
    });
    all.collect()
}

async fn unknown(request: Request) -> Problem {
    let calls: Vec<Value> = listed()
        .as_array()
        .into_iter()
        .flatten()
        .map(|route| route["call"].clone())
        .collect();
    let text = format!("there is no {} {}", request.method(), request.uri().path());
    Problem::not_found(text).with("calls", calls.into())
}
