//! The crates of the repository, each read once for all rules that look at whole crates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::modules::Modules;

/// By the file that a crate begins with, from the repository's root.
pub(super) struct Crates(BTreeMap<PathBuf, Modules>);

impl Crates {
    /// Reads those that begin with these files.
    pub(super) fn read(root: &Path, tops: Vec<PathBuf>) -> Self {
        let read = |top: PathBuf| {
            let modules = Modules::of_crate(&top);
            (top.strip_prefix(root).map(Path::to_owned).unwrap_or(top), modules)
        };
        Self(tops.into_iter().map(read).collect())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Modules> {
        self.0.values()
    }

    /// The one that begins with this file.
    pub(super) fn of(&self, top: &str) -> Result<&Modules> {
        let found = self.0.get(Path::new(top));
        found.with_context(|| format!("no crate begins with {top}"))
    }
}
