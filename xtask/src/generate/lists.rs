//! Lists that the generator keeps among the overrides: encrypted fields, and names. What is new is added to them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::cli::Generate;
use crate::{docs_specs, terminal};

/// A list as it should be.
pub(super) struct List {
    file: PathBuf,
    text: String,
}

impl List {
    /// Only the repository's own documentation counts, and all of it.
    pub(super) fn of(file: &str, text: Option<String>, options: &Generate) -> Option<Self> {
        let is_own = options.docs.is_none() && options.out.is_none();
        Some(Self {
            file: docs_specs().join("overrides").join(file),
            text: text.filter(|_| is_own)?,
        })
    }

    /// Writes it, or fails if it is not up to date; says what is gone from it.
    pub(super) fn settle(&self, check: bool) -> Result<()> {
        let before = fs::read_to_string(&self.file).unwrap_or_default();
        if before == self.text {
            return Ok(());
        }
        let now = operations(&self.text);
        for gone in operations(&before).difference(&now) {
            terminal::remark(&format!(
                "no field of {gone} is encrypted any more, or it is gone"
            ));
        }
        let path = self.file.display();
        if check {
            bail!("{path} is not up to date: run `cargo xtask generate`");
        }
        fs::write(&self.file, &self.text).with_context(|| path.to_string())?;
        terminal::files("written", [self.file.to_string_lossy().into_owned()].iter());
        Ok(())
    }
}

/// The operations that a list of encrypted fields names.
fn operations(text: &str) -> BTreeSet<&str> {
    let named = |line| str::strip_prefix(line, "operation = ");
    text.lines().filter_map(named).collect()
}
