//! From pages to operations and notifications.

mod badge;
mod context;
pub(crate) mod description;
mod effect;
mod encoded;
mod enums;
mod example;
mod field;
mod follow;
mod location;
mod notification;
mod request;
mod response;
mod time;
mod tree;

pub(crate) use location::chain;
pub(crate) use tree::Node;

use std::collections::BTreeMap;

use self::context::Context;
use crate::diagnostic::{Code, Diagnostic, contained};
use crate::fix::Overrides;
use crate::ir::{
    Api, Body, Effect, Field, Host, Meta, Operation, Response, SensitiveKey, Type, Verify, Version,
};
use crate::page::{Page, Section, Table};
use crate::totals::Rows;

/// What came out of the pages.
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// Operations and notifications.
    pub api: Api,
    /// What became of each row.
    pub rows: Rows,
    /// Findings in page order.
    pub diagnostics: Vec<Diagnostic>,
}

/// The rows of a table below each other, as lowering sees them.
pub(crate) fn outline(table: &Table) -> Vec<Node<'_>> {
    tree::build(&mut Context::default(), table)
}

/// Corrects the pages and lowers them.
pub fn lower(mut pages: Vec<Page>, overrides: &Overrides) -> Lowered {
    let mut lowered = Lowered {
        diagnostics: overrides.apply(&mut pages),
        ..Lowered::default()
    };
    for page in &pages {
        let mut context = Context::new(&page.path);
        for section in &page.sections {
            context.rows.total += section.request.rows.len() + section.response.rows.len();
            let earlier = std::mem::take(&mut context.found);
            let meta = meta(&mut context, section);
            if page.is_notification() {
                let notification = notification::lower(&mut context, page, section, meta);
                lowered.api.notifications.push(notification);
            } else {
                let is_json = overrides.answers_json(page, section);
                lowered
                    .api
                    .operations
                    .push(operation(&mut context, page, section, meta, is_json));
            }
            let found = follow::without(context.found, section);
            context.found = earlier.into_iter().chain(found).collect();
        }
        lowered.rows += context.rows;
        lowered.diagnostics.extend(contained(context.found));
    }
    let found = overrides.set_facts(&mut lowered.api.operations, &pages);
    lowered.diagnostics.extend(found);
    lowered.diagnostics.extend(duplicates(&lowered.api, &pages));
    lowered
}

fn meta(context: &mut Context, section: &Section) -> Meta {
    Meta {
        title: section.title.clone(),
        description: section.description.clone(),
        links: section.links.clone(),
        badges: section
            .badges
            .iter()
            .filter_map(|badge| badge::lower(context, badge))
            .collect(),
        origin: section.origin.clone(),
        line: section.line,
    }
}

fn operation(context: &mut Context, page: &Page, section: &Section, meta: Meta, is_json: bool) -> Operation {
    let version = if page.is_v2() { Version::V2 } else { Version::V3 };
    let nodes = tree::build(context, &section.request);
    let request = request::lower(context, page, section, &nodes);
    let response = response::lower(context, section, version == Version::V2 && !is_json);
    let body = request.body.unwrap_or(Body::None);
    let mut operation = Operation {
        page: page.path.clone(),
        version,
        method: section.method,
        location: location::segments(location::chain(page, section)),
        path: request.path,
        host: request.host.map_or(Host::Default, |(host, _)| host),
        meta,
        path_params: request.path_params,
        headers: request.headers,
        names_platform_key: request.names_platform_key || has_platform_key(&request.query, &body, &response),
        query: request.query,
        verify: rule(version, section, &response),
        body,
        response,
        client_certificate: request.client_certificate,
        nonceless: request.nonceless,
        fragment: request.fragment,
        timeout: request.timeout,
        effect: Effect::Each,
        example: None,
    };
    operation.effect = effect::of(&operation);
    operation.example = example::lower(context, section, &operation);
    operation
}

/// Files are not signed; a v2 answer is if its table has a `sign`. Overrides know the exceptions.
fn rule(version: Version, section: &Section, response: &Response) -> Verify {
    let unverified = section.call.as_ref().is_some_and(|call| call.unverified);
    let signs = |fields: &[Field]| fields.iter().any(|field| field.name == "sign");
    let is_unsigned = unverified
        || match response {
            Response::File | Response::Redirect => true,
            Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) => {
                version == Version::V2 && !signs(fields)
            }
            Response::Empty(_) => false,
        };
    if is_unsigned {
        Verify::Unsigned
    } else {
        Verify::Signed
    }
}

fn has_platform_key(query: &[Field], body: &Body, response: &Response) -> bool {
    let body = match body {
        Body::None => &[],
        Body::Json(fields) | Body::Xml(fields) | Body::Multipart(fields) => fields.as_slice(),
    };
    let response = match response {
        Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) => fields.as_slice(),
        Response::Empty(_) | Response::File | Response::Redirect => &[],
    };
    [query, body, response]
        .iter()
        .any(|fields| fields.iter().any(|field| is_sensitive(&field.ty)))
}

fn is_sensitive(ty: &Type) -> bool {
    match ty {
        Type::Sensitive(key) => *key == SensitiveKey::Platform,
        Type::Object(fields) | Type::UrlEncoded(fields) => fields.iter().any(|field| is_sensitive(&field.ty)),
        Type::List(inner) | Type::JsonString(inner) => is_sensitive(inner),
        _ => false,
    }
}

/// Operations that another one would hide.
fn duplicates(api: &Api, pages: &[Page]) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for operation in &api.operations {
        let identity = (
            operation.version,
            operation.host,
            operation.method,
            &operation.path,
        );
        let Some(first) = seen.insert(identity, &operation.page) else {
            continue;
        };
        let message = format!("`{first}` documents an operation with the same verb and path");
        let page = pages.iter().find(|page| page.path == operation.page);
        let section = page.and_then(|page| page.sections.iter().find(|one| one.method == operation.method));
        let mut context = Context::new(&operation.page);
        let span = section.map_or(0..0, |section| section.span.clone());
        context.report_at(Code::DuplicateOperation, operation.meta.line, &span, message);
        found.extend(context.found);
    }
    found
}
