//! Applying corrections to pages.

use super::answer::{self, AnswerKind};
use super::format::{ModuleName, Overrides, Replace};
use super::site::Site;
use super::{near, path, rows};
use crate::diagnostic::Diagnostic;
use crate::ir::Method;
use crate::page::{Dialect, OFFICIAL, Page, Section};

/// Corrects the pages; what matches nothing is reported.
#[must_use]
pub fn pages(mut pages: Vec<Page>, overrides: &Overrides) -> (Vec<Page>, Vec<Diagnostic>) {
    let found = overrides.apply(&mut pages);
    (pages, found)
}

impl Overrides {
    fn apply(&self, pages: &mut [Page]) -> Vec<Diagnostic> {
        let mut found = self.without_page(pages);
        for fix in &self.rows {
            match rows::Edit::new(fix) {
                Ok(edit) => {
                    let mut most = rows::RowMatch::Nothing;
                    let changed = change(pages, &fix.page, fix.method, |section| {
                        let here = edit.apply(section);
                        most = most.max(here);
                        here == rows::RowMatch::Changed
                    });
                    let is_of_others = fix.merged && !is_merged(pages, &fix.page);
                    if changed == Some(false) && !is_of_others {
                        let seen = fix.seen.as_ref().join(" / ");
                        found.push(match most {
                            rows::RowMatch::Nothing => {
                                let stale = fix.site.stale(&fix.page, &seen, &fix.reason);
                                near::hinted(stale, near::row(fix, pages))
                            }
                            _ => fix.site.needless(&fix.page, &seen, &fix.reason),
                        });
                    }
                }
                Err(message) => found.push(fix.site.broken(message)),
            }
        }
        for fix in &self.param {
            let changed = change(pages, &fix.page, fix.method, |section| {
                path::rename(section, &fix.seen, fix.value.as_ref())
            });
            found.extend(fix.stale(changed));
        }
        for fix in &self.path {
            let changed = change(pages, &fix.page, fix.method, |section| {
                path::set(section, &fix.seen, fix.value.as_ref())
            });
            found.extend(fix.stale(changed));
        }
        for fix in &self.answer {
            let (seen, value) = match fix.words(AnswerKind::of, "kind of answer", &AnswerKind::NAMES) {
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
            found.extend(fix.stale(changed));
        }
        for module in &self.modules {
            let page = module.page();
            if has_folder(pages, &page) && !module.path.ends_with(module.segment.as_str()) {
                found.push(module.site.stale(&page, &module.segment, &module.reason));
            }
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
        let rows = self.rows.iter().map(|fix| (&fix.site, &fix.page));
        let replaced = self.replaced().map(|fix| (&fix.site, &fix.page));
        let edits = rows
            .chain(replaced)
            .map(|(site, page)| (has(page), site, page.clone()));
        let modules = self.modules.iter().map(|module| {
            let page = module.page();
            (has_folder(pages, &page), &module.site, page)
        });
        let (there, mut missing): (Vec<_>, Vec<_>) = edits.chain(modules).partition(|(there, ..)| *there);
        if there.is_empty() {
            return Vec::new();
        }
        // One finding for each page and file.
        missing.sort_by_key(|(_, site, page)| (&site.file, page.clone(), site.line()));
        missing.dedup_by_key(|(_, site, page)| (&site.file, page.clone()));
        let warn = |(_, site, page): (bool, &Site, String)| {
            let near = crate::page::near::page(&page, pages).map(|near| format!("the nearest is `{near}`"));
            near::hinted(site.without_page(&page), near)
        };
        missing.into_iter().map(warn).collect()
    }
}

impl Replace {
    /// A finding if it found its page, but not what it looks for.
    pub(super) fn stale(&self, changed: Option<bool>) -> Option<Diagnostic> {
        (changed == Some(false)).then(|| self.site.stale(&self.page, &self.seen, &self.reason))
    }
}

impl ModuleName {
    /// The folder or page, as pages are called.
    pub(super) fn page(&self) -> String {
        match self.path.starts_with("webhook/") {
            true => self.path.clone(),
            false => format!("openapi/{}", self.path),
        }
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
pub(super) fn fits(wanted: Option<Method>, method: Method) -> bool {
    wanted.is_none_or(|wanted| wanted == method)
}

/// Edits the sections of a page; whether any edit changed something. Nothing
/// if there is no such page.
fn change(
    pages: &mut [Page],
    page: &str,
    method: Option<Method>,
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

/// Whether a page tells of an operation that WeChat Pay's own documents have, too.
fn is_merged(pages: &[Page], path: &str) -> bool {
    let of_path = pages.iter().filter(|page| page.path == path);
    of_path.flat_map(|page| &page.sections).any(|section| {
        let names = section.documentation.as_deref().unwrap_or_default();
        names.split(',').any(|name| name == OFFICIAL)
    })
}
