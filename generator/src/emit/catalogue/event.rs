//! A notification as an entry, and a payload by which it is known again.

use serde_json::{Map, Value, json};

use super::made::{Extent, Maker};
use super::{facts, text};
use crate::emit::known::KnownValues;
use crate::emit::product;
use crate::ir::Version;
use crate::plan::{EventDef, NotificationModule, TypeKind, Types};

/// What v2 says of every message.
const STATES: [&str; 3] = ["return_code", "result_code", "trade_state"];
const SUCCESS: &str = "SUCCESS";
/// Neither a success nor a failure.
const OPEN: [&str; 6] = [SUCCESS, "ACCEPT", "NOTPAY", "PROCESSING", "REFUND", "USERPAYING"];
/// What is told of the signature and the cipher is whoever's who signs and encrypts.
const OF_THE_SENDER: [&str; 4] = ["sign", "sign_type", "event_nonce", "event_algorithm"];

/// `Event { … }` for each outcome of a notification.
pub(super) fn entries(module: &NotificationModule<'_>, known: &KnownValues) -> Vec<String> {
    module
        .events
        .iter()
        .map(|event| entry(module, event, known))
        .collect()
}

fn entry(module: &NotificationModule<'_>, event: &EventDef, known: &KnownValues) -> String {
    let notification = module.notification;
    let version = match notification.version {
        Version::V2 => "V2",
        Version::V3 => "V3",
    };
    let links: Vec<&str> = product::pages(&notification.meta.links)
        .into_iter()
        .map(|(_, link)| link)
        .collect();
    format!(
        "    Event {{\n        event_types: &{:?},\n        original_types: &{:?},\n        version: Version::{version},\n        \
         name: {:?},\n        variant: {:?},\n        title: {:?},\n        product: \"回调通知\",\n        \
         table: table::<crate::{}::Notification>(),\n        example: {},\n        facts: {},\n        links: &{links:?},\n    }},",
        event.event_types,
        notification.original_types,
        module.name,
        event.name,
        notification.meta.title,
        module.path.join("::"),
        text::raw(&example(module, event, known).to_string()),
        facts::of_type(&module.types, "Notification"),
    )
}

/// Every field set, so that what tells it from others is there, and it went as its event says.
fn example(module: &NotificationModule<'_>, event: &EventDef, known: &KnownValues) -> Value {
    let maker = Maker {
        types: &module.types,
        known,
        extent: Extent::All,
    };
    let notification = module.notification;
    let mut payload = Value::Object(maker.named("Notification"));
    match notification.version {
        Version::V3 => {
            for state in &notification.states {
                let (path, value) = state.split_once('=').unwrap_or((state, SUCCESS));
                say(&mut payload, path, value);
            }
        }
        Version::V2 => {
            if let Value::Object(fields) = &mut payload {
                prepare(fields, event);
            }
            let states = notification.states.iter().map(String::as_str);
            STATES
                .into_iter()
                .chain(states)
                .for_each(|state| say(&mut payload, state, SUCCESS));
            if let Some(state) = failing(&notification.states).filter(|_| event.failed) {
                say(&mut payload, state, &failure(&module.types, state));
            }
        }
    }
    payload
}

fn prepare(fields: &mut Map<String, Value>, event: &EventDef) {
    OF_THE_SENDER.iter().for_each(|name| {
        fields.shift_remove(*name);
    });
    if let Some(event_type) = event.event_types.first() {
        fields.insert("event_type".to_owned(), json!(event_type));
    }
}

/// Sets what is at `a/b`, the `b` of each in a list `a`, if it is there.
fn say(of: &mut Value, path: &str, value: &str) {
    match (of, path.split_once('/')) {
        (Value::Array(items), _) => items.iter_mut().for_each(|item| say(item, path, value)),
        (Value::Object(fields), Some((name, rest))) => {
            if let Some(inner) = fields.get_mut(name) {
                say(inner, rest, value);
            }
        }
        (Value::Object(fields), None) => {
            if let Some(state) = fields.get_mut(path) {
                *state = json!(value);
            }
        }
        _ => {}
    }
}

/// The state that tells of a failure: what was sent came, and was refused.
fn failing(states: &[String]) -> Option<&String> {
    states
        .iter()
        .find(|state| *state == "result_code")
        .or(states.first())
}

/// What a state says if it failed for good.
fn failure(types: &Types<'_>, state: &str) -> String {
    let mut def = types.get("Notification");
    let mut values = Vec::new();
    for name in state.split('/') {
        let field = def.and_then(|def| def.fields().iter().find(|field| field.wire == name));
        def = field.and_then(|field| field.ty.named()).map(|id| types.def(*id));
        if let Some(TypeKind::Enum(variants)) = def.map(|def| &def.kind) {
            values = variants.iter().map(|one| one.value.value.clone()).collect();
        }
    }
    let failed = values.into_iter().find(|value| !OPEN.contains(&&**value));
    failed.unwrap_or_else(|| "FAIL".to_owned())
}
