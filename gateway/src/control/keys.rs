//! Keys, while everything runs: rotated, changed, switched.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;

use super::input::Body;
use super::problem::Problem;
use super::route::Route;
use crate::keys::SignsBy;
use crate::notify::{Pace, Phase};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/keys",
        does: "WeChat Pay's keys, and where the merchant is in switching to the public key",
        takes: "",
        handler: || get(show),
    },
    Route {
        method: "POST",
        path: "/keys/rotate",
        does: "adds a platform certificate, which signs from now on where a certificate signs; of more than 8 the oldest is retired",
        takes: "",
        handler: || post(rotate),
    },
    Route {
        method: "POST",
        path: "/keys/v2",
        does: "changes the v2 API key; the one before stays valid for 15 days",
        takes: r#"{"key": "32 letters and digits"}"#,
        handler: || post(change_v2),
    },
    Route {
        method: "POST",
        path: "/keys/phase",
        does: "which key signs answers to requests that name none, and notifications: the certificate's, the public one, or with \
               the documented ramp between them; notifications also by SM2 (国密)",
        takes: r#"{"signs_by": "public_key|certificate", "notifications": {"is": "public_key|certificate|switching|sm2", "since": 1760000000}}"#,
        handler: || post(switch),
    },
];

async fn show(State(world): State<Arc<World>>) -> Json<Value> {
    Json(shown(&world))
}

fn shown(world: &World) -> Value {
    let keys = &world.keys;
    let certificates = keys
        .certificates()
        .into_iter()
        .map(|one| json!({ "serial_no": one.serial_no, "effective": one.effective, "expires": one.expires }));
    let phase = world.outbox.pace().phase;
    json!({
        "public_key_id": keys.public_key_id(),
        "certificates": certificates.collect::<Vec<_>>(),
        "sm2_certificate": keys.sm2_certificate().map(|one| one.serial_no),
        "answers_by": keys.answers_by(None, KeyAlgorithm::Rsa),
        "notifications": phase,
        "notifications_by_public_key_per_mille": phase.per_mille(world.clock.now()),
        "api_v2_keys": keys.api_v2_keys().len(),
    })
}

async fn rotate(State(world): State<Arc<World>>) -> Result<Json<Value>, Problem> {
    let certificate = world.keys.rotate_beside().await?;
    Ok(Json(
        json!({ "serial_no": certificate.serial_no, "pem": certificate.pem }),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct V2KeyChange {
    key: String,
}

async fn change_v2(
    State(world): State<Arc<World>>,
    Body(change): Body<V2KeyChange>,
) -> Result<Json<Value>, Problem> {
    let changed = world.keys.change_api_v2_key(&change.key);
    changed.map_err(|error| Problem::wrong(format!("{error:#}")))?;
    Ok(Json(shown(&world)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    signs_by: Option<SignsBy>,
    notifications: Option<Phase>,
}

async fn switch(State(world): State<Arc<World>>, Body(switch): Body<Switch>) -> Result<Json<Value>, Problem> {
    if switch.notifications == Some(Phase::Sm2) && world.keys.sm2_certificate().is_none() {
        return Err(Problem::wrong(
            "this gateway does not know SM2 (国密): build it with --features sm",
        ));
    }
    if let Some(signs_by) = switch.signs_by {
        world.keys.set_signs_by(signs_by);
    }
    if let Some(phase) = switch.notifications {
        world.outbox.set_pace(Pace {
            phase,
            ..world.outbox.pace()
        });
    }
    Ok(Json(shown(&world)))
}
