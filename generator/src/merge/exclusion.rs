//! What somebody looked at and decided: `docs-specs/also.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::extra::Extra;
use crate::ir::Method;
use crate::page::{Page, near};

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

    /// What somebody decided in these lists and nothing needed, as people write it; in a tree without any of their
    /// pages nothing is missed.
    pub(super) fn idle(
        &self,
        lists: Lists,
        used: &[(String, Method, String)],
        pages: &[Page],
    ) -> Vec<String> {
        let all: Vec<&Exclusion> = match lists {
            Lists::Second => self.exclude.iter().collect(),
            Lists::Official => [&self.plain, &self.misspelt, &self.distinct]
                .into_iter()
                .flatten()
                .collect(),
        };
        let is_there = |one: &&Exclusion| pages.iter().any(|page| page.path == one.page);
        if !all.iter().any(is_there) {
            return Vec::new();
        }
        let used: BTreeSet<(&str, &str, &str)> = used
            .iter()
            .map(|(page, method, field)| (page.as_str(), method.name(), field.as_str()))
            .collect();
        let fields = all
            .into_iter()
            .flat_map(|one| one.fields.iter().map(move |field| (one, field)));
        fields
            .filter(|(one, field)| !used.contains(&(&one.page, &one.method, field)))
            .map(|(one, field)| {
                let hint = near(one, field, pages).map(|near| format!(" (the nearest is `{near}`)"));
                format!(
                    "{} #{}: {field}{}",
                    one.page,
                    one.method,
                    hint.unwrap_or_default()
                )
            })
            .collect()
    }
}

/// Which decisions: each merge needs some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// About what the second documentation has.
    Second,
    /// About what official documents have.
    Official,
}

/// The page or the field that a decision may be about, if its own is not there.
fn near<'p>(one: &Exclusion, field: &str, pages: &'p [Page]) -> Option<&'p str> {
    match pages.iter().find(|page| page.path == one.page) {
        None => near::page(&one.page, pages),
        Some(page) => {
            let name = field.rsplit('.').next().unwrap_or(field);
            near::name(name, page, Method::of(&one.method)?)
        }
    }
}

fn names(list: &[Exclusion], page: &str, method: Method, field: &str) -> bool {
    list.iter().any(|one| {
        one.page == page
            && Method::of(&one.method) == Some(method)
            && one.fields.iter().any(|name| name == field)
    })
}
