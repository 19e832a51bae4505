//! What somebody looked at and decided: `docs-specs/also.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::extra::{Extra, Reason};
use crate::ir::Method;
use crate::page::Page;

/// `docs-specs/also.toml`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Exclusions {
    exclude: Vec<Exclusion>,
    plain: Vec<Exclusion>,
    misspelt: Vec<Exclusion>,
    distinct: Vec<Exclusion>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exclusion {
    page: String,
    method: String,
    fields: Vec<String>,
    reason: String,
}

impl Exclusions {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it is not in the format.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Whether a field is excluded.
    pub(super) fn has(&self, extra: &Extra) -> bool {
        names(&self.exclude, &extra.page, extra.method, &extra.field)
    }

    /// Whether a field is plain text although its siblings are encrypted.
    pub(super) fn is_plain(&self, page: &str, method: Method, field: &str) -> bool {
        names(&self.plain, page, method, field)
    }

    /// Whether a field is an official one misspelt, if somebody decided.
    pub(super) fn is_misspelt(&self, page: &str, method: Method, field: &str) -> Option<bool> {
        let says = |list: &[Exclusion]| names(list, page, method, field);
        match (says(&self.misspelt), says(&self.distinct)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// Decisions about official fields that fitted nothing; of pages that are not in the tree nothing is missed.
    pub(super) fn unused(&self, used: &[(String, Method, String)], pages: &[Page]) -> Vec<String> {
        let lists = [&self.plain, &self.misspelt, &self.distinct];
        let all = lists
            .into_iter()
            .flatten()
            .flat_map(|one| one.fields.iter().map(move |field| (one, field)));
        let is_idle = |(one, field): &(&Exclusion, &String)| {
            let is_used = |(page, method, name): &(String, Method, String)| {
                *page == one.page && Method::of(&one.method) == Some(*method) && name == *field
            };
            pages.iter().any(|page| page.path == one.page) && !used.iter().any(is_used)
        };
        all.filter(is_idle)
            .map(|(one, field)| format!("{} #{}: {field}", one.page, one.method))
            .collect()
    }

    /// What excluded nothing; in a tree without any of the pages nothing is missed.
    pub(super) fn idle(&self, left: &[(Reason, Extra)], own: &[Page]) -> Vec<String> {
        let concerns = |one: &Exclusion| own.iter().any(|page| page.path == one.page);
        if !self.exclude.iter().any(concerns) {
            return Vec::new();
        }
        let used: BTreeSet<(&str, &str, &str)> = left
            .iter()
            .filter(|(reason, _)| *reason == Reason::Excluded)
            .map(|(_, extra)| (&*extra.page, extra.method.name(), &*extra.field))
            .collect();
        let all = self
            .exclude
            .iter()
            .flat_map(|one| one.fields.iter().map(move |field| (one, field)));
        all.filter(|(one, field)| !used.contains(&(&one.page, &one.method, field)))
            .map(|(one, field)| format!("{} #{}: {field}", one.page, one.method))
            .collect()
    }
}

fn names(list: &[Exclusion], page: &str, method: Method, field: &str) -> bool {
    list.iter().any(|one| {
        one.page == page
            && Method::of(&one.method) == Some(method)
            && one.fields.iter().any(|name| name == field)
    })
}
