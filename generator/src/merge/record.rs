//! What must be remembered of a merge: which documents describe an operation, and where sources differ.
//!
//! `docs-specs/conflicts.toml` holds it, so that `cargo xtask explain` needs no source. It has facts alone: names,
//! types, values, and who says them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;
use toml::{Table, Value};

use super::notification::Noted;
use super::{Conflict, Fact, Merged};
use crate::ir::Method;

const HEAD: &str = "\
# Written by `cargo xtask import`: the official documents of each operation, and where sources differ about it.
# `cargo xtask explain VERB PATH` reads it.
";

/// All that is remembered, by page and verb.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// One operation each.
    pub operations: Vec<Recorded>,
}

/// What is remembered of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The page, without `.md`.
    pub page: String,
    /// The operation's verb.
    pub method: Method,
    /// Numbers of its official documents, the newest first.
    pub documents: Vec<String>,
    /// Where sources differ.
    pub conflicts: Vec<Conflict>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    operation: Vec<One>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    page: String,
    verb: String,
    documents: Vec<String>,
    #[serde(default)]
    differ: Vec<Table>,
}

impl Record {
    /// What a merge made of operations, and of notifications.
    #[must_use]
    pub fn of(merged: &Merged, notifications: &Noted) -> Self {
        let mut all: BTreeMap<(String, Method), Recorded> = BTreeMap::new();
        for (page, method, documents) in &merged.official.described {
            let one = Recorded {
                page: page.clone(),
                method: *method,
                documents: documents.clone(),
                conflicts: Vec::new(),
            };
            all.insert((page.clone(), *method), one);
        }
        for (page, document) in notifications.joined.iter().map(|(id, page)| (page, id)) {
            let one = all
                .entry((page.clone(), Method::Post))
                .or_insert_with(|| Recorded {
                    page: page.clone(),
                    method: Method::Post,
                    documents: Vec::new(),
                    conflicts: Vec::new(),
                });
            one.documents.push(document.clone());
        }
        let told = notifications.conflicts.iter();
        let told = told.map(|(page, conflict)| conflict.recorded(page));
        let conflicts: Vec<Conflict> = merged.official.conflicts.iter().cloned().chain(told).collect();
        for conflict in &conflicts {
            if let Some(one) = all.get_mut(&(conflict.page.clone(), conflict.method)) {
                one.conflicts.push(conflict.clone());
            }
        }
        Self {
            operations: all.into_values().collect(),
        }
    }

    /// Where sources differ, in the order of the pages.
    pub fn conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.operations.iter().flat_map(|one| &one.conflicts)
    }

    /// Conflicts that an earlier record has not, or tells otherwise.
    #[must_use]
    pub fn since<'r>(&'r self, before: &Self) -> Vec<&'r Conflict> {
        // Who speaks first is no difference: a file lists them by name.
        let sorted = |one: &Conflict| {
            let mut one = one.clone();
            one.words.sort();
            one
        };
        let known: BTreeSet<Conflict> = before.conflicts().map(sorted).collect();
        self.conflicts()
            .filter(|one| !known.contains(&sorted(one)))
            .collect()
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it is not in the format.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let operations = file
            .operation
            .into_iter()
            .map(One::read)
            .collect::<Result<_, _>>()?;
        Ok(Self { operations })
    }

    /// Writes the file: a line for each conflict.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = HEAD.to_owned();
        for one in &self.operations {
            let documents: Vec<String> = one.documents.iter().map(|id| quoted(id)).collect();
            let (page, verb) = (quoted(&one.page), quoted(one.method.name()));
            let documents = documents.join(", ");
            let _ = write!(
                text,
                "\n[[operation]]\npage = {page}\nverb = {verb}\ndocuments = [{documents}]\n"
            );
            if one.conflicts.is_empty() {
                continue;
            }
            text.push_str("differ = [\n");
            for conflict in &one.conflicts {
                let words = conflict
                    .words
                    .iter()
                    .map(|(who, what)| (who.as_str(), what.as_str()));
                let facts = [("field", conflict.field.as_str()), ("fact", conflict.fact.name())];
                let all = facts
                    .into_iter()
                    .chain(words)
                    .chain([("taken", conflict.taken.as_str())]);
                let pairs: Vec<String> = all
                    .map(|(key, value)| format!("{} = {}", key_of(key), quoted(value)))
                    .collect();
                let _ = writeln!(text, "  {{ {} }},", pairs.join(", "));
            }
            text.push_str("]\n");
        }
        text
    }
}

impl One {
    fn read(self) -> Result<Recorded, String> {
        let method = Method::of(&self.verb).ok_or_else(|| format!("`{}` is no verb", self.verb))?;
        let conflicts = self.differ.into_iter().map(|table| {
            let text = |key: &str| match table.get(key) {
                Some(Value::String(text)) => Ok(text.clone()),
                _ => Err(format!("{}: an entry has no `{key}`", self.page)),
            };
            let fact = text("fact")?;
            let is_word = |(key, _): &(&String, &Value)| !["field", "fact", "taken"].contains(&key.as_str());
            let words = table.iter().filter(is_word);
            Ok(Conflict {
                page: self.page.clone(),
                method,
                field: text("field")?,
                fact: Fact::of(&fact).ok_or_else(|| format!("`{fact}` is no fact"))?,
                words: words
                    .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned()))
                    .collect(),
                taken: text("taken")?,
            })
        });
        Ok(Recorded {
            conflicts: conflicts.collect::<Result<_, String>>()?,
            page: self.page.clone(),
            method,
            documents: self.documents,
        })
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A key without quotes where it may be.
fn key_of(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match key.chars().all(is_bare) {
        true => key.to_owned(),
        false => quoted(key),
    }
}
