//! Callbacks.

use super::context::Context;
use super::field::{self, Hints};
use super::request::count;
use super::tree::{self, RowNode};
use super::{errors, outcome};
use crate::diagnostic::Code;
use crate::ir::{Cipher, Field, Marks, Meta, Notification, Type, Version};
use crate::page::{MARK, Page, Section};

/// Lowers a section of a page below `webhook/`.
pub(super) fn lower(context: &mut Context, page: &Page, section: &Section, meta: Meta) -> Notification {
    let version = if page.is_v2() { Version::V2 } else { Version::V3 };
    context.turn_to(section, &section.request);
    let nodes = tree::build(context, &section.request);
    let body = body(context, section, &nodes);
    let sealed = body.iter().find_map(find_cipher);
    let cipher = sealed.map_or(Cipher::Plain, |node| cipher(node, version));
    if cipher == Cipher::Plain && version == Version::V3 && !body.is_empty() {
        let message = "no field of this notification is marked as encrypted";
        context.report_at(Code::BrokenNotification, section.line, &section.span, message);
    }
    let envelope: Vec<Field> = body.iter().map(|node| envelope(context, node)).collect();
    let payload = match sealed {
        Some(node) => {
            let inside = field::all(context, &node.children, Hints::BLIND);
            match version {
                Version::V2 => opened(&envelope, node.name(), &inside),
                Version::V3 => inside,
            }
        }
        None => envelope.clone(),
    };
    let mut event_types = values(&envelope, "event_type");
    if event_types.is_empty() && version == Version::V3 && page.document.is_none() {
        event_types.extend(page.path.rsplit('/').next().map(str::to_owned));
    }
    let original_types = values(&envelope, "original_type");
    let states = match version {
        Version::V2 => states(&payload, sealed.map(RowNode::name), cipher),
        Version::V3 => outcome::of(&event_types, &payload, sealed),
    };
    let (ack, is_ack_signed) = ack(context, section);
    Notification {
        page: page.path.clone(),
        version,
        event_types,
        original_types,
        marks: Marks {
            succeeded: sealed.map_or_else(Vec::new, marked),
            ..Marks::default()
        },
        meta,
        cipher,
        envelope,
        payload,
        states,
        ack,
        is_ack_signed,
        errors: errors::lower(context, section),
    }
}

/// The rows below `body`. Headers are the same for all, and the runtime's business.
fn body<'n, 'p>(context: &mut Context, section: &Section, nodes: &'n [RowNode<'p>]) -> &'n [RowNode<'p>] {
    let mut body = None;
    for node in nodes {
        match node.name() {
            "headers" => {
                context.rows.scopes += 1;
                context.rows.transport += count(node) - 1;
            }
            "body" if body.is_none() => {
                context.rows.scopes += 1;
                body = Some(node.children.as_slice());
            }
            name => {
                context.rows.diagnosed += count(node);
                let message = format!("`{name}` is no known part of a notification");
                context.report(Code::UnknownScope, node.row, message);
            }
        }
    }
    body.unwrap_or_else(|| {
        let message = "this notification has no `body`";
        context.report_at(Code::BrokenNotification, section.line, &section.span, message);
        &[]
    })
}

fn find_cipher<'n, 'p>(node: &'n RowNode<'p>) -> Option<&'n RowNode<'p>> {
    if node.is_cipher() {
        Some(node)
    } else {
        node.children.iter().find_map(find_cipher)
    }
}

fn cipher(node: &RowNode<'_>, version: Version) -> Cipher {
    match (node.row.ty.value("data-encrypted"), version) {
        (Some("by-aes-ecb"), _) => Cipher::AesEcbXml,
        (_, Version::V2) => Cipher::AesGcmXml,
        (_, Version::V3) => Cipher::AesGcmJson,
    }
}

/// A field of the envelope: the encrypted one is a string here.
fn envelope(context: &mut Context, node: &RowNode<'_>) -> Field {
    if node.is_cipher() {
        return field::one(
            context,
            &RowNode {
                children: Vec::new(),
                ..node.clone()
            },
            Hints::BLIND,
        );
    }
    if find_cipher(node).is_none() {
        return field::one(context, node, Hints::BLIND);
    }
    let without = RowNode {
        children: Vec::new(),
        ..node.clone()
    };
    let children = node
        .children
        .iter()
        .map(|child| envelope(context, child))
        .collect();
    let rows = context.rows;
    let found = context.found.len();
    let field = field::one(context, &without, Hints::BLIND);
    // An object without children is opaque elsewhere; this one has some.
    context.found.truncate(found);
    context.rows = rows;
    context.rows.fields += 1;
    Field {
        ty: Type::Object(children),
        ..field
    }
}

/// v2's envelope says whom it is for, and holds what was encrypted where the ciphertext was.
fn opened(envelope: &[Field], sealed: &str, inside: &[Field]) -> Vec<Field> {
    let open = |field: &Field| match field.name == sealed {
        true => Field {
            ty: Type::Object(inside.to_vec()),
            ..field.clone()
        },
        false => field.clone(),
    };
    envelope.iter().map(open).collect()
}

/// v2's states: of the body, and of what is encrypted. What is not signed says nothing.
fn states(payload: &[Field], sealed: Option<&str>, cipher: Cipher) -> Vec<String> {
    let mut found = Vec::new();
    for field in payload {
        match &field.ty {
            Type::Object(inside) if sealed == Some(&*field.name) => {
                let states = inside.iter().filter(|inner| is_state(inner));
                found.extend(states.map(|inner| format!("{}/{}", field.name, inner.name)));
            }
            _ if is_state(field) && cipher != Cipher::AesEcbXml => found.push(field.name.clone()),
            _ => {}
        }
    }
    found
}

/// The rows that their page marks.
fn marked(sealed: &RowNode<'_>) -> Vec<String> {
    let rows = sealed.children.iter().filter(|child| child.row.name.has(MARK));
    rows.map(|child| child.name().to_owned()).collect()
}

/// `return_code`, `result_code`, and what documents `SUCCESS` beside other values.
fn is_state(field: &Field) -> bool {
    let values: &[_] = match &field.ty {
        Type::Enum(values) => values,
        _ => &[],
    };
    let outcomes = values.len() > 1 && values.iter().any(|value| value.value == "SUCCESS");
    outcomes || matches!(&*field.name, "return_code" | "result_code")
}

/// Documented values of a field of the envelope.
fn values(fields: &[Field], name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for field in fields {
        match &field.ty {
            Type::Enum(values) if field.name == name => {
                found.extend(values.iter().map(|value| value.value.clone()));
            }
            Type::Object(fields) => found.extend(self::values(fields, name)),
            _ => {}
        }
    }
    found
}

/// Fields of the acknowledgement's body, and whether it is signed; status and headers are else the runtime's business.
fn ack(context: &mut Context, section: &Section) -> (Vec<Field>, bool) {
    context.turn_to(section, &section.response);
    let nodes = tree::build(context, &section.response);
    let (mut fields, mut is_signed) = (Vec::new(), false);
    for node in &nodes {
        match node.name() {
            "body" | "xml" => {
                context.rows.scopes += 1;
                fields = field::all(context, &node.children, Hints::BLIND);
            }
            "status" | "headers" => {
                context.rows.transport += count(node);
                let is_signature = |header: &RowNode<'_>| header.name().eq_ignore_ascii_case("authorization");
                is_signed |= node.children.iter().any(is_signature);
            }
            // Without a scope above them the rows are the body's own.
            _ => fields.push(field::one(context, node, Hints::BLIND)),
        }
    }
    (fields, is_signed)
}
