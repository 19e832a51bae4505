//! The table of a request: scopes at the top, and the fields of each.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::operation::{Decisions, Dropped, Made, Official, OperationSources};
use super::table::{self, dotted};
use super::write::{Difference, FieldWriter};
use crate::lower::outline;
use crate::merge::account::Fact;
use crate::merge::entry::{Entry, Voice};
use crate::merge::join::{Order, join};
use crate::merge::rules::required::{self, Around};
use crate::page::{BODIES, CallBody, Section};

/// Rows at the top that hold fields, or say something of the request as a whole.
const SCOPES: [&str; 11] = [
    "json",
    "xml",
    "body",
    "query",
    "headers",
    "security",
    "nonceless",
    "base_uri",
    "fragment",
    "timeout",
    "options",
];
/// What the client adds to each request.
const HEADERS: [&str; 3] = ["Authorization", "Accept", "Content-Type"];
/// What it adds to each request of v2.
const SIGNED: [&str; 2] = ["nonce_str", "sign"];

/// Whether a scope holds the fields of a body.
pub(super) fn is_body(scope: &str) -> bool {
    BODIES.contains(&scope)
}

/// Names in the documents' samples of the body.
pub(super) fn shown(documents: &[Official<'_>]) -> BTreeSet<String> {
    bodies(documents)
        .flat_map(|values| values.keys().cloned())
        .collect()
}

/// The documents' samples of the body.
pub(super) fn samples(documents: &[Official<'_>]) -> Vec<Value> {
    bodies(documents)
        .map(|values| Value::Object(values.clone()))
        .collect()
}

fn bodies<'d>(documents: &'d [Official<'_>]) -> impl Iterator<Item = &'d Map<String, Value>> {
    documents
        .iter()
        .filter_map(|one| match &one.section.call.as_ref()?.body {
            CallBody::Json(values) | CallBody::Xml(values) | CallBody::Form(values) => Some(values),
            CallBody::None => None,
        })
}

/// The fields of all sources below their scopes.
pub(super) fn fields(
    operation: &OperationSources<'_>,
    decisions: &dyn Decisions,
    made: &mut Made,
    differences: &mut Vec<Difference>,
) -> Vec<Entry> {
    let own = operation
        .own
        .map(|own| tree(own, operation.voice, operation.names.second));
    let own = own.unwrap_or_default();
    let order: Vec<String> = own.iter().map(|scope| scope.name.clone()).collect();
    let params = operation.own.map(path_params).unwrap_or_default();
    let mut documents = Vec::new();
    for (at, document) in operation.documents.iter().enumerate() {
        let mut fields = Entry::read(outline(&document.section.request), &|_| Voice::Document(at));
        rename(&mut fields, &path_params(document.section), &params);
        fit(&mut fields, &own, operation.own.is_some(), made);
        documents.push(fields);
    }
    let certificate = |top: &[Entry]| top.iter().any(|one| one.name == "security");
    let (theirs, ours) = (documents.iter().any(|top| certificate(top)), certificate(&own));
    if operation.own.is_some() && theirs != ours {
        let word = |needed: bool| if needed { "needed" } else { "not mentioned" }.to_owned();
        let words = vec![(Voice::Document(0), word(theirs)), (operation.voice, word(ours))];
        differences.push((String::new(), Fact::Certificate, words, "needed".to_owned()));
    }
    let mut top = join(table::united(documents), own, Order::After);
    if let Some(second) = operation.second {
        top = join(top, tree(second, Voice::Second, ""), Order::Nowhere);
    }
    let mut top = table::correct(top, decisions, &name, made, differences);
    top.retain(|scope| !(is_emptied(scope)));
    top.sort_by_key(|scope| {
        order
            .iter()
            .position(|name| *name == scope.name)
            .unwrap_or(order.len())
    });
    top
}

/// A section's rows; what only the second source has is marked.
fn tree(section: &Section, voice: Voice, second: &str) -> Vec<Entry> {
    Entry::read(outline(&section.request), &|row| match row.documentation() {
        Some(name) if name == second => Voice::Second,
        _ => voice,
    })
}

/// A scope whose fields have all moved elsewhere.
fn is_emptied(scope: &Entry) -> bool {
    let had_fields = scope.words.iter().any(|word| word.has_fields);
    SCOPES.contains(&scope.name.as_str()) && had_fields && scope.children.is_empty()
}

/// Names of a path's parameters, in its order.
fn path_params(section: &Section) -> Vec<String> {
    let path = section.call.as_ref().map_or("", |call| call.path.as_str());
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(str::to_owned).collect()
}

/// Calls the parameters of a path as the tree does: the wire does not know their names.
fn rename(fields: &mut [Entry], theirs: &[String], own: &[String]) {
    for (their, own) in theirs.iter().zip(own).filter(|(their, own)| their != own) {
        for field in fields.iter_mut().filter(|field| field.name == *their) {
            field.name.clone_from(own);
        }
    }
}

/// Leaves out what the client fills in, and puts the body where the tree has it.
fn fit(fields: &mut Vec<Entry>, own: &[Entry], is_known: bool, made: &mut Made) {
    let has = |scope: &str, name: &str| {
        let mut scopes = own.iter().filter(|one| one.name == scope);
        scopes.any(|one| one.children.iter().any(|field| field.name == name))
    };
    let is_v2 = fields.iter().any(|scope| scope.name == "xml") || own.iter().any(|scope| scope.name == "xml");
    let nonce_is_named = fields
        .iter()
        .any(|scope| scope.children.iter().any(|one| one.name == "nonce_str"));
    for scope in fields.iter_mut() {
        let scope_name = scope.name.clone();
        let is_client = |name: &str| match scope_name.as_str() {
            "headers" => HEADERS.contains(&name),
            "xml" | "query" | "body" => (is_v2 || nonce_is_named) && SIGNED.contains(&name),
            _ => false,
        };
        scope.children.retain(|field| {
            let is_left = is_client(&field.name) && !has(&scope_name, &field.name);
            if is_left {
                let path = name(&[scope_name.clone(), field.name.clone()]);
                made.dropped.push((path, Dropped::Client));
            }
            !is_left
        });
    }
    // Whether a nonce is sent is a guess where nothing is said of it.
    fields.retain(|scope| !(is_emptied(scope) || is_known && scope.name == "nonceless"));
    let body = own.iter().find(|scope| BODIES.contains(&scope.name.as_str()));
    if let Some(body) = body {
        for scope in fields
            .iter_mut()
            .filter(|scope| BODIES.contains(&scope.name.as_str()))
        {
            scope.name.clone_from(&body.name);
        }
    }
}

/// A path as reports write it: `body.amount.total`.
fn name(names: &[String]) -> String {
    match names.split_first() {
        Some((scope, below)) if BODIES.contains(&scope.as_str()) => {
            dotted(&[&["body".to_owned()], below].concat())
        }
        Some((scope, [])) => format!("path.{scope}"),
        _ => dotted(names),
    }
}

/// Writes scopes and what is below them.
pub(super) fn write(writer: &mut FieldWriter<'_>, top: &[Entry]) {
    let is_scope = |entry: &Entry| SCOPES.contains(&entry.name.as_str());
    let params: Vec<Entry> = top.iter().filter(|entry| !is_scope(entry)).cloned().collect();
    let around = Around {
        documents: 0,
        shown: &BTreeSet::new(),
        examples: &[],
        is_one_sided: false,
    };
    let mut requirements = required::decide(&params, around).into_iter();
    for entry in top {
        if !is_scope(entry) {
            let requirement = requirements.next().expect("one for each");
            writer.entry(entry, &params, "path", 0, requirement);
            continue;
        }
        let others = entry.others().next();
        let mut row = others.unwrap_or(&entry.words[0]).row.clone();
        row.name.text.clone_from(&entry.name);
        writer.rows.push(row);
        let path = if BODIES.contains(&entry.name.as_str()) {
            "body"
        } else {
            &entry.name
        };
        writer.level(&entry.children, path, 1);
    }
}
