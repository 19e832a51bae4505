//! Fields as the rows of a table again, each with what was decided about it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operation::SourceNames;
use crate::ir::Requirement;
use crate::merge::account::Fact;
use crate::merge::entry::{Entry, Voice};
use crate::merge::rules::required::{self, Around};
use crate::merge::rules::values::ValueFault;
use crate::merge::rules::{Decided, encrypted, length, text, ty};
use crate::page::{Attr, CONFIRMED, Cell, DEEPEST, DOCUMENTATION, OFFICIAL, ONE_OF, REQUIRED, Row, Table};

/// A difference between sources: field, fact, who says what, what counts.
pub(super) type Difference = (String, Fact, Vec<(Voice, String)>, String);

/// Writes the fields of a table.
pub(super) struct FieldWriter<'n> {
    pub names: &'n SourceNames<'n>,
    /// Sources that document the operation: a row that all of them have needs no mark.
    pub all: BTreeSet<String>,
    /// Names in the documents' samples of a request's body.
    pub shown: &'n BTreeSet<String>,
    pub rows: Vec<Row>,
    pub differences: Vec<Difference>,
    /// Paths of fields of whose encryption somebody must decide.
    pub undecided: Vec<String>,
    pub in_request: bool,
    /// The body travels in parts.
    pub is_form: bool,
    /// What official documents show of the body, or of the answer.
    pub samples: &'n [Value],
    /// The founding documentation's example by its scopes.
    pub example: Value,
    /// Nobody has read what the other side, merchant or partner, sends.
    pub is_one_sided: bool,
}

impl<'n> FieldWriter<'n> {
    /// Writes the rows of one object; `path` is what stands above, as reports write it.
    pub(super) fn level(&mut self, level: &[Entry], path: &str, indent: usize) {
        let none = BTreeSet::new();
        let is_scope = matches!(path, "body" | "query" | "headers");
        // An answer is shown by documents alone: what a sample of theirs leaves out need not come.
        let examples = match self.in_request {
            true => items(&values(&[&self.example], path.split('.'))),
            false => items(&self.shown_of(path)),
        };
        let requirements = required::decide(
            level,
            Around {
                documents: if is_scope { self.names.documents.len() } else { 0 },
                shown: if is_scope { self.shown } else { &none },
                examples: &examples,
                is_one_sided: self.is_one_sided,
            },
        );
        if self.in_request {
            let open = encrypted::undecided(level);
            self.undecided
                .extend(open.iter().map(|one| join(path, &one.name)));
        }
        for (entry, requirement) in level.iter().zip(requirements) {
            self.entry(entry, level, path, indent, requirement);
        }
    }

    pub(super) fn entry(
        &mut self,
        entry: &Entry,
        level: &[Entry],
        path: &str,
        indent: usize,
        requirement: Decided<Requirement>,
    ) {
        let path = join(path, &entry.name);
        let row = self.row(entry, level, &path, indent, requirement);
        let is_text = row.ty.text.trim_matches('`') == "string";
        self.rows.push(row);
        if entry.children.is_empty() || indent == DEEPEST {
            return;
        }
        if is_text {
            self.rows.push(Row::line());
        }
        self.level(&entry.children, &path, indent + 1);
    }

    fn row(
        &mut self,
        entry: &Entry,
        level: &[Entry],
        path: &str,
        indent: usize,
        requirement: Decided<Requirement>,
    ) -> Row {
        let is_text = path.starts_with("query.") || self.is_form;
        let values = self.shown_of(path);
        let shown = items(&values);
        let ty = ty::decide(entry, &values, is_text);
        let encryption = encrypted::decide(entry, &ty.taken);
        let mut attrs = encryption.taken.clone();
        attrs.extend(length::decide(entry, &ty.taken, &shown));
        let said = text::decide(entry, level, &shown);
        if self.in_request {
            self.differs(path, Fact::Required, &requirement, requirement.taken.word());
        }
        self.differs(path, Fact::Type, &ty, &ty.taken);
        let how = attrs.iter().find(|attr| attr.name == "data-encrypted");
        let how = how.and_then(|attr| attr.value.as_deref()).unwrap_or("plain");
        self.differs(path, Fact::Encrypted, &encryption, how);
        let unit = said.unit.taken.clone().unwrap_or_default();
        self.differs(path, Fact::Unit, &said.unit, &unit);
        let default = said.default.taken.clone().unwrap_or_default();
        self.differs(path, Fact::Default, &said.default, &default);
        self.values(path, &said.values);
        let first = entry.words.iter().find(|word| word.voice == Voice::Founding);
        let place = &first.unwrap_or(&entry.words[0]).row;
        let name = Cell {
            text: entry.name.clone(),
            attrs: self.marks(entry, !values.is_empty(), indent, requirement.taken),
            span: place.name.span.clone(),
        };
        Row {
            name,
            ty: Cell {
                text: ty.taken,
                attrs,
                span: place.ty.span.clone(),
            },
            description: said.cell,
            line: place.line,
            span: place.span.clone(),
        }
    }

