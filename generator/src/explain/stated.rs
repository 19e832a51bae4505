//! What the rows of both tables say, fact by fact.

use crate::lower::{RowNode, description, outline};
use crate::page::{BODIES, LONGEST, Row, SHORTEST, Section, Table};

/// Other rows at the top of a request that are no fields.
const SCOPES: [&str; 7] = [
    "query",
    "headers",
    "security",
    "nonceless",
    "base_uri",
    "fragment",
    "timeout",
];

/// A fact of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Which: `type`, `required`, ….
    pub fact: &'static str,
    /// What.
    pub value: String,
}

/// The fields of both tables by their paths.
pub(super) fn rows(section: &Section) -> Vec<(String, &Row)> {
    let mut found = Vec::new();
    for scope in outline(&section.request) {
        let name = scope.name().to_owned();
        if BODIES.contains(&name.as_str()) {
            below("body", &scope, &mut found);
        } else if SCOPES.contains(&name.as_str()) {
            below(&name, &scope, &mut found);
        } else {
            found.push((format!("path.{name}"), scope.row));
        }
    }
    answer(&section.response, &mut found);
    found
}

fn answer<'p>(table: &'p Table, found: &mut Vec<(String, &'p Row)>) {
    for node in outline(table) {
        let path = format!("answer.{}", node.name());
        found.push((path.clone(), node.row));
        below(&path, &node, found);
    }
}

fn below<'p>(path: &str, node: &RowNode<'p>, found: &mut Vec<(String, &'p Row)>) {
    for child in &node.children {
        let path = format!("{path}.{}", child.name());
        found.push((path.clone(), child.row));
        below(&path, child, found);
    }
}

/// What a row says, fact by fact.
pub(super) fn stated(row: &Row) -> Vec<Stated> {
    let (doc, values) = description::read(&row.description.text);
    let values: Vec<String> = values.into_iter().map(|one| one.value).collect();
    let attr = |name: &str| row.ty.value(name).map(str::to_owned);
    let facts = [
        ("type", Some(row.ty.text.trim_matches('`').to_owned())),
        ("required", Some(row.requirement().word().to_owned())),
        ("term", doc.text.lines().next().map(str::to_owned)),
        ("encrypted", attr("data-encrypted")),
        ("values", (!values.is_empty()).then(|| values.join(" "))),
        ("unit", doc.unit),
        ("default", doc.default),
        ("least length", attr(SHORTEST)),
        ("greatest length", attr(LONGEST)),
    ];
    let one = |(fact, value): (&'static str, Option<String>)| Some(Stated { fact, value: value? });
    facts.into_iter().filter_map(one).collect()
}
