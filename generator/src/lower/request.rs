//! The rows of a request: scopes at the top, fields below them.

use serde_json::Value;

use super::context::Context;
use super::field::{self, Hints};
use super::group;
use super::location;
use super::tree::RowNode;
use crate::diagnostic::Code;
use crate::ir::{Body, Field, Host, Requirement, Segment, Type};
use crate::page::{Call, CallBody, Page, Row, Section};

/// What a request's table says.
#[derive(Default)]
pub(super) struct Request {
    pub path: Vec<Segment>,
    pub path_params: Vec<Field>,
    pub headers: Vec<Field>,
    pub query: Vec<Field>,
    pub body: Option<Body>,
    pub host: Option<(Host, String)>,
    pub names_platform_key: bool,
    pub client_certificate: bool,
    pub nonceless: bool,
    pub fragment: Option<String>,
    pub timeout: Option<f64>,
}

/// Headers that the client sets by itself.
const OWN_HEADERS: [&str; 4] = ["Wechatpay-Serial", "Content-Type", "Accept", "Authorization"];

/// Lowers the table of a request.
pub(super) fn lower(context: &mut Context, page: &Page, section: &Section, nodes: &[RowNode<'_>]) -> Request {
    let call = section.call.as_ref();
    let host = host(context, section, nodes);
    // One page shows it in the example alone.
    let fragment = call.and_then(|call| call.fragment.clone());
    let mut request = Request {
        host,
        fragment,
        ..Request::default()
    };
    let prefix = request.host.as_ref().map_or("", |(_, prefix)| prefix).to_owned();
    request.path = location::wire_path(context, page, section, &prefix);
    let mut params = Vec::new();
    for node in nodes {
        if node.children.is_empty() && request.path.contains(&Segment::Param(node.name().to_owned())) {
            params.push(field::one(context, node, Hints::BLIND));
        } else {
            scope(context, &mut request, node, call);
        }
    }
    // A parameter of the path is one wherever its row stands.
    let in_query = |field: &mut Field| {
        let is_missing = !params.iter().any(|param| param.name == field.name);
        is_missing && request.path.contains(&Segment::Param(field.name.clone()))
    };
    let moved: Vec<Field> = request.query.extract_if(.., in_query).collect();
    params.extend(moved);
    request.path_params = path_params(context, section, &request.path, params);
    group::keep_apart([
        request.headers.as_mut_slice(),
        request.query.as_mut_slice(),
        request.body.as_mut().map_or(&mut [], Body::fields_mut),
    ]);
    request
}

fn scope(context: &mut Context, request: &mut Request, node: &RowNode<'_>, call: Option<&Call>) {
    context.rows.scopes += 1;
    let body = call.and_then(|call| match &call.body {
        CallBody::None => None,
        CallBody::Json(body) | CallBody::Xml(body) | CallBody::Form(body) => {
            Some(Value::Object(body.clone()))
        }
    });
    let hints = Hints {
        v2_answer: false,
        example: body.as_ref(),
    };
    match (node.name(), node.ty()) {
        ("json", "object") => {
            let fields = field::all(context, &node.children, hints);
            set_body(context, request, node, Body::Json(fields));
        }
        ("xml", "object") => {
            let fields = field::all(context, &node.children, hints);
            set_body(context, request, node, Body::Xml(fields));
        }
        ("body", "object") => {
            let parts = node.children.iter().map(|part| self::part(context, part));
            let mut parts: Vec<Field> = parts.collect();
            group::settle(context, &node.children, &mut parts);
            set_body(context, request, node, Body::Multipart(parts));
        }
        ("query", "object") => {
            let query = call.map(|call| Value::Object(call.query.clone()));
            let hints = Hints {
                example: query.as_ref(),
                ..hints
            };
            request.query.extend(field::all(context, &node.children, hints));
        }
        ("headers", "object") => headers(context, request, node),
        ("security", "true") => request.client_certificate = true,
        ("nonceless", "true") => request.nonceless = true,
        ("fragment", "string") => {
            let documented = || ticked(node.row).map(|value| value.trim_start_matches('#').to_owned());
            request.fragment = request.fragment.take().or_else(documented);
        }
        ("timeout", _) => request.timeout = call.and_then(|call| call.timeout),
        ("base_uri", "string") => {}
        (name, ty) => {
            context.rows.scopes -= 1;
            context.rows.diagnosed += count(node);
            let message =
                format!("`{name}` (`{ty}`) is no known part of a request, and the path has no `{{{name}}}`");
            context.report(Code::UnknownScope, node.row, message);
        }
    }
}

/// Rows of a node and below it.
pub(super) fn count(node: &RowNode<'_>) -> usize {
    1 + node.children.iter().map(count).sum::<usize>()
}

fn set_body(context: &mut Context, request: &mut Request, node: &RowNode<'_>, body: Body) {
    if request.body.is_some() {
        let message = format!("`{}` is a second body of one request", node.name());
        context.report(Code::MixedScopes, node.row, message);
    }
    request.body = Some(body);
}

/// A part of an upload: an object without fields is the file, a string with
/// content is JSON.
fn part(context: &mut Context, node: &RowNode<'_>) -> Field {
    if node.ty() == "object" && node.children.is_empty() {
        context.rows.fields += 1;
        let (doc, _) = super::description::read(&node.row.description.text);
        return Field {
            name: node.name().to_owned(),
            ty: Type::File,
            requirement: node.row.requirement(),
            doc,
            origin: context.row(node.row),
            ..Field::default()
        };
    }
    let mut field = field::one(context, node, Hints::BLIND);
    if let Type::JsonString(content) = field.ty {
        field.ty = *content;
    }
    field
}

fn headers(context: &mut Context, request: &mut Request, node: &RowNode<'_>) {
    for header in &node.children {
        request.names_platform_key |= header.name() == "Wechatpay-Serial";
        if OWN_HEADERS.contains(&header.name()) {
            context.rows.transport += 1;
        } else {
            request.headers.push(field::one(context, header, Hints::BLIND));
        }
    }
    group::settle(context, &node.children, &mut request.headers);
}

/// The address that the table or the example names.
fn host(context: &mut Context, section: &Section, nodes: &[RowNode<'_>]) -> Option<(Host, String)> {
    let row = nodes
        .iter()
        .find(|node| node.name() == "base_uri")
        .map(|node| node.row);
    let in_call = section.call.as_ref().and_then(|call| call.base_uri.as_deref());
    let uri = row.and_then(ticked).or(in_call)?;
    let host = location::host(uri, row.is_none_or(Row::is_required));
    if host.is_none() {
        let message = format!("`{uri}` is no known address of WeChat Pay");
        match row {
            Some(row) => context.report_cell(Code::UnknownHost, row, &row.description.span, message),
            None => context.report_at(Code::UnknownHost, section.line, &section.span, message),
        }
    }
    host
}

/// What stands in backticks in a description.
fn ticked(row: &Row) -> Option<&str> {
    row.description.text.split('`').nth(1)
}

/// One field for each parameter, in the order of the path.
fn path_params(
    context: &mut Context,
    section: &Section,
    path: &[Segment],
    mut rows: Vec<Field>,
) -> Vec<Field> {
    let mut ordered = Vec::new();
    for segment in path {
        let Segment::Param(name) = segment else { continue };
        match rows.iter().position(|row| row.name == *name) {
            Some(at) => ordered.push(Field {
                requirement: Requirement::IN_PATH,
                ..rows.swap_remove(at)
            }),
            None => {
                let message = format!(
                    "the path has a parameter `{name}`, but no row tells its type; `string` is assumed"
                );
                context.report_at(Code::PathParameter, section.line, &section.span, message);
                ordered.push(Field {
                    name: name.clone(),
                    requirement: Requirement::IN_PATH,
                    origin: context.section(section),
                    ..Field::default()
                });
            }
        }
    }
    ordered
}
