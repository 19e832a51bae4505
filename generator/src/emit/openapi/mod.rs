//! One OpenAPI 3.1 document of everything.
//!
//! The third artefact beside the crate and its index: the same names, the same
//! types, for people and tools of other languages.

mod errors;
mod fixed;
mod homes;
mod operation;
mod parameter;
mod paths;
pub mod reference;
mod response;
mod said;
mod schema;
mod server;
mod times;
mod webhook;
mod words;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use schema::family;

use crate::emit::product;
use crate::ir::{Body, Response, Version, url};
use crate::plan::{Carrier, Crate, FieldDef, Module, TypeDef, TypeKind, Verb};
use homes::Homes;
use paths::Paths;
use schema::ModuleTypes;
use times::Times;

/// What tags begin with, and what their groups are called, in the order in which they are shown.
const GROUPS: [(&str, &str); 4] = [
    ("v3", "v3"),
    ("v2", "v2"),
    ("brand", "品牌直连"),
    ("webhook", "回调通知"),
];

fn group(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The document of a planned crate.
#[must_use]
pub fn document(plan: &Crate<'_>) -> Value {
    let homes = Homes::of(plan);
    let times = Times::of(plan, &homes);
    let writer = OpenApiWriter {
        plan,
        homes: &homes,
        times: &times,
    };
    writer.document()
}

struct OpenApiWriter<'w, 'a> {
    plan: &'w Crate<'a>,
    homes: &'w Homes,
    times: &'w Times,
}

impl<'w, 'a> OpenApiWriter<'w, 'a> {
    fn document(&self) -> Value {
        let paths = self.paths();
        let webhooks = self.webhooks();
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "微信支付 WeChat Pay",
                "version": env!("CARGO_PKG_VERSION"),
                "description": fixed::ABOUT,
            },
            "servers": server::default(),
            "security": [{ "merchantSignature": [] }],
            "tags": self.tags(),
            "x-tagGroups": self.tag_groups(),
            "paths": paths,
            "webhooks": webhooks,
            "components": {
                "securitySchemes": fixed::schemes(),
                "headers": fixed::headers(),
                "parameters": fixed::parameters(),
                "responses": fixed::responses(),
                "schemas": self.schemas(),
            },
        })
    }

    fn scope(&self, module: Module<'w, 'a>) -> ModuleTypes<'w, 'a> {
        ModuleTypes {
            module: module.path.join("."),
            types: module.types,
            homes: self.homes,
            times: self.times,
        }
    }

    fn paths(&self) -> Map<String, Value> {
        let mut paths = Paths::default();
        for (node, verb) in self.plan.operations() {
            let scope = self.scope(verb.module());
            let operation = operation::operation(node, verb, &scope);
            paths.insert(verb, &scope.module, operation);
        }
        paths.into_items()
    }

    fn webhooks(&self) -> Map<String, Value> {
        let modules = self.plan.notifications.iter();
        modules
            .map(|one| {
                let scope = self.scope(one.module());
                let item = webhook::webhook(one, &scope);
                (scope.module, item)
            })
            .collect()
    }

    /// Every type at its first module, by the component's name.
    fn schemas(&self) -> BTreeMap<String, Value> {
        let mut out = BTreeMap::from([("Error".to_owned(), fixed::error())]);
        for (_, verb) in self.plan.operations() {
            let scope = self.scope(verb.module());
            for def in &verb.types.defs {
                if let Some(mut schema) = define(&scope, def, &mut out) {
                    if is_document(verb, &def.name) {
                        schema["xml"] = json!({ "name": "xml" });
                    }
                    out.insert(scope.component(&def.name).to_owned(), schema);
                }
            }
        }
        for one in &self.plan.notifications {
            let scope = self.scope(one.module());
            for def in &one.types.defs {
                if let Some(mut schema) = define(&scope, def, &mut out) {
                    let is_root = matches!(def.name.as_str(), "Notification" | "Acknowledgement");
                    if is_root && one.notification.version == Version::V2 {
                        schema["xml"] = json!({ "name": "xml" });
                    }
                    if def.name == "Notification" {
                        webhook::seal_v2(one, def, &mut schema, &scope);
                    }
                    out.insert(scope.component(&def.name).to_owned(), schema);
                }
            }
        }
        out
    }

    /// A tag for each feature, with its product and the first URL segments that it stands for, group by group.
    fn tags(&self) -> Vec<Value> {
        let mut tags = BTreeMap::new();
        for (_, verb) in self.plan.operations() {
            let location = &verb.operation.location;
            let said = || {
                let beginning = &location[..location.len().min(2)];
                (format!("`{}`", url(beginning)), product::name(beginning))
            };
            tags.entry(verb.feature.clone()).or_insert_with(said);
        }
        for one in &self.plan.notifications {
            tags.insert(webhook::tag(one), ("回调通知".to_owned(), None));
        }
        let mut tags: Vec<_> = tags.into_iter().collect();
        tags.sort_by_key(|(name, _)| GROUPS.iter().position(|(prefix, _)| group(name) == *prefix));
        let tag = |(name, (description, product)): (String, (String, Option<&str>))| {
            let mut tag = json!({ "name": name, "description": description });
            if let Some(product) = product {
                tag["x-displayName"] = json!(product);
            }
            tag
        };
        tags.into_iter().map(tag).collect()
    }

    /// Renderers show the tags of a version together.
    fn tag_groups(&self) -> Vec<Value> {
        let names: Vec<String> = self
            .tags()
            .iter()
            .filter_map(|tag| Some(tag["name"].as_str()?.to_owned()))
            .collect();
        GROUPS
            .into_iter()
            .map(|(prefix, title)| {
                let tags: Vec<&String> = names.iter().filter(|name| group(name) == prefix).collect();
                (title, tags)
            })
            .filter(|(_, tags)| !tags.is_empty())
            .map(|(title, tags)| json!({ "name": title, "tags": tags }))
            .collect()
    }
}

/// A type's schema, unless it was described already or has nothing to describe.
fn define(
    scope: &ModuleTypes<'_, '_>,
    def: &TypeDef<'_>,
    known: &mut BTreeMap<String, Value>,
) -> Option<Value> {
    if known.contains_key(scope.component(&def.name)) {
        return None;
    }
    let bodiless = |fields: &[FieldDef<'_>]| {
        !fields.is_empty() && fields.iter().all(|field| field.carrier != Carrier::Body)
    };
    match &def.kind {
        TypeKind::Record(fields) if bodiless(fields) => None,
        TypeKind::Record(_) | TypeKind::Enum(_) => Some(scope.definition(def)),
    }
}

/// Whether a type is the root of a v2 document.
fn is_document(verb: &Verb<'_>, name: &str) -> bool {
    let operation = verb.operation;
    match name {
        "Request" => matches!(operation.body, Body::Xml(_)),
        "Response" => matches!(operation.response, Response::Xml(_)),
        "Failure" => true,
        _ => false,
    }
}
