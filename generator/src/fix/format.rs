//! The files of overrides: their entries, and reading them.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::allow::Allow;
use super::encrypted::{Encrypted, Plain};
use super::names::Names;
use super::site::Site;
use crate::diagnostic::Diagnostic;
use crate::ir::Method;

/// All corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overrides {
    pub(super) rows: Vec<RowsFix>,
    pub(super) param: Vec<Replace>,
    pub(super) path: Vec<Replace>,
    pub(super) answer: Vec<Replace>,
    pub(super) verify: Vec<Replace>,
    pub(super) effect: Vec<Replace>,
    pub(super) refusal: Vec<Replace>,
    pub(super) sheet: Vec<Replace>,
    pub(super) pages: Vec<Replace>,
    pub(super) wait: Vec<Replace>,
    pub(super) encrypted: Vec<Encrypted>,
    pub(super) plain: Vec<Plain>,
    pub(super) allow: Vec<Allow>,
    pub(super) host: Vec<Replace>,
    /// Names of modules that would clash.
    #[serde(rename = "module")]
    pub modules: Vec<ModuleName>,
    #[serde(rename = "type")]
    pub(super) types: Vec<TypeName>,
    /// Names that were given.
    #[serde(rename = "name")]
    pub names: Names,
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
    pub name: Spanned<String>,
    /// Why.
    pub reason: String,
    /// Where `name` stands, in its file of overrides.
    #[serde(skip)]
    pub(super) site: Site,
}

/// A type that several pages describe alike.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeName {
    pub name: Spanned<String>,
    pub term: String,
    /// The pages, `page#verb` where a page has several operations.
    pub of: Vec<String>,
    /// Fields that do not belong to it, though some page has them.
    #[serde(default)]
    pub left: Vec<String>,
    pub reason: String,
    #[serde(skip)]
    pub site: Site,
}

/// Consecutive rows and what they should be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowsFix {
    pub page: String,
    pub method: Option<Method>,
    pub table: TableName,
    pub seen: Spanned<Vec<String>>,
    pub value: Vec<String>,
    pub reason: String,
    /// It corrects what several sources made: the page of one source need not look so.
    #[serde(default)]
    pub merged: bool,
    #[serde(skip)]
    pub site: Site,
}

/// One value and what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replace {
    pub page: String,
    pub method: Option<Method>,
    pub seen: String,
    pub value: Spanned<String>,
    pub reason: String,
    #[serde(skip)]
    pub site: Site,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TableName {
    Request,
    Response,
}

impl Replace {
    /// What is seen and what it becomes, each one of the few words that are known.
    pub(super) fn words<T>(
        &self,
        of: impl Fn(&str) -> Option<T>,
        what: &str,
        known: &[&str],
    ) -> Result<(T, T), Diagnostic> {
        let word = |name: &str| {
            of(name).ok_or_else(|| {
                let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
                let known = known.join(", ");
                self.site
                    .broken(format!("`{name}` is no {what}; expected one of {known}"))
            })
        };
        Ok((word(&self.seen)?, word(self.value.as_ref())?))
    }
}

/// Why a folder of overrides cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableOverrides {
    /// The folder or a file in it.
    #[error("{path}")]
    File {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not in the format.
    #[error("{path}")]
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
    pub fn read(folder: &Path) -> Result<Self, UnreadableOverrides> {
        let file = |path: &Path| {
            let path = path.display().to_string();
            move |source| UnreadableOverrides::File { path, source }
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
            all.add(&name, &text)
                .map_err(|source| UnreadableOverrides::Format {
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
        for fix in &mut more.rows {
            fix.site = Site::of(file, text, fix.seen.span());
        }
        let replaced = [
            &mut more.param,
            &mut more.path,
            &mut more.answer,
            &mut more.verify,
            &mut more.effect,
            &mut more.refusal,
            &mut more.sheet,
            &mut more.pages,
            &mut more.wait,
            &mut more.host,
        ];
        for fix in replaced.into_iter().flatten() {
            fix.site = Site::of(file, text, fix.value.span());
        }
        for module in &mut more.modules {
            module.site = Site::of(file, text, module.name.span());
        }
        for one in &mut more.types {
            one.site = Site::of(file, text, one.name.span());
        }
        self.types.extend(more.types);
        for plain in &mut more.plain {
            plain.site = Site::of(file, text, plain.span());
        }
        for allow in &mut more.allow {
            allow.site = Site::of(file, text, allow.span());
        }
        self.allow.extend(more.allow);
        self.encrypted.extend(more.encrypted);
        self.plain.extend(more.plain);
        self.rows.extend(more.rows);
        self.param.extend(more.param);
        self.path.extend(more.path);
        self.answer.extend(more.answer);
        self.verify.extend(more.verify);
        self.effect.extend(more.effect);
        self.refusal.extend(more.refusal);
        self.sheet.extend(more.sheet);
        self.pages.extend(more.pages);
        self.wait.extend(more.wait);
        self.host.extend(more.host);
        self.modules.extend(more.modules);
        self.names.extend(more.names);
        Ok(())
    }

    /// Every correction of one value.
    pub(super) fn replaced(&self) -> impl Iterator<Item = &Replace> {
        self.param.iter().chain(self.of_operations())
    }

    /// Those of an operation as a whole.
    pub(super) fn of_operations(&self) -> impl Iterator<Item = &Replace> {
        let all = [
            &self.path,
            &self.answer,
            &self.verify,
            &self.effect,
            &self.refusal,
            &self.sheet,
            &self.pages,
            &self.wait,
            &self.host,
        ];
        all.into_iter().flatten()
    }
}
