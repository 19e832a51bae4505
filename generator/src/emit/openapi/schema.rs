//! A documented type as a schema.

use serde_json::{Map, Value, json};

use super::homes::Homes;
use super::said::{annotate, enumeration};
use super::times::Times;
use crate::emit::requirement;
use crate::emit::rust::doc;
use crate::ir::{Field, Requirement, SensitiveKey, Type};
use crate::plan::{Carrier, FieldDef, TypeDef, TypeKind, Types};

/// Types that are called alike in every module.
const TOP_TYPES: [&str; 5] = [
    "Request",
    "Response",
    "Failure",
    "Notification",
    "Acknowledgement",
];

/// The types of one module, and what is known of all others.
pub(super) struct ModuleTypes<'s, 'a> {
    /// `v3.pay.transactions.jsapi.post`
    pub(super) module: String,
    pub(super) types: &'s Types<'a>,
    pub(super) homes: &'s Homes,
    pub(super) times: &'s Times,
}

impl<'s, 'a> ModuleTypes<'s, 'a> {
    /// The fields of a type of this module.
    pub(super) fn record(&self, name: &str) -> &'s [FieldDef<'a>] {
        self.types.get(name).map_or(&[], TypeDef::fields)
    }

    /// The component of a type of this module.
    pub(super) fn component(&self, name: &str) -> &str {
        self.homes.component(&self.module, name)
    }

    /// A reference to that component.
    pub(super) fn reference(&self, name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{}", self.component(name)) })
    }

    /// A field's schema: its type, and what is said of it.
    pub(super) fn field(&self, def: &FieldDef<'_>) -> Map<String, Value> {
        let named = def.ty.named().map(|id| &self.types.def(*id).name);
        let reference = || named.map_or_else(|| json!({}), |name| self.reference(name));
        let mut schema = object(ty(&def.source.ty, &|_| reference()));
        annotate(&mut schema, def.source);
        schema
    }

    /// The component of a type; a request's fields outside the body are parameters.
    pub(super) fn definition(&self, def: &TypeDef<'_>) -> Value {
        let mut schema = Map::new();
        match &def.kind {
            TypeKind::Enum(variants) => enumeration(variants, &mut schema),
            TypeKind::Record(fields) => {
                schema.insert("type".to_owned(), json!("object"));
                let component = self.component(&def.name);
                let fields = fields.iter().filter(|field| field.carrier == Carrier::Body);
                let properties = fields.map(|field| {
                    let mut schema = self.field(field);
                    if self.times.is_time(component, field.wire)
                        && matches!(field.source.ty, Type::Text | Type::Time)
                    {
                        schema.insert("format".to_owned(), json!("date-time"));
                    }
                    (field.source, Value::Object(schema))
                });
                fill(&mut schema, properties);
            }
        }
        // A top type may be shared: its first operation's title would mislead.
        if !def.term.is_empty() && !TOP_TYPES.contains(&def.name.as_str()) {
            schema.insert("description".to_owned(), json!(doc::prose(&def.term).join("\n")));
        }
        Value::Object(schema)
    }
}

/// Properties, families of numbered ones, which are required, and of which one is.
pub(super) fn fill<'f>(schema: &mut Map<String, Value>, fields: impl Iterator<Item = (&'f Field, Value)>) {
    let (mut properties, mut families, mut required) = (Map::new(), Map::new(), Vec::new());
    let fields: Vec<(&Field, Value)> = fields.collect();
    let groups = requirement::groups(fields.iter().map(|(field, _)| *field));
    for (field, mut property) in fields {
        if let Some((key, note)) = requirement::note(field) {
            property[key] = note;
        }
        let is_required = field.requirement == Requirement::Required { confirmed: true };
        if field.name.contains('$') {
            // No keyword requires one of a family.
            if is_required {
                property["x-required"] = json!(true);
            }
            families.insert(family(&field.name), property);
            continue;
        }
        if is_required {
            required.push(json!(field.name));
        }
        properties.insert(field.name.clone(), property);
    }
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(properties));
    }
    if !families.is_empty() {
        schema.insert("patternProperties".to_owned(), Value::Object(families));
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    requirement::write_groups(&groups, schema);
}

/// `coupon_id_$n` as a pattern; the same one for the same template.
#[must_use]
pub fn family(template: &str) -> String {
    let mut pattern = "^".to_owned();
    let mut chars = template.chars();
    while let Some(c) = chars.next() {
        match c {
            '$' => {
                // The letter of the number.
                chars.next();
                pattern.push_str("[0-9]+");
            }
            c if c.is_alphanumeric() || c == '_' => pattern.push(c),
            c => pattern.extend(['\\', c]),
        }
    }
    pattern + "$"
}

/// A schema without names: records that no Rust type describes are written in place.
pub(super) fn anonymous(fields: &[Field]) -> Map<String, Value> {
    let mut schema = object(json!({ "type": "object" }));
    let properties = fields.iter().map(|field| {
        let mut property = object(ty(&field.ty, &|nested| match nested {
            Type::Object(fields) | Type::UrlEncoded(fields) => Value::Object(anonymous(fields)),
            Type::Enum(values) => {
                let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                json!({ "type": "string", "enum": values })
            }
            _ => json!({}),
        }));
        annotate(&mut property, field);
        (field, Value::Object(property))
    });
    fill(&mut schema, properties);
    schema
}

/// A type; `named` describes a record or an enumeration.
fn ty(of: &Type, named: &dyn Fn(&Type) -> Value) -> Value {
    match of {
        Type::Text | Type::Time => json!({ "type": "string" }),
        Type::Integer => json!({ "type": "integer", "format": "int64" }),
        Type::Float => json!({ "type": "number", "format": "double" }),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Json => json!({}),
        Type::File => json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
        Type::Sensitive(key) => {
            let key = match key {
                SensitiveKey::Platform => "platform",
                SensitiveKey::Risk => "risk",
            };
            json!({ "type": "string", "contentEncoding": "base64", "x-encrypted": key })
        }
        Type::Object(fields) if fields.is_empty() => json!({ "type": "object" }),
        Type::Object(_) | Type::Enum(_) => named(of),
        Type::List(item) => json!({ "type": "array", "items": ty(item, named) }),
        Type::JsonString(content) => json!({
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": ty(content, named),
            "x-json-in-string": true,
        }),
        Type::UrlEncoded(_) => json!({
            "type": "string",
            "contentMediaType": "application/x-www-form-urlencoded",
            "contentSchema": named(of),
        }),
    }
}

/// A body of one media type.
pub(super) fn content(media_type: &str, schema: Value) -> Value {
    json!({ media_type: { "schema": schema } })
}

/// An object as the map it is.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
