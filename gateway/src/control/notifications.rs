//! Notifications: what was sent and received, sent again, and any documented one on demand.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::events::{filled, find};
use super::input::{Body, InQuery};
use super::problem::Problem;
use super::route::Route;
use crate::catalogue::known_event;
use crate::fault::MOST_COPIES;
use crate::message::Notice;
use crate::notify::{Delivery, Ordered, Pace, address};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/notifications",
        does: "the notifications, the newest first: where each stands, every attempt with its reply and what is made of it",
        takes: "?open=true&event=refund_success&limit=100",
        handler: || get(list),
    },
    Route {
        method: "POST",
        path: "/notifications",
        does: "sends a documented event (GET /_gateway/events) with its example, any field set over it or left out",
        takes: r#"{"event": "refund_success", "event_type": "REFUND.SUCCESS", "fields": {"amount": {"refund": 5}}, "without": ["/user_received_account"], "notify_url": "http://127.0.0.1:8080/notify", "after_secs": 0, "duplicates": 0}"#,
        handler: || post(send),
    },
    Route {
        method: "GET",
        path: "/notifications/{number}",
        does: "one notification",
        takes: "",
        handler: || get(one),
    },
    Route {
        method: "POST",
        path: "/notifications/{number}/resend",
        does: "sends it again now, whatever became of it",
        takes: "",
        handler: || post(resend),
    },
    Route {
        method: "POST",
        path: "/notifications/{number}/cancel",
        does: "does not send it any more",
        takes: "",
        handler: || post(cancel),
    },
    Route {
        method: "GET",
        path: "/pace",
        does: "how notifications are sent: where to if a request does not say it, how fast, by which key",
        takes: "",
        handler: || get(pace),
    },
    Route {
        method: "POST",
        path: "/pace",
        does: "changes it: the pauses of the real schedule are divided by factor",
        takes: r#"{"notify_url": "http://127.0.0.1:8080/notify", "factor": 60}"#,
        handler: || post(change_pace),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliveryQuery {
    open: Option<bool>,
    event: Option<String>,
    limit: Option<usize>,
}

fn shown(delivery: &Delivery) -> Value {
    let mut shown = serde_json::to_value(delivery).unwrap_or_default();
    shown["summary"] = json!(delivery.summary());
    shown
}

async fn list(
    State(world): State<Arc<World>>,
    InQuery(wanted): InQuery<DeliveryQuery>,
) -> Result<Json<Vec<Value>>, Problem> {
    if let Some(event) = &wanted.event {
        known_event(event, false).map_err(Problem::wrong)?;
    }
    let deliveries = world.outbox.deliveries();
    let meant = deliveries.iter().rev().filter(|delivery| {
        wanted.open.is_none_or(|open| delivery.is_open() == open)
            && wanted
                .event
                .as_ref()
                .is_none_or(|event| delivery.notice.event == *event)
    });
    Ok(Json(meant.take(wanted.limit.unwrap_or(100)).map(shown).collect()))
}

fn known(world: &World, number: &str) -> Result<Delivery, Problem> {
    let found = number.parse().ok().and_then(|number| world.outbox.get(number));
    found.ok_or_else(|| Problem::not_found(format!("there is no notification {number}, or it is forgotten")))
}

async fn one(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    known(&world, &number).map(|delivery| Json(shown(&delivery)))
}

async fn resend(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    let delivery = known(&world, &number)?;
    match world.outbox.resend(delivery.number) {
        true => Ok(Json(json!({}))),
        false => Err(Problem::wrong(
            "it has no notify_url to be sent to: POST /_gateway/notifications sends another with one",
        )),
    }
}

async fn cancel(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    let delivery = known(&world, &number)?;
    match world.outbox.cancel(delivery.number) {
        true => Ok(Json(json!({}))),
        false => Err(Problem::wrong(format!(
            "it does not wait: {}",
            delivery.summary().en
        ))),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demand {
    event: String,
    event_type: Option<String>,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    notify_url: String,
    #[serde(default)]
    after_secs: u32,
    #[serde(default)]
    duplicates: u32,
}

/// That something can be sent there; an empty text is nowhere.
fn addressed(name: &str, text: Option<&str>) -> Result<(), Problem> {
    match text.unwrap_or_default() {
        "" => Ok(()),
        text => address(text)
            .map(drop)
            .map_err(|why| Problem::wrong(format!("`{name}`: {why}"))),
    }
}

async fn send(State(world): State<Arc<World>>, Body(demand): Body<Demand>) -> Result<Json<Value>, Problem> {
    let event = find(&demand.event)?;
    addressed("notify_url", Some(&demand.notify_url))?;
    if demand.duplicates > MOST_COPIES {
        let text = format!(
            "`duplicates` is {}: there are at most {MOST_COPIES}",
            demand.duplicates
        );
        return Err(Problem::wrong(text));
    }
    let (event_type, payload) = filled(
        event,
        demand.event_type.as_deref(),
        &world.keys.mchid(),
        demand.fields,
        &demand.without,
    )?;
    let notice = Notice {
        event: event.name.to_owned(),
        event_type,
        payload,
        notify_url: demand.notify_url,
        after_secs: demand.after_secs,
    };
    let numbers = world.outbox.order(Ordered {
        duplicates: demand.duplicates,
        ..Ordered::plain(notice)
    });
    Ok(Json(json!({ "numbers": numbers })))
}

async fn pace(State(world): State<Arc<World>>) -> Json<Pace> {
    Json(world.outbox.pace())
}

/// What is left out stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaceChange {
    notify_url: Option<String>,
    factor: Option<u32>,
}

async fn change_pace(
    State(world): State<Arc<World>>,
    Body(change): Body<PaceChange>,
) -> Result<Json<Pace>, Problem> {
    if change.factor == Some(0) {
        return Err(Problem::wrong(
            "`factor` is 0: 1 is as fast as the real one, 60 makes minutes of hours",
        ));
    }
    addressed("notify_url", change.notify_url.as_deref())?;
    let mut pace = world.outbox.pace();
    pace.notify_url = change.notify_url.unwrap_or(pace.notify_url);
    pace.factor = change.factor.unwrap_or(pace.factor);
    world.outbox.set_pace(pace.clone());
    Ok(Json(pace))
}
