//! What a change is about, for who does not know each path by heart; and of what came, all that decides about it.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::id;
use super::{Cause, Kind};
use crate::diagnostic::counted;
use crate::emit::product;
use crate::ir::{self, Field, Host, Meta, Response, Type, Verify, deep};
use crate::plan::{Crate, NotificationModule, Verb};

/// An operation or a notification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// As the documentation calls it.
    pub title: String,
    /// Its official page, if one is known.
    pub link: Option<String>,
    /// Of one that came: what it takes and gives, and how it is called.
    pub facts: Vec<String>,
}

impl Subject {
    fn of(meta: &Meta) -> Self {
        let pages = product::pages(&meta.links);
        Self {
            title: meta.title.clone(),
            link: pages.first().map(|(_, link)| (*link).to_owned()),
            facts: Vec::new(),
        }
    }
}

/// Those that something is said of; what both states have is as it is now.
pub(super) fn of(causes: &[Cause], before: &Crate<'_>, after: &Crate<'_>) -> BTreeMap<String, Subject> {
    let changes = || causes.iter().flat_map(|cause| &cause.changes);
    let said: BTreeSet<&str> = changes().map(|change| &*change.subject).collect();
    let is_new = |change: &&super::Change| {
        matches!(
            change.kind,
            Kind::OperationAdded | Kind::NotificationAdded | Kind::NotificationSplit
        )
    };
    let new: BTreeSet<&str> = changes().filter(is_new).map(|change| &*change.subject).collect();
    let features: BTreeSet<&str> = before.operations().map(|(_, verb)| &*verb.feature).collect();
    let mut subjects = BTreeMap::new();
    for plan in [before, after] {
        for (_, verb) in plan.operations() {
            let (name, module) = (id(verb.operation), verb.path.join("::"));
            let mut subject = Subject::of(&verb.operation.meta);
            if new.contains(&*name) {
                subject.facts = operation(verb, &features);
            }
            // A type is said to be its module's.
            subjects.insert(module, subject.clone());
            subjects.insert(name, subject);
        }
        for module in &plan.notifications {
            let mut subject = Subject::of(&module.notification.meta);
            let page = module.notification.page.clone();
            if new.contains(&*page) {
                subject.facts = notification(module);
            }
            subjects.insert(module.path.join("::"), subject.clone());
            subjects.insert(page, subject);
        }
    }
    subjects.retain(|name, _| said.contains(&**name));
    subjects
}

/// What an operation is to who has never called it.
fn operation(verb: &Verb<'_>, features: &BTreeSet<&str>) -> Vec<String> {
    let it = verb.operation;
    let mut facts = Vec::new();
    let newness = if features.contains(&*verb.feature) {
        ""
    } else {
        ", which is new"
    };
    let product = product::name(&it.location).map_or_else(String::new, |name| format!("{name}, "));
    facts.push(format!("{product}feature `{}`{newness}", verb.feature));
    facts.push(format!("takes {}", taken(it)));
    facts.push(format!("gives {}", given(&it.response)));
    facts.push(format!("a second sending: {}", it.effect.name()));
    if it.verify != Verify::Signed {
        facts.push(format!("its answer is {}", it.verify.name()));
    }
    if it.host != Host::Default {
        facts.push(format!("on {}", it.host.name()));
    }
    if it.client_certificate {
        facts.push("needs a client certificate".to_owned());
    }
    facts
}

/// How much a request has, what it must have, and what of it is encrypted.
fn taken(it: &ir::Operation) -> String {
    let beside = || it.headers.iter().chain(&it.query).chain(it.body.fields());
    if beside().next().is_none() {
        return "nothing beside its path".to_owned();
    }
    let mut words = counted(deep(beside()).count(), "field");
    let lists = [
        (
            "required",
            names(beside(), |field| field.requirement.is_required()),
        ),
        ("encrypted", names(deep(beside()), is_encrypted)),
    ];
    for (word, names) in lists.iter().filter(|(_, names)| !names.is_empty()) {
        words.push_str(&format!("; {word}: {}", names.join(", ")));
    }
    words
}

fn given(response: &Response) -> String {
    let fields = response.fields();
    if fields.is_empty() {
        return match response {
            Response::File => "a file",
            Response::Redirect => "a redirect",
            _ => "nothing",
        }
        .to_owned();
    }
    let encrypted = names(deep(fields), is_encrypted);
    let mut words = counted(deep(fields).count(), "field");
    if !encrypted.is_empty() {
        words.push_str(&format!("; encrypted: {}", encrypted.join(", ")));
    }
    words
}

fn names<'f>(fields: impl Iterator<Item = &'f Field>, is_named: impl Fn(&Field) -> bool) -> Vec<&'f str> {
    fields
        .filter(|field| is_named(field))
        .map(|field| field.name.as_str())
        .collect()
}

fn is_encrypted(field: &Field) -> bool {
    matches!(field.ty.layers().last(), Some(Type::Sensitive(_)))
}

/// What a notification is to who has never got it.
fn notification(module: &NotificationModule<'_>) -> Vec<String> {
    let it = module.notification;
    let events = module.events.iter().map(|event| {
        let types = event.event_types.join(" ");
        format!("{types} as `Event::{}`", event.name).trim().to_owned()
    });
    let mut facts = vec![
        events.collect::<Vec<_>>().join(", "),
        format!("holds {}", counted(deep(&it.payload).count(), "field")),
    ];
    if it.wants_data() {
        let data: Vec<&str> = it.ack.iter().map(|field| field.name.as_str()).collect();
        facts.push(format!("is answered with {}", data.join(", ")));
    }
    if it.is_ack_signed {
        facts.push("its reply is signed".to_owned());
    }
    facts
}
