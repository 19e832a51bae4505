//! Overrides that change nothing: the page says what they say, or what they want would be without them.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::diagnostic::{Code, Diagnostic};
use crate::fix::{Names, Overrides, Single};
use crate::pipeline::run;
use crate::source::Docs;

/// A finding for each override whose pages become the same without it.
///
/// To be asked where all of them apply: one that finds nothing to replace changes nothing either.
#[must_use]
pub fn needless(docs: &Docs, overrides: &Overrides) -> Vec<Diagnostic> {
    // A remembered name would be there without the override that gave it.
    let mut all = overrides.clone().without_list();
    all.names = Names::default();
    let singles = all.singles();
    let mut parts: BTreeMap<Vec<String>, Docs> = BTreeMap::new();
    for one in &singles {
        let part = || docs.iter().filter(|(path, _)| is_of(path, &one.places)).collect();
        parts.entry(one.places.clone()).or_insert_with(part);
    }
    let with: BTreeMap<&Vec<String>, String> = parts
        .iter()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(places, part)| (places, made(part, &all)))
        .collect();
    let is_needless = |one: &&Single| {
        let part = &parts[&one.places];
        let without = all.clone().without(std::slice::from_ref(&one.needless));
        !part.is_empty() && with[&one.places] == made(part, &without)
    };
    let found: Vec<_> = singles.iter().collect();
    let found = found.into_par_iter().filter(is_needless);
    found.map(|one| one.needless.clone()).collect()
}

/// Whether a page is one of these, or lies in one of these folders.
fn is_of(path: &str, places: &[String]) -> bool {
    places.iter().any(|place| {
        let rest = path.strip_prefix(place.as_str());
        rest.is_some_and(|rest| rest == ".md" || rest.starts_with('/'))
    })
}

/// Everything that is made of some pages, and found in them; but not that an override does not apply, which another stage says.
fn made(docs: &Docs, overrides: &Overrides) -> String {
    let run = run(docs, overrides, |plan| format!("{plan:?}"));
    let found = run
        .diagnostics
        .iter()
        .filter(|one| one.code != Code::StaleOverride);
    let found: Vec<String> = found.map(ToString::to_string).collect();
    format!("{}\n{}", run.made, found.join("\n"))
}
