//! `SOURCE.toml`: what docs-specs was made from.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Error, anyhow};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use wechatpay_openapi_generator::source::Docs;

const HEAD: &str = "# Written by `cargo xtask import`: what these pages were made from.\n";

/// What was imported. No wall clock: the same checkouts give the same file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sources {
    /// What the source is called.
    pub(super) name: String,
    /// The day of its last change, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    /// Pages that were taken over.
    pub(super) pages: usize,
    /// SHA-256 of all pages of the source, paths and texts, in order.
    pub(super) sha256: String,
    /// The second source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) also: Option<Added>,
    /// WeChat Pay's own documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) official: Option<Added>,
}

/// Another source, and how much it alone knew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Added {
    /// What its operations and fields are marked with.
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    /// Operations that were taken over.
    pub(super) operations: usize,
    /// Fields that were taken over.
    pub(super) fields: usize,
    pub(super) sha256: String,
}

/// A source by name, day and content.
pub(super) struct Identity {
    pub(super) name: String,
    pub(super) date: Option<String>,
    pub(super) sha256: String,
}

impl Sources {
    /// What the last import wrote, if it can be read.
    pub(super) fn read(file: &Path) -> Option<Self> {
        toml::from_str(&fs::read_to_string(file).ok()?).ok()
    }

    pub(super) fn identity(&self) -> Identity {
        let Self {
            name, date, sha256, ..
        } = self.clone();
        Identity { name, date, sha256 }
    }

    pub(super) fn to_toml(&self) -> String {
        format!(
            "{HEAD}{}",
            toml::to_string(self).expect("strings and numbers are TOML")
        )
    }
}

impl Added {
    pub(super) fn new(identity: Identity, operations: usize, fields: usize) -> Self {
        let Identity { name, date, sha256 } = identity;
        Self {
            name,
            date,
            operations,
            fields,
            sha256,
        }
    }

    pub(super) fn identity(&self) -> Identity {
        let Self {
            name, date, sha256, ..
        } = self.clone();
        Identity { name, date, sha256 }
    }
}

/// A source that nobody has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unnamed(String);

impl Unnamed {
    /// With the option that names it.
    pub(super) fn of(self, option: &str) -> Error {
        anyhow!(
            "{}: SOURCE.toml does not say what this source is called: name it with `{option} NAME`, such as wechatpay-im",
            self.0
        )
    }
}

impl Identity {
    /// Name and day as given, or as the last import says; the day only of the same content. A folder's name is none.
    pub(super) fn of(
        docs: &Docs,
        folder: &Path,
        (name, date): (Option<&String>, Option<&String>),
        before: Option<Self>,
    ) -> Result<Self, Unnamed> {
        let sha256 = hash(docs);
        let known = before.as_ref().map(|before| before.name.clone());
        let same = before.filter(|before| before.sha256 == sha256);
        let name = name.cloned().or(known);
        let date = date
            .cloned()
            .or_else(|| last_commit(folder))
            .or(same.and_then(|same| same.date));
        let name = name.ok_or_else(|| Unnamed(folder.display().to_string()))?;
        Ok(Self { name, date, sha256 })
    }
}

fn hash(docs: &Docs) -> String {
    let mut hash = Sha256::new();
    for (path, text) in docs.iter() {
        for part in [path, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The day of the last commit, if the folder is the root of a git checkout.
fn last_commit(folder: &Path) -> Option<String> {
    if !folder.join(".git").exists() {
        return None;
    }
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["log", "-1", "--format=%cs"])
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    let day = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!day.is_empty()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_tells_pages_apart_by_path_and_text() {
        let of = |pages: &[(&str, &str)]| hash(&pages.iter().copied().collect());
        assert_eq!(of(&[("a", "b"), ("c", "d")]), of(&[("c", "d"), ("a", "b")]));
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
        assert_eq!(of(&[]).len(), 64);
    }

    #[test]
    fn what_was_written_is_read_again() {
        let also = Added {
            name: "y".to_owned(),
            date: None,
            operations: 1,
            fields: 2,
            sha256: "11".to_owned(),
        };
        for (date, also) in [(None, Some(also)), (Some("2026-08-22".to_owned()), None)] {
            let sources = Sources {
                name: "x".to_owned(),
                date,
                pages: 3,
                sha256: "00".to_owned(),
                official: also.clone(),
                also,
            };
            assert_eq!(toml::from_str::<Sources>(&sources.to_toml()).unwrap(), sources);
        }
    }
}
