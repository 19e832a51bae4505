//! From pages to operations and notifications.

mod badge;
mod borrow;
mod consequences;
mod context;
pub(crate) mod description;
mod duplicate;
mod effect;
mod encryption;
mod enums;
mod errors;
mod example;
mod field;
mod group;
mod length;
mod location;
mod marks;
mod notification;
mod outcome;
mod request;
mod response;
mod role;
mod scalar;
mod term;
mod time;
mod tree;
pub(crate) mod unit;

pub(crate) use location::chain;
pub(crate) use term::{leading, meaning, term};
pub(crate) use tree::RowNode;

use self::context::Context;
use crate::diagnostic::{Diagnostic, contained};
use crate::ir::{
    Api, Body, Comforts, Effect, Field, Host, Meta, Operation, Refusal, Response, SensitiveKey, Type, Verify,
    Version, deep,
};
use crate::page::{Dialect, Page, Section, Table};
use crate::totals::Rows;

/// What came out of the pages.
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// Operations and notifications.
    pub api: Api,
    /// What became of each row.
    pub rows: Rows,
}

/// The rows of a table below each other, as lowering sees them.
pub(crate) fn outline(table: &Table) -> Vec<RowNode<'_>> {
    tree::build(&mut Context::default(), table)
}

/// Gives pages their meaning; findings come in page order.
#[must_use]
pub fn lower(pages: &[Page]) -> (Lowered, Vec<Diagnostic>) {
    let (mut lowered, mut found) = (Lowered::default(), Vec::new());
    for page in pages {
        let mut context = Context::new(&page.path);
        context.is_document = page.dialect == Dialect::Official;
        for section in &page.sections {
            context.rows.total += section.request.rows.len() + section.response.rows.len();
            let earlier = std::mem::take(&mut context.found);
            let meta = meta(&mut context, section);
            if page.is_notification() {
                let notification = notification::lower(&mut context, page, section, meta);
                encryption::check(&mut context, section, notification.fields());
                lowered.api.notifications.push(notification);
            } else {
                let operation = operation(&mut context, page, section, meta);
                let (query, body) = (&operation.query, operation.body.fields());
                let fields = query.iter().chain(body).chain(operation.response.fields());
                encryption::check(&mut context, section, fields);
                lowered.api.operations.push(operation);
            }
            let later = consequences::without(context.found, section);
            context.found = earlier.into_iter().chain(later).collect();
        }
        lowered.rows += context.rows;
        found.extend(contained(context.found));
    }
    marks::set(&mut lowered.api.notifications);
    borrow::terms(&mut lowered.api);
    found.extend(duplicate::operations(&lowered.api, pages));
    found.extend(duplicate::spellings(pages));
    (lowered, found)
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
        origin: context.section(section),
    }
}

fn operation(context: &mut Context, page: &Page, section: &Section, meta: Meta) -> Operation {
    let version = if page.is_v2() { Version::V2 } else { Version::V3 };
    context.turn_to(section, &section.request);
    let nodes = tree::build(context, &section.request);
    let request = request::lower(context, page, section, &nodes);
    context.turn_to(section, &section.response);
    let response = response::lower(
        context,
        section,
        version == Version::V2 && !section.response.is_json,
    );
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
        refusal: Refusal::Final,
        repeat_after: None,
        example: None,
        answers: Vec::new(),
        errors: errors::lower(context, section),
        limits: section.facts.limits.clone(),
        comforts: Comforts::default(),
    };
    operation.effect = effect::of(&operation);
    operation.refusal = effect::refusal(&operation);
    operation.repeat_after = effect::repeat_after(&operation);
    role::mark(&mut operation);
    operation.example = example::lower(context, section, &operation);
    operation.answers = example::answers(context, section, &operation.response);
    operation
}

/// Files are not signed; a v2 answer is if its table has a `sign`. Overrides know the exceptions.
fn rule(version: Version, section: &Section, response: &Response) -> Verify {
    let unverified = section.call.as_ref().is_some_and(|call| call.unverified);
    let is_unsigned = unverified
        || match response {
            Response::File | Response::Redirect => true,
            Response::Empty(_) => false,
            Response::Json(_) | Response::Xml(_) | Response::CsvOrXmlError(_) => {
                let signs = response.fields().iter().any(|field| field.name == "sign");
                version == Version::V2 && !signs
            }
        };
    if is_unsigned {
        Verify::Unsigned
    } else {
        Verify::Signed
    }
}

/// Whether some text is encrypted with the platform's key.
fn has_platform_key(query: &[Field], body: &Body, response: &Response) -> bool {
    let top = query.iter().chain(body.fields()).chain(response.fields());
    deep(top)
        .flat_map(|field| field.ty.layers())
        .any(|ty| *ty == Type::Sensitive(SensitiveKey::Platform))
}