    /// The values that the samples have of a field.
    fn shown_of(&self, path: &str) -> Vec<&'n Value> {
        let mut names = path.split('.');
        let is_shown = names
            .next()
            .is_some_and(|scope| scope == "body" || scope == "answer");
        let samples: Vec<&Value> = if is_shown {
            self.samples.iter().collect()
        } else {
            Vec::new()
        };
        values(&samples, names)
    }

    fn marks(&self, entry: &Entry, is_shown: bool, indent: usize, requirement: Requirement) -> Vec<Attr> {
        let flag = |name: &str| Attr {
            name: name.to_owned(),
            value: None,
        };
        let mut attrs = match requirement {
            Requirement::Optional => Vec::new(),
            Requirement::Required { .. } => vec![flag(REQUIRED)],
            Requirement::OneOf { group, .. } => vec![Attr::new(ONE_OF, &group.to_string())],
        };
        if requirement.is_confirmed() {
            attrs.push(flag(CONFIRMED));
        }
        if indent > 0 {
            attrs.push(Attr::new("data-indent", &indent.to_string()));
        }
        let mut own: BTreeSet<String> = entry
            .words
            .iter()
            .map(|word| self.names.source(word.voice))
            .collect();
        // The sample is a witness too: the tables of v2 have lost rows that their samples have.
        if is_shown {
            own.insert(OFFICIAL.to_owned());
        }
        if own != self.all {
            let names: Vec<String> = self.names.ordered(&own);
            attrs.push(Attr::new(DOCUMENTATION, &names.join(",")));
        }
        attrs
    }

    fn differs<T>(&mut self, path: &str, fact: Fact, decided: &Decided<T>, taken: &str) {
        if !decided.differ.is_empty() {
            self.differences
                .push((path.to_owned(), fact, decided.differ.clone(), taken.to_owned()));
        }
    }

    fn values(&mut self, path: &str, values: &crate::merge::rules::values::Values) {
        if !values.shown.is_empty() {
            let words = vec![(
                Voice::Document(0),
                format!("{} in a sample alone", values.shown.join(" ")),
            )];
            self.differences.push((
                path.to_owned(),
                Fact::Sample,
                words,
                "values like any other".to_owned(),
            ));
        }
        for (voice, dropped, fault) in &values.dropped {
            let taken: Vec<&str> = values.taken.iter().map(|one| one.value.as_str()).collect();
            let why = match fault {
                ValueFault::Shifted => "the values of another row are dropped",
                ValueFault::Disjoint => "a list without an official value is dropped",
                ValueFault::Misspelt => "misspelt values are dropped",
            };
            let taken = match taken.is_empty() {
                true => why.to_owned(),
                false => format!("{} ({why})", taken.join(" ")),
            };
            self.differences.push((
                path.to_owned(),
                Fact::Values,
                vec![(*voice, dropped.join(" "))],
                taken,
            ));
        }
    }
}

/// What values, or the items of lists, have below names.
fn values<'v>(of: &[&'v Value], names: std::str::Split<'_, char>) -> Vec<&'v Value> {
    let mut found = of.to_vec();
    for name in names {
        found = items(&found)
            .into_iter()
            .filter_map(|value| value.get(name))
            .collect();
    }
    found
}

fn items<'v>(of: &[&'v Value]) -> Vec<&'v Value> {
    let items = of.iter().flat_map(|value| match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(*other),
    });
    items.collect()
}

/// `body.amount` and `total` as `body.amount.total`.
pub(super) fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        above => format!("{above}.{name}"),
    }
}

/// A table with other rows.
pub(super) fn with(table: &Table, rows: Vec<Row>) -> Table {
    Table {
        rows,
        ..table.clone()
    }
}
