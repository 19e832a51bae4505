//! One operation: what is sent, what comes back, what OpenAPI cannot say.

use serde_json::{Map, Value, json};

use super::schema::ModuleTypes;
use super::{errors, parameter, response, server, words};
use crate::emit::{product, ready, requirement};
use crate::ir::{Body, Example, Operation, Response, Type, Verify, Version};
use crate::plan::{Carrier, Node, Verb};

/// The operation object.
pub(super) fn operation(node: &Node<'_>, verb: &Verb<'_>, scope: &ModuleTypes<'_, '_>) -> Value {
    let operation = verb.operation;
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("tags", json!([verb.feature]));
    put("summary", json!(operation.meta.title));
    put("operationId", json!(scope.module));
    if let Some(text) = words::description(&operation.meta, errors::lines(operation)) {
        put("description", json!(text));
    }
    if let Some(page) = words::official(&operation.meta) {
        put("externalDocs", page);
    }
    if operation.meta.is_retired() {
        put("deprecated", json!(true));
    }
    if let Some(servers) = server::of(operation.host) {
        put("servers", servers);
    }
    put("security", security(operation));
    let parameters = parameter::all(verb, scope);
    if !parameters.is_empty() {
        put("parameters", Value::Array(parameters));
    }
    if let Some(body) = body(verb, scope) {
        put("requestBody", body);
    }
    put("responses", response::all(verb, scope));
    put("x-codeSamples", sample(node, verb));
    if let Some(product) = product::name(&operation.location) {
        put("x-product", json!(product));
    }
    let audiences = product::terms(&product::audiences(&operation.location, &operation.meta));
    if !audiences.is_empty() {
        put("x-audience", json!(audiences));
    }
    for (key, value) in extensions(operation) {
        put(key, value);
    }
    // No keyword demands one of several parameters.
    let groups = requirement::groups(operation.request());
    let in_url = |name: &&str| !operation.body.fields().iter().any(|field| field.name == **name);
    let groups = groups.iter().filter(|group| group.names.iter().any(in_url));
    requirement::note_groups(groups, &mut out);
    Value::Object(out)
}

fn security(operation: &Operation) -> Value {
    let mut schemes = Map::new();
    if operation.version == Version::V3 {
        schemes.insert("merchantSignature".to_owned(), json!([]));
    }
    if operation.client_certificate {
        schemes.insert("clientCertificate".to_owned(), json!([]));
    }
    if schemes.is_empty() {
        json!([])
    } else {
        json!([schemes])
    }
}

fn body(verb: &Verb<'_>, scope: &ModuleTypes<'_, '_>) -> Option<Value> {
    let operation = verb.operation;
    let media_type = match &operation.body {
        Body::None => return None,
        Body::Json(_) => "application/json",
        Body::Xml(_) => "text/xml",
        Body::Multipart(_) => "multipart/form-data",
    };
    let mut media = Map::new();
    let fields = || {
        let all = scope.record("Request").iter();
        all.filter(|field| field.carrier == Carrier::Body)
    };
    let schema = if fields().count() == 0 {
        json!({ "type": "object" })
    } else {
        scope.reference("Request")
    };
    media.insert("schema".to_owned(), schema);
    if let Body::Multipart(parts) = &operation.body {
        let json: Map<String, Value> = parts
            .iter()
            .filter(|part| matches!(part.ty, Type::Object(_) | Type::JsonString(_)))
            .map(|part| (part.name.clone(), json!({ "contentType": "application/json" })))
            .collect();
        if !json.is_empty() {
            media.insert("encoding".to_owned(), Value::Object(json));
        }
    }
    if let Some(example) = operation.example.as_ref() {
        if !example.body.is_empty() {
            media.insert(
                "example".to_owned(),
                Value::Object(example.opened(&operation.body)),
            );
        }
        if !example.fragments.is_empty() {
            media.insert("x-example-fragments".to_owned(), fragments(example));
        }
    }
    let required = fields().any(|field| field.requirement.is_confirmed());
    let content = json!({ media_type: media });
    Some(json!({ "required": required, "content": content }))
}

/// Parts of a body, for the scenes that differ.
fn fragments(example: &Example) -> Value {
    let fragments = example.fragments.iter();
    fragments
        .map(|(label, value)| json!({ "summary": label, "value": value }))
        .collect()
}

/// How the crate is asked for it.
fn sample(node: &Node<'_>, verb: &Verb<'_>) -> Value {
    json!([{ "lang": "Rust", "source": ready::call(node, verb) }])
}

/// What OpenAPI has no word for.
fn extensions(operation: &Operation) -> Vec<(&'static str, Value)> {
    let mut out = vec![("x-page", json!(operation.page))];
    let badges: Vec<Value> = operation.meta.badges.iter().map(words::badge).collect();
    if !badges.is_empty() {
        out.push(("x-status", Value::Array(badges)));
    }
    match operation.verify {
        Verify::Signed => {}
        Verify::Unsigned => out.push(("x-unsigned", json!(true))),
        Verify::SignedIfPresent => out.push(("x-unsigned", json!("sometimes"))),
        Verify::StatementSha1 => out.push(("x-signed", json!("statement-sha1"))),
    }
    if operation.version == Version::V2 {
        out.push((
            "x-signature",
            json!({ "field": "sign", "algorithms": ["MD5", "HMAC-SHA256"], "key": "v2" }),
        ));
    }
    if matches!(operation.body, Body::Multipart(_)) {
        out.push((
            "x-signature",
            json!({ "part": "meta", "algorithms": ["SHA256-RSA2048"] }),
        ));
    }
    let flags = [
        ("x-nonceless", operation.nonceless),
        ("x-redirect", matches!(operation.response, Response::Redirect)),
    ];
    out.extend(
        flags
            .into_iter()
            .filter(|(_, set)| *set)
            .map(|(key, _)| (key, json!(true))),
    );
    out.extend(errors::limits(operation).map(|limits| ("x-rate-limits", limits)));
    let errors = errors::table(&operation.errors, |error| error.advice(operation));
    out.extend(errors.map(|table| ("x-errors", table)));
    if let Some(fragment) = &operation.fragment {
        out.push(("x-fragment", json!(fragment)));
    }
    if let Some(timeout) = operation.timeout {
        out.push(("x-timeout-seconds", json!(timeout)));
    }
    out
}
