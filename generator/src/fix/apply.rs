//! Applying corrections to pages.

use std::collections::BTreeSet;

use super::answer::{self, Answer};
use super::format::{ModuleName, Overrides, Verb};
use super::{path, rows};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::ir::Method;
use crate::page::{Dialect, Page, Section};

impl Overrides {
    /// Corrects the pages; what matches nothing is reported.
    pub(crate) fn apply(&self, pages: &mut [Page]) -> Vec<Diagnostic> {
        let mut found = self.without_page(pages);
        for fix in &self.rows {
            match rows::Edit::new(fix) {
                Ok(edit) => {
                    let changed = change(pages, &fix.page, fix.method, |section| edit.apply(section));
                    stale(
                        &mut found,
                        changed,
                        &fix.page,
                        &fix.seen.as_ref().join(" / "),
                        &fix.reason,
                    );
                }
                Err(message) => found.push(fix.origin.broken(message)),
            }
        }
        for fix in &self.param {
            let changed = change(pages, &fix.page, fix.method, |section| {
                path::rename(section, &fix.seen, fix.value.as_ref())
            });
            stale(&mut found, changed, &fix.page, &fix.seen, &fix.reason);
        }
        for fix in &self.path {
            let changed = change(pages, &fix.page, fix.method, |section| {
                path::set(section, &fix.seen, fix.value.as_ref())
            });
            stale(&mut found, changed, &fix.page, &fix.seen, &fix.reason);
        }
        for fix in &self.answer {
            let (seen, value) = match fix.words(Answer::of, "kind of answer", &Answer::NAMES) {
                Ok(words) => words,
                Err(unknown) => {
                    found.push(unknown);
                    continue;
                }
            };
            let is_v2 = pages.iter().any(|page| page.path == fix.page && page.is_v2());
            let changed = change(pages, &fix.page, fix.method, |section| {
                answer::set(is_v2, section, seen, value)
            });
            stale(&mut found, changed, &fix.page, &fix.seen, &fix.reason);
        }
        for module in &self.modules {
            let page = module.page();
            let fits = has_folder(pages, &page).then(|| module.path.ends_with(module.segment.as_str()));
            stale(&mut found, fits, &page, &module.segment, &module.reason);
        }
        found
    }

    /// Corrections of pages that the tree does not have. A tree that has none
    /// of the corrected pages is another one, or a part: they do not concern it.
    fn without_page(&self, pages: &[Page]) -> Vec<Diagnostic> {
        if pages.iter().all(|page| page.dialect == Dialect::Twoslash) {
            return Vec::new();
        }
        let has = |page: &str| pages.iter().any(|one| one.path == page);
        let rows = self.rows.iter().map(|fix| (&fix.origin.file, &fix.page));
        let replaced = self.replaced().map(|fix| (&fix.origin.file, &fix.page));
        let edits = rows
            .chain(replaced)
            .map(|(file, page)| (has(page), file, page.clone()));
        let modules = self.modules.iter().map(|module| {
            let page = module.page();
            (has_folder(pages, &page), &module.file, page)
        });
        let targets: BTreeSet<_> = edits.chain(modules).collect();
        let (there, missing): (Vec<_>, Vec<_>) = targets.into_iter().partition(|(there, ..)| *there);
        if there.is_empty() {
            return Vec::new();
        }
        let warn = |(_, file, page): (bool, &String, String)| {
            let message = format!("this file corrects `{page}`, which is not in the documentation");
            let (file, place) = (format!("overrides/{file}"), Place::line(1, &(0..0)));
            Diagnostic::new(Code::OverrideWithoutPage, &file, place, message)
        };
        missing.into_iter().map(warn).collect()
    }

    /// Whether a v2 operation answers with JSON.
    pub(crate) fn answers_json(&self, page: &Page, section: &Section) -> bool {
        self.answer
            .iter()
            .filter(|fix| Answer::of(fix.value.as_ref()) == Some(Answer::Json))
            .any(|fix| fix.page == page.path && fits(fix.method, section.method))
    }
}

impl ModuleName {
    /// The folder or page, as pages are called.
    fn page(&self) -> String {
        format!("openapi/{}", self.path)
    }
}

/// Whether there is such a page, or a page below such a folder.
fn has_folder(pages: &[Page], path: &str) -> bool {
    let rest = |page: &Page| page.path.strip_prefix(path).map(str::to_owned);
    pages
        .iter()
        .filter_map(rest)
        .any(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a correction is for operations of this verb.
pub(super) fn fits(wanted: Option<Verb>, method: Method) -> bool {
    wanted.is_none_or(|verb| {
        method
            == match verb {
                Verb::Get => Method::Get,
                Verb::Post => Method::Post,
                Verb::Put => Method::Put,
                Verb::Patch => Method::Patch,
                Verb::Delete => Method::Delete,
            }
    })
}

/// Edits the sections of a page; whether any edit changed something. Nothing
/// if there is no such page.
fn change(
    pages: &mut [Page],
    page: &str,
    method: Option<Verb>,
    mut edit: impl FnMut(&mut Section) -> bool,
) -> Option<bool> {
    let page = pages.iter_mut().find(|one| one.path == page)?;
    let mut changed = false;
    for section in &mut page.sections {
        changed |= fits(method, section.method) && edit(section);
    }
    // The mistake is one of the tables: the other dialect need not share it.
    Some(changed || page.dialect == Dialect::Twoslash)
}

/// Reports a correction that found its page, but not what it looks for.
pub(super) fn stale(
    found: &mut Vec<Diagnostic>,
    changed: Option<bool>,
    page: &str,
    seen: &str,
    reason: &str,
) {
    if changed == Some(false) {
        let message = format!("an override looks for `{seen}` here and finds nothing; its reason: {reason}");
        let (page, place) = (format!("{page}.md"), Place::line(1, &(0..0)));
        found.push(Diagnostic::new(Code::StaleOverride, &page, place, message));
    }
}
