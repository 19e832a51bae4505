//! The only place where Rust names are minted.
//!
//! Input is the documented API, output the same API as modules, types and
//! fields with names ([`plan::Crate`](crate::plan::Crate)). Nothing is ever
//! reused silently: a name that cannot be given is a finding that asks for an override.

pub(crate) mod case;
pub mod compound;
mod event;
mod field;
pub mod keyword;
pub mod lock;
mod same;
mod singular;
mod tree;
mod types;
mod variant;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fix::{MODULES, ModuleName, Names};
use crate::ir::{Api, Field, Notification, Operation, Response, Version};
use crate::plan::{Carrier, CommonModule, Crate, NotificationModule, Shapes, Types};
use case::{pascal, snake};
use types::{Clash, Root};

/// Names everything.
#[must_use]
pub fn name<'a>(api: &'a Api, modules: &[ModuleName], names: &Names) -> (Crate<'a>, Vec<Diagnostic>) {
    let (mut shapes, mut found) = (Shapes::default(), Vec::new());
    let (roots, twins) = tree::build(&api.operations, (modules, names.of(MODULES)), &mut |operation| {
        let held = names.of(&lock::key(operation));
        let (types, clashes) = types::mint(operation_roots(operation), held, &mut shapes);
        found.extend(clashes.into_iter().map(|clash| unnamed(&operation.page, clash)));
        types
    });
    found.extend(twins);
    let mut notifications: Vec<_> = api
        .notifications
        .iter()
        .map(|notification| {
            let (types, clashes) = types::mint(
                notification_roots(notification),
                names.of(&notification.page),
                &mut shapes,
            );
            found.extend(
                clashes
                    .into_iter()
                    .map(|clash| unnamed(&notification.page, clash)),
            );
            module(notification, modules, types)
        })
        .collect();
    event::mint(&mut notifications, names);
    found.extend(clashes(&notifications));
    let common = api
        .common
        .iter()
        .map(|common| {
            let root = Root {
                name: &common.name,
                term: &common.term,
                fields: carried(&common.fields, Carrier::Body),
            };
            let (types, clashes) =
                types::mint(vec![root], names.of(&lock::common_key(&common.name)), &mut shapes);
            let page = &common.members[0].page;
            found.extend(clashes.into_iter().map(|clash| unnamed(page, clash)));
            CommonModule {
                common,
                path: vec!["types".to_owned(), snake(&common.name)],
                types,
            }
        })
        .collect();
    let plan = Crate {
        roots,
        notifications,
        common,
    };
    (plan, found)
}

/// A name that could not be given.
fn unnamed(page: &str, clash: Clash) -> Diagnostic {
    let Clash { name, field, line } = clash;
    let place = Place::line(line, &(0..0));
    let message = format!("`{field}` and another type of another shape would both be called `{name}`");
    Diagnostic::new(Code::NameClash, &format!("{page}.md"), place, message)
}

/// Pages and variants that would be called alike: `TRANSACTION.SUCCESS` and `transaction-success` are two notifications.
fn clashes(modules: &[NotificationModule<'_>]) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for module in modules {
        let page = module.notification.page.as_str();
        let variants = module.events.iter().map(|event| event.name.clone());
        for name in variants.chain([module.path.join("::")]) {
            if let Some(other) = taken.insert(name.clone(), page) {
                let message = format!("this and `{other}` would both be called `{name}`");
                let place = Place::line(1, &(0..0));
                found.push(Diagnostic::new(
                    Code::NameClash,
                    &format!("{page}.md"),
                    place,
                    message,
                ));
            }
        }
    }
    found
}

/// `Request` and, if the answer is an object, `Response`.
fn operation_roots(operation: &Operation) -> Vec<Root<'_>> {
    let term = operation.meta.title.as_str();
    let mut roots = Vec::new();
    let request = request_fields(operation);
    if !request.is_empty() {
        roots.push(Root {
            name: "Request",
            term,
            fields: request,
        });
    }
    let answer = match &operation.response {
        Response::Json(_) | Response::Xml(_) => Some("Response"),
        Response::CsvOrXmlError(_) => Some("Failure"),
        Response::Empty(_) | Response::File | Response::Redirect => None,
    };
    roots.extend(answer.map(|name| Root {
        name,
        term,
        fields: carried(operation.response.fields(), Carrier::Body),
    }));
    roots
}

fn request_fields(operation: &Operation) -> Vec<(&Field, Carrier)> {
    let mut fields = carried(&operation.headers, Carrier::Header);
    fields.extend(carried(&operation.query, Carrier::Query));
    fields.extend(carried(operation.body.fields(), Carrier::Body));
    fields
}

fn carried(fields: &[Field], carrier: Carrier) -> Vec<(&Field, Carrier)> {
    fields.iter().map(|field| (field, carrier)).collect()
}

fn notification_roots(notification: &Notification) -> Vec<Root<'_>> {
    let term = notification.meta.title.as_str();
    let root = |name, fields| Root {
        name,
        term,
        fields: carried(fields, Carrier::Body),
    };
    let mut roots = vec![root("Notification", &notification.payload)];
    // A code and a message are the runtime's `Reply`: a type with these two would be of no use to anybody.
    if notification.wants_data() {
        roots.push(root("Acknowledgement", &notification.ack));
    }
    roots
}

fn module<'a>(
    notification: &'a Notification,
    modules: &[ModuleName],
    mut types: Types<'a>,
) -> NotificationModule<'a> {
    // What a notification is answered with is said of its type, which is no other's then.
    let answered = types.defs.iter_mut().filter(|_| notification.wants_data());
    for def in answered.filter(|def| def.name == "Notification") {
        def.stays = true;
    }
    let file = notification.page.rsplit('/').next().unwrap_or(&notification.page);
    let version = notification.page.split('/').nth(1).unwrap_or("v3");
    let name = match modules.iter().find(|module| module.path == notification.page) {
        Some(module) => module.name.as_ref().clone(),
        None => keyword::escape(snake(file)),
    };
    NotificationModule {
        notification,
        variant: match notification.version {
            // Both versions have a `TRANSACTION.SUCCESS`, which are not the same.
            Version::V2 => format!("V2{}", pascal(&name)),
            Version::V3 => pascal(&name),
        },
        events: Vec::new(),
        path: vec!["webhook".to_owned(), version.to_owned(), name.clone()],
        name,
        types,
    }
}
