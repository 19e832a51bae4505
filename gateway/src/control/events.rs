//! The documented notifications, and payloads made of their examples.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use wechatpay_openapi::catalogue::{Event, notifications};
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::Version;

use super::catalogue::{facts, is_like};
use super::input::InQuery;
use super::own::own;
use super::problem::Problem;
use super::route::Route;
use super::schema;
use crate::notify::Schedule;
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/events",
        does: "every documented notification, or those with a word in name, event_type or title",
        takes: "?q=退款",
        handler: || get(list),
    },
    Route {
        method: "GET",
        path: "/events/{name}",
        does: "one of them: its example, its fields with their types for a form, when it comes again",
        takes: "",
        handler: || get(one),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventQuery {
    #[serde(default)]
    q: String,
}

fn summary(event: &Event) -> Value {
    json!({
        "name": event.name,
        "variant": event.variant,
        "version": event.version.to_string(),
        "title": event.title,
        "event_types": event.event_types,
        "links": event.links,
    })
}

async fn list(InQuery(wanted): InQuery<EventQuery>) -> Json<Vec<Value>> {
    let is_meant = |event: &&Event| {
        let texts = [event.name, event.variant, event.title].into_iter();
        is_like(&wanted.q, texts.chain(event.event_types.iter().copied()))
    };
    Json(notifications().filter(is_meant).map(summary).collect())
}

async fn one(State(world): State<Arc<World>>, Path(name): Path<String>) -> Result<Json<Value>, Problem> {
    let event = find(&name)?;
    let mut shown = summary(event);
    let schedule = Schedule::of(event.name);
    shown["original_types"] = json!(event.original_types);
    let example = serde_json::from_str(event.example).unwrap_or_default();
    shown["example"] = Value::Object(own(&world.keys.mchid(), example));
    shown["fields"] = facts(event.facts);
    shown["form"] = schema::fields(TableView::of(event.table), event.facts, &shown["example"]);
    shown["comes_again_after_secs"] = schedule.pauses().collect();
    shown["reply_within_secs"] = schedule.patience().as_secs().into();
    Ok(Json(shown))
}

/// By the name of its variant, which is its own (`RefundSuccess`, `V2RefundSuccess`), or of its module, if only one has it.
pub(super) fn find(name: &str) -> Result<&'static Event, Problem> {
    if let Some(event) = notifications().find(|event| event.variant == name) {
        return Ok(event);
    }
    let named: Vec<&'static Event> = notifications().filter(|event| event.name == name).collect();
    if let [event] = named[..] {
        return Ok(event);
    }
    let like = match named.is_empty() {
        true => notifications()
            .filter(|event| is_like(name, [event.variant, event.name, event.title]))
            .take(20)
            .collect(),
        false => named,
    };
    let variants: Vec<&str> = like.iter().map(|event| event.variant).collect();
    let text = match variants.is_empty() {
        true => format!("there is no notification `{name}`: GET /_gateway/events lists all"),
        false => format!(
            "`{name}` is no one notification: meant may be {}",
            variants.join(", ")
        ),
    };
    Err(Problem::not_found(text))
}

/// `event_type` and payload: the example with the merchant's own number, these fields over it, and without what these pointers lead to.
pub(super) fn filled(
    event: &Event,
    event_type: Option<&str>,
    mchid: &str,
    fields: Map<String, Value>,
    without: &[String],
) -> Result<(String, Map<String, Value>), Problem> {
    let event_type = match (event.version, event_type) {
        (Version::V2, _) => "",
        (Version::V3, Some(named)) if event.event_types.contains(&named) => named,
        (Version::V3, Some(named)) => {
            let known = event.event_types.join(", ");
            return Err(Problem::wrong(format!(
                "`{named}` does not lead to {}: there is {known}",
                event.variant
            )));
        }
        (Version::V3, None) => event.event_types.first().copied().unwrap_or_default(),
    };
    let example: Map<String, Value> = serde_json::from_str(event.example).unwrap_or_default();
    let mut payload = Value::Object(own(mchid, example));
    merge(&mut payload, Value::Object(fields));
    for pointer in without {
        remove(&mut payload, pointer)?;
    }
    match payload {
        Value::Object(payload) => Ok((event_type.to_owned(), payload)),
        _ => Ok((event_type.to_owned(), Map::new())),
    }
}

/// Objects member by member, anything else as a whole.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

fn remove(payload: &mut Value, pointer: &str) -> Result<(), Problem> {
    let removed = pointer.rsplit_once('/').and_then(|(parent, name)| {
        let members = payload.pointer_mut(parent)?.as_object_mut()?;
        members.shift_remove(name)
    });
    match removed {
        Some(_) => Ok(()),
        None => Err(Problem::wrong(format!(
            "`without` has `{pointer}`, and there is nothing: a pointer is like /amount/refund"
        ))),
    }
}
