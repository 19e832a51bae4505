//! Parameters in path, query and headers.

use serde_json::{Map, Value, json};

use super::schema::{self, ModuleTypes};
use crate::emit::requirement;
use crate::ir::{Field, Requirement, Type, is_date_time};
use crate::plan::{Carrier, FieldDef, Verb};

/// All parameters of an operation, in this order: path, query, headers.
pub(super) fn all(verb: &Verb<'_>, scope: &ModuleTypes<'_, '_>) -> Vec<Value> {
    let operation = verb.operation;
    let nothing = Map::new();
    let shown = |part: fn(&crate::ir::Example) -> &Map<String, Value>| {
        operation.example.as_ref().map_or(&nothing, part)
    };
    let mut out: Vec<Value> = operation
        .path_params
        .iter()
        .map(|field| path(field, shown(|example| &example.path).get(&field.name)))
        .collect();
    let fields = scope.record("Request");
    for (carrier, name) in [(Carrier::Query, "query"), (Carrier::Header, "header")] {
        let values = match carrier {
            Carrier::Query => shown(|example| &example.query),
            _ => shown(|example| &example.headers),
        };
        out.extend(
            fields
                .iter()
                .filter(|field| field.carrier == carrier)
                .map(|field| named(scope, field, name, values.get(field.wire))),
        );
    }
    if operation.names_platform_key {
        out.push(json!({ "$ref": "#/components/parameters/Wechatpay-Serial" }));
    }
    out
}

/// A value in the path is always there.
fn path(field: &Field, example: Option<&Value>) -> Value {
    let schema = schema::anonymous(std::slice::from_ref(field));
    let schema = schema
        .get("properties")
        .and_then(|all| all.get(&field.name))
        .cloned();
    finish(field, "path", schema.unwrap_or_else(|| json!({})), example)
}

fn named(scope: &ModuleTypes<'_, '_>, def: &FieldDef<'_>, place: &str, example: Option<&Value>) -> Value {
    finish(def.source, place, Value::Object(scope.field(def)), example)
}

fn finish(field: &Field, place: &str, mut schema: Value, example: Option<&Value>) -> Value {
    let description = schema
        .as_object_mut()
        .and_then(|schema| schema.shift_remove("description"));
    if field.ty == Type::Text && example.and_then(Value::as_str).is_some_and(is_date_time) {
        schema["format"] = json!("date-time");
    }
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(field.name));
    out.insert("in".to_owned(), json!(place));
    if field.requirement == (Requirement::Required { confirmed: true }) || place == "path" {
        out.insert("required".to_owned(), json!(true));
    }
    out.extend(requirement::note(field).map(|(key, note)| (key.to_owned(), note)));
    if let Some(description) = description {
        out.insert("description".to_owned(), description);
    }
    // An object in a URL is written as JSON.
    let as_json = matches!(field.ty, Type::Object(_) | Type::Json);
    let mut value = Map::from_iter([("schema".to_owned(), schema)]);
    if let Some(example) = example {
        value.insert("example".to_owned(), example.clone());
    }
    if as_json {
        out.insert("content".to_owned(), json!({ "application/json": value }));
    } else {
        out.extend(value);
    }
    Value::Object(out)
}
