//! The only place where Rust names are minted.
//!
//! Input is the documented API, output the same API as modules, types and
//! fields with names ([`krate::Crate`](crate::krate::Crate)). Nothing is ever
//! reused silently: a name that cannot be given is a [`Clash`] that asks for an override.

pub mod case;
mod event;
mod keyword;
mod shape;
mod tree;
mod types;
mod variant;

use std::collections::BTreeSet;

use crate::fix::ModuleName;
use crate::ir::{Api, Body, Field, Notification, Operation, Response, Version};
use crate::krate::{Crate, NotificationModule, Place, Types};
use case::{pascal, snake};
use types::Root;

/// A name that could not be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Page without `.md`.
    pub page: String,
    /// Line of the row, 1-based.
    pub line: u32,
    /// Wire name of the field.
    pub field: String,
    /// The name that it and another type of another shape should both have.
    pub name: String,
}

/// Names everything.
#[must_use]
pub fn name<'a>(api: &'a Api, modules: &[ModuleName]) -> (Crate<'a>, Vec<Clash>) {
    let mut clashes = Vec::new();
    let roots = tree::build(&api.operations, modules, &mut |operation| {
        let (types, found) = types::mint(operation_roots(operation));
        note(&operation.page, found, &mut clashes);
        types
    });
    let mut notifications: Vec<_> = api
        .notifications
        .iter()
        .map(|notification| module(notification, &mut clashes))
        .collect();
    tell_apart(&mut notifications);
    event::mint(&mut notifications);
    let mut named = Crate { roots, notifications };
    for types in all_types(&mut named) {
        shape::fill(types);
    }
    (named, clashes)
}

/// `TRANSACTION.SUCCESS` and `transaction-success` are two notifications of v2:
/// the page that is spelled like a module keeps the name.
fn tell_apart(modules: &mut [NotificationModule<'_>]) {
    let mut taken = BTreeSet::new();
    for spelled_like_a_module in [true, false] {
        for module in modules.iter_mut() {
            let lower = !module
                .notification
                .page
                .contains(|c: char| c.is_ascii_uppercase());
            if lower != spelled_like_a_module {
                continue;
            }
            while !taken.insert(module.path.clone()) {
                module.name.push('_');
                module.variant.push('_');
                module.path[2].push('_');
            }
        }
    }
}

fn note(page: &str, found: Vec<types::Clash>, clashes: &mut Vec<Clash>) {
    clashes.extend(found.into_iter().map(|clash| Clash {
        page: page.to_owned(),
        line: clash.line,
        field: clash.field,
        name: clash.name,
    }));
}

/// Every module's types.
pub fn all_types<'c, 'a>(named: &'c mut Crate<'a>) -> Vec<&'c mut Types<'a>> {
    fn collect<'c, 'a>(node: &'c mut crate::krate::Node<'a>, out: &mut Vec<&'c mut Types<'a>>) {
        out.extend(node.verbs.iter_mut().map(|verb| &mut verb.types));
        for child in &mut node.children {
            collect(child, out);
        }
    }
    let mut out = Vec::new();
    for root in &mut named.roots {
        collect(root, &mut out);
    }
    out.extend(named.notifications.iter_mut().map(|module| &mut module.types));
    out
}

/// `Request` and, if the answer is an object, `Response`.
fn operation_roots(operation: &Operation) -> Vec<Root<'_>> {
    let title = operation.meta.title.as_str();
    let mut roots = Vec::new();
    if has_request(operation) {
        roots.push(Root {
            name: "Request",
            term: title,
            fields: request_fields(operation),
        });
    }
    match &operation.response {
        Response::Json(fields) | Response::Xml(fields) => {
            roots.push(Root {
                name: "Response",
                term: title,
                fields: at(fields, Place::Body),
            });
        }
        Response::CsvOrXmlError(fields) => {
            roots.push(Root {
                name: "Failure",
                term: title,
                fields: at(fields, Place::Body),
            });
        }
        Response::Empty(_) | Response::File | Response::Redirect => {}
    }
    roots
}

/// Whether an operation takes anything besides its path's values.
pub fn has_request(operation: &Operation) -> bool {
    !request_fields(operation).is_empty()
}

fn request_fields(operation: &Operation) -> Vec<(&Field, Place)> {
    let body = match &operation.body {
        Body::None => &[],
        Body::Json(fields) | Body::Xml(fields) | Body::Multipart(fields) => fields.as_slice(),
    };
    let mut fields = at(&operation.headers, Place::Header);
    fields.extend(at(&operation.query, Place::Query));
    fields.extend(at(body, Place::Body));
    fields
}

fn at(fields: &[Field], place: Place) -> Vec<(&Field, Place)> {
    fields.iter().map(|field| (field, place)).collect()
}

fn module<'a>(notification: &'a Notification, clashes: &mut Vec<Clash>) -> NotificationModule<'a> {
    let file = notification.page.rsplit('/').next().unwrap_or(&notification.page);
    let version = notification.page.split('/').nth(1).unwrap_or("v3");
    let title = notification.meta.title.as_str();
    let mut roots = vec![Root {
        name: "Notification",
        term: title,
        fields: at(&notification.payload, Place::Body),
    }];
    // A code and a message are the runtime's `Reply`: a type with these two would be of no use to anybody.
    if notification.wants_data() {
        roots.push(Root {
            name: "Acknowledgement",
            term: title,
            fields: at(&notification.ack, Place::Body),
        });
    }
    let (types, found) = types::mint(roots);
    note(&notification.page, found, clashes);
    let name = keyword::escape(snake(file));
    NotificationModule {
        notification,
        variant: match notification.version {
            // Both versions have a `TRANSACTION.SUCCESS`, which are not the same.
            Version::V2 => format!("V2{}", pascal(file)),
            Version::V3 => pascal(file),
        },
        events: Vec::new(),
        path: vec!["webhook".to_owned(), version.to_owned(), name.clone()],
        name,
        types,
    }
}
