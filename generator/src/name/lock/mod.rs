//! The lock of names: what has a name keeps it, whatever comes beside it.
//!
//! Names follow from what stands beside each other, so a new field could take the name of an old type. What was given once
//! is therefore remembered, with the shape that had it: if two types now want one name, the one that did not change keeps it.
//! What is new, and what nobody remembers, is named by the rules.

mod request;
mod settle;
mod shape;

use std::fmt::Write as _;

pub(super) use self::settle::settle;
use crate::fix::{MODULES, Names};
use crate::ir::{Operation, Segment, url};
use crate::plan::{Crate, Types};

const HEAD: &str = "\
# Written by `cargo xtask generate`: names that were given, and the shapes of the types that have them.
# A name is changed with `cargo xtask generate --rename PATH`, never by hand.
";

/// What an operation is remembered by.
pub(super) fn key(operation: &Operation) -> String {
    let place = url(&operation.location);
    format!("{}#{}", place.trim_start_matches('/'), operation.method.name())
}

/// What a common type is remembered by.
pub(super) fn common_key(name: &str) -> String {
    format!("types/{name}")
}

/// Everything that a planned crate has given a name to.
#[must_use]
pub fn names(plan: &Crate<'_>) -> Names {
    let mut names = Names::default();
    for node in plan.nodes() {
        // A literal has its own name; a parameter's would be taken by a literal of the same name.
        if matches!(node.segment, Segment::Param(_)) {
            names.insert(MODULES, node.url.trim_start_matches('/'), node.name.clone());
        }
    }
    for (_, verb) in plan.operations() {
        let key = key(verb.operation);
        add(&mut names, &key, &verb.types);
        if let Some(request) = verb.types.get(request::NAME) {
            names.insert(&key, request::NAME, request::fields(request));
        }
    }
    for module in &plan.notifications {
        let key = &module.notification.page;
        add(&mut names, key, &module.types);
        for event in &module.events {
            for place in event_places(&event.event_types, event.failed) {
                names.insert(key, &place, event.name.clone());
            }
        }
    }
    for module in &plan.common {
        add(&mut names, &common_key(&module.common.name), &module.types);
    }
    names
}

/// How the variants of a notification are remembered: by its names, and where there are none by how it went.
pub(super) fn event_places(event_types: &[String], failed: bool) -> Vec<String> {
    let outcome = if failed { "failed" } else { "event" };
    match event_types {
        [] => vec![outcome.to_owned()],
        names => names.iter().map(|name| format!("{outcome} {name}")).collect(),
    }
}

fn add(names: &mut Names, key: &str, types: &Types<'_>) {
    let shapes = shape::all(types);
    for one in settle::uses(types).into_iter().filter(|one| one.parent.is_some()) {
        let shape = &shapes[one.id.index()];
        names.insert(key, &one.path, format!("{} {shape}", types.def(one.id).name));
    }
}

/// The text of the lock file.
#[must_use]
pub fn text(names: &Names) -> String {
    let mut text = HEAD.to_owned();
    for (key, own) in names.iter() {
        let _ = write!(text, "\n[name.{}]\n", quoted(key));
        for (place, name) in own {
            let _ = writeln!(text, "{} = {}", quoted(place), quoted(name));
        }
    }
    text
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
