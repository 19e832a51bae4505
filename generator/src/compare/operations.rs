//! Two descriptions of one operation.

use super::difference::{Difference, Kind, id};
use super::fields::Fields;
use crate::ir::{Body, Field, Operation, Response, url};

/// Everything in which they differ.
pub(super) fn differences(one: &Operation, other: &Operation) -> Vec<Difference> {
    let id = id(one);
    let mut found = Vec::new();
    let facts = [
        (Kind::Path, "", address(one), address(other)),
        (Kind::Format, "body", body_kind(&one.body), body_kind(&other.body)),
        (
            Kind::Format,
            "answer",
            answer_kind(&one.response),
            answer_kind(&other.response),
        ),
        (Kind::Call, "options", options(one), options(other)),
        (Kind::Title, "", one.meta.title.clone(), other.meta.title.clone()),
    ];
    for (kind, field, first, second) in facts {
        if first != second {
            found.push(Difference {
                kind,
                operation: id.clone(),
                field: field.to_owned(),
                first,
                second,
                page: format!("{}.md", one.page),
                line: one.meta.origin.line,
            });
        }
    }
    let parts: [(&str, bool, &[Field], &[Field]); 5] = [
        ("path", true, &one.path_params, &other.path_params),
        ("headers", true, &one.headers, &other.headers),
        ("query", true, &one.query, &other.query),
        ("body", true, one.body.fields(), other.body.fields()),
        ("answer", false, one.response.fields(), other.response.fields()),
    ];
    for (name, is_request, ours, theirs) in parts {
        let mut fields = Fields {
            operation: &id,
            page: [&one.page, &other.page],
            is_request,
            found: &mut found,
        };
        fields.compare(name, ours, theirs);
    }
    found
}

fn address(operation: &Operation) -> String {
    let host = operation.host;
    format!(
        "{} {} ({host:?})",
        operation.method.as_str(),
        url(&operation.path)
    )
}

fn options(operation: &Operation) -> String {
    let switches = [
        (operation.client_certificate, "client certificate"),
        (operation.fragment.is_some(), "fragment"),
        (operation.timeout.is_some(), "time-out"),
    ];
    let set: Vec<&str> = switches
        .iter()
        .filter(|(set, _)| *set)
        .map(|(_, name)| *name)
        .collect();
    if set.is_empty() {
        "-".to_owned()
    } else {
        set.join(", ")
    }
}

fn body_kind(body: &Body) -> String {
    let kind = match body {
        Body::None => "none",
        Body::Json(_) => "JSON",
        Body::Xml(_) => "XML",
        Body::Multipart(_) => "upload",
    };
    kind.to_owned()
}

fn answer_kind(response: &Response) -> String {
    match response {
        Response::Json(_) => "JSON".to_owned(),
        Response::Xml(_) => "XML".to_owned(),
        Response::Empty(status) => format!("empty ({status})"),
        Response::File => "file".to_owned(),
        Response::Redirect => "redirect".to_owned(),
        Response::CsvOrXmlError(_) => "CSV, or XML for an error".to_owned(),
    }
}
