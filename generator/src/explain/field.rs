//! What is documented of a field, and by whom.

use crate::ir::Requirement;
use crate::lower::{Node, description, outline};
use crate::page::{LONGEST, Row, SHORTEST, Section, Table};

/// Scopes that hold the fields of a body.
const BODIES: [&str; 3] = ["json", "xml", "body"];
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

/// A field explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it is: `body.amount.total`, `path.mchid`, `answer.trade_state`.
    pub path: String,
    /// Documentations that know it.
    pub known: Vec<String>,
    /// Documentations of the operation that lack it.
    pub lacking: Vec<String>,
    /// What counts, fact by fact.
    pub stated: Vec<Stated>,
    /// Facts that an override changed: what the sources say.
    pub overridden: Vec<Stated>,
    /// No source has it: an override adds it.
    pub is_added: bool,
}

/// A fact of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Which: `type`, `required`, ….
    pub fact: &'static str,
    /// What.
    pub value: String,
}

impl Field {
    /// Whether it is meant by a name, or by a path or its end.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.path == name || self.path.ends_with(&format!(".{name}"))
    }
}

/// All fields of an operation after its corrections.
pub(super) fn all(before: Option<&Section>, after: &Section, sources: &[String]) -> Vec<Field> {
    let old = before.map(rows).unwrap_or_default();
    let one = |(path, row): (String, &Row)| {
        let stated = stated(row);
        let twin = old
            .iter()
            .find(|(known, _)| *known == path)
            .map(|(_, row)| self::stated(row));
        let is_added = twin.is_none();
        let overridden = twin.unwrap_or_default().into_iter();
        let known: Vec<String> = match row.documentation() {
            Some(names) => names.split(',').map(str::to_owned).collect(),
            None => sources.to_vec(),
        };
        Field {
            lacking: sources
                .iter()
                .filter(|name| !known.contains(name))
                .cloned()
                .collect(),
            overridden: overridden.filter(|one| !stated.contains(one)).collect(),
            path,
            known,
            stated,
            is_added,
        }
    };
    rows(after).into_iter().map(one).collect()
}

/// The fields of both tables by their paths.
fn rows(section: &Section) -> Vec<(String, &Row)> {
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

fn below<'p>(path: &str, node: &Node<'p>, found: &mut Vec<(String, &'p Row)>) {
    for child in &node.children {
        let path = format!("{path}.{}", child.name());
        found.push((path.clone(), child.row));
        below(&path, child, found);
    }
}

/// What a row says, fact by fact.
fn stated(row: &Row) -> Vec<Stated> {
    let (doc, values) = description::read(&row.description.text);
    let required = match row.requirement() {
        Requirement::Optional => "optional",
        Requirement::Required { confirmed: true } => "required",
        Requirement::Required { confirmed: false } => "required, but not confirmed",
        Requirement::OneOf { confirmed: true, .. } => "one of a group",
        Requirement::OneOf { confirmed: false, .. } => "one of a group, but not confirmed",
    };
    let values: Vec<String> = values.into_iter().map(|one| one.value).collect();
    let attr = |name: &str| row.ty.value(name).map(str::to_owned);
    let facts = [
        ("type", Some(row.ty.text.trim_matches('`').to_owned())),
        ("required", Some(required.to_owned())),
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
