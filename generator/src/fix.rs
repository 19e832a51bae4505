//! Corrections of wrong documentation, from `docs-specs/overrides/*.toml`.
//!
//! Each says what it replaces. One that finds nothing to replace on its page is
//! an error, so that it goes away when the documentation is corrected. One whose
//! page is gone is a warning; in a tree without any of the corrected pages it is
//! silent. The format is described in `docs-specs/overrides/README.md`.

mod rows;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::ir::Method;
use crate::page::{Dialect, Page, Section};

/// All corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overrides {
    rows: Vec<RowsFix>,
    param: Vec<Replace>,
    path: Vec<Replace>,
    answer: Vec<Replace>,
    /// Names of modules that would clash.
    #[serde(rename = "module")]
    pub modules: Vec<ModuleName>,
}

/// The name of a module, where the rule would give two folders the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModuleName {
    /// The folder or page that gets the name, such as `v3/papay/insurance-sign/policy_periods`.
    pub path: String,
    /// The last segment of `path`.
    pub segment: String,
    /// Its name in Rust.
    pub name: String,
    /// Why.
    pub reason: String,
    /// The file of overrides that says so.
    #[serde(skip)]
    pub file: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// Consecutive rows and what they should be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowsFix {
    page: String,
    method: Option<Verb>,
    table: TableName,
    seen: Vec<String>,
    value: Vec<String>,
    reason: String,
    #[serde(skip)]
    file: String,
}

/// One value and what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replace {
    page: String,
    method: Option<Verb>,
    seen: String,
    value: String,
    reason: String,
    #[serde(skip)]
    file: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TableName {
    Request,
    Response,
}

/// Why a folder of overrides cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The folder or a file in it.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not in the format.
    #[error("{path}: {source}")]
    Format {
        /// Which.
        path: String,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
}

impl Overrides {
    /// Reads all `*.toml` of a folder, in order of their names.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is not in the format. The message names it.
    pub fn read(folder: &Path) -> Result<Self, Unreadable> {
        let file = |path: &Path| {
            let path = path.display().to_string();
            move |source| Unreadable::File { path, source }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(file(folder))? {
            let path = entry.map_err(file(folder))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut all = Self::default();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(file(&path))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            all.add(&name, &text).map_err(|source| Unreadable::Format {
                path: path.display().to_string(),
                source: Box::new(source),
            })?;
        }
        Ok(all)
    }

    /// Adds the corrections of one file, which findings then name.
    ///
    /// # Errors
    ///
    /// If the text is not in the format.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), toml::de::Error> {
        let mut more: Self = toml::from_str(text)?;
        let files = more.rows.iter_mut().map(|fix| &mut fix.file);
        let files = files.chain(more.modules.iter_mut().map(|module| &mut module.file));
        let replaced = [&mut more.param, &mut more.path, &mut more.answer];
        let files = files.chain(replaced.into_iter().flatten().map(|fix| &mut fix.file));
        files.for_each(|name| file.clone_into(name));
        self.rows.extend(more.rows);
        self.param.extend(more.param);
        self.path.extend(more.path);
        self.answer.extend(more.answer);
        self.modules.extend(more.modules);
        Ok(())
    }

    /// Corrects the pages; what matches nothing is reported.
    pub(crate) fn apply(&self, pages: &mut [Page]) -> Vec<Diagnostic> {
        let mut found = self.without_page(pages);
        for fix in &self.rows {
            match rows::Edit::new(fix) {
                Ok(edit) => {
                    let changed = change(pages, &fix.page, fix.method, |section| edit.apply(section));
                    stale(&mut found, changed, &fix.page, &fix.seen.join(" / "), &fix.reason);
                }
                Err(message) => {
                    let path = format!("{}.md", fix.page);
                    let place = Place::line(1, &(0..0));
                    found.push(Diagnostic::new(Code::BrokenOverride, &path, place, message));
                }
            }
        }
        for fix in &self.param {
            let changed = change(pages, &fix.page, fix.method, |section| {
                rename(section, &fix.seen, &fix.value)
            });
            stale(&mut found, changed, &fix.page, &fix.seen, &fix.reason);
        }
        for fix in &self.path {
            let changed = change(pages, &fix.page, fix.method, |section| {
                repath(section, &fix.seen, &fix.value)
            });
            stale(&mut found, changed, &fix.page, &fix.seen, &fix.reason);
        }
        for fix in &self.answer {
            let known = fix.seen == "xml" && fix.value == "json";
            let changed = change(pages, &fix.page, fix.method, |_| known);
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
        let rows = self.rows.iter().map(|fix| (&fix.file, &fix.page));
        let replaced = [&self.param, &self.path, &self.answer].into_iter().flatten();
        let replaced = replaced.map(|fix| (&fix.file, &fix.page));
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
            .any(|fix| fix.page == page.path && fits(fix.method, section))
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

fn fits(method: Option<Verb>, section: &Section) -> bool {
    method.is_none_or(|verb| {
        section.method
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
        changed |= fits(method, section) && edit(section);
    }
    // The mistake is one of the tables: the other dialect need not share it.
    Some(changed || page.dialect == Dialect::Twoslash)
}

/// Reports a correction that found its page, but not what it looks for.
fn stale(found: &mut Vec<Diagnostic>, changed: Option<bool>, page: &str, seen: &str, reason: &str) {
    if changed == Some(false) {
        let message = format!("an override looks for `{seen}` here and finds nothing; its reason: {reason}");
        let (page, place) = (format!("{page}.md"), Place::line(1, &(0..0)));
        found.push(Diagnostic::new(Code::StaleOverride, &page, place, message));
    }
}

/// Renames a path parameter in the table and in the example.
fn rename(section: &mut Section, seen: &str, value: &str) -> bool {
    let row = section
        .request
        .rows
        .iter_mut()
        .find(|row| row.indent() == 0 && row.name.text == seen);
    let Some(row) = row else { return false };
    value.clone_into(&mut row.name.text);
    if let Some(call) = &mut section.call {
        let renamed = std::mem::take(&mut call.path_params).into_iter();
        call.path_params = renamed
            .map(|(name, sample)| (if name == seen { value.to_owned() } else { name }, sample))
            .collect();
    }
    true
}

/// Sets the path of the example; parameters that it no longer has go away.
fn repath(section: &mut Section, seen: &str, value: &str) -> bool {
    let Some(call) = section.call.as_mut().filter(|call| call.path == seen) else {
        return false;
    };
    value.clone_into(&mut call.path);
    call.path_params
        .retain(|name, _| value.contains(&format!("{{{name}}}")));
    true
}
