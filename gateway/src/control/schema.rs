//! The fields of a record as JSON, for a form.

use serde_json::{Map, Value, json};
use wechatpay_openapi::catalogue::Fact;
use wechatpay_openapi::testing::{FieldView, TableView, ValueKind};

/// How deep records in records are followed: some contain themselves.
const DEPTH: usize = 6;

/// The fields: `[{"name", "kind", "term", "values", "fields", "item", "is_required", "max_length"}]`, with
/// `is_json_text` where a text holds the value as JSON. Of a numbered family (`coupon_id_$n`) those of the example, and else
/// its first.
pub(super) fn fields(table: TableView, facts: &[Fact], example: &Value) -> Value {
    let fields = table.fields().flat_map(|field| {
        let shown = of_field(&field, facts, "", DEPTH);
        let names = names(table, &field, example).into_iter();
        names.map(move |name| {
            let mut named = shown.clone();
            named["name"] = name.into();
            named
        })
    });
    fields.collect()
}

/// The names by which a field is sent: its own, or those of a family's members. Only v2 has families, and no objects.
fn names(table: TableView, field: &FieldView, example: &Value) -> Vec<String> {
    let own = field.name();
    if !matches!(field.kind(), ValueKind::Numbered(_)) {
        return vec![own.to_owned()];
    }
    let keys = example.as_object().into_iter().flat_map(Map::keys);
    let members = keys.filter(|key| table.field(key).is_some_and(|one| one.name() == own));
    let members: Vec<String> = members.cloned().collect();
    match members.is_empty() {
        true => vec![own.replace("$n", "0").replace("$m", "0")],
        false => members,
    }
}

fn of_table(table: TableView, facts: &[Fact], pointer: &str, depth: usize) -> Value {
    table
        .fields()
        .map(|field| of_field(&field, facts, pointer, depth))
        .collect()
}

fn of_field(field: &FieldView, facts: &[Fact], pointer: &str, depth: usize) -> Value {
    let pointer = format!("{pointer}/{}", field.name());
    let mut shown = kind(&field.kind(), facts, &pointer, depth);
    shown.insert("name".to_owned(), field.name().into());
    shown.insert("is_required".to_owned(), field.is_required().into());
    if let Some(fact) = facts.iter().find(|fact| fact.pointer == pointer) {
        shown.insert("term".to_owned(), fact.term.into());
        shown.insert("max_length".to_owned(), json!(fact.max_length));
    }
    Value::Object(shown)
}

fn kind(kind: &ValueKind, facts: &[Fact], pointer: &str, depth: usize) -> Map<String, Value> {
    let named = |name: &str| Map::from_iter([("kind".to_owned(), Value::from(name))]);
    let with = |name: &str, key: &str, value: Value| {
        let mut shown = named(name);
        shown.insert(key.to_owned(), value);
        shown
    };
    match kind {
        ValueKind::Bool => named("bool"),
        ValueKind::Integer => named("integer"),
        ValueKind::Float => named("float"),
        ValueKind::Text | ValueKind::Sensitive | ValueKind::File => named("text"),
        ValueKind::Enum(values) => with("enum", "values", json!(values)),
        ValueKind::Record(table) if depth > 0 => {
            let fields = of_table(*table, facts, pointer, depth - 1);
            with("record", "fields", fields)
        }
        ValueKind::List(item) if depth > 0 => {
            let item = self::kind(item, facts, &format!("{pointer}/*"), depth - 1);
            with("list", "item", Value::Object(item))
        }
        ValueKind::JsonString(inner) => {
            let mut shown = self::kind(inner, facts, pointer, depth);
            shown.insert("is_json_text".to_owned(), true.into());
            shown
        }
        ValueKind::UrlEncoded(_) => named("text"),
        ValueKind::Numbered(inner) => self::kind(inner, facts, pointer, depth),
        _ => named("json"),
    }
}
