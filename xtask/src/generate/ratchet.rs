//! The list of encrypted fields: what is new is added to it. What is missing has stopped the run before.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use wechatpay_openapi_generator::fix::encrypted::FILE;

use crate::cli::Generate;
use crate::{Failure, docs_specs, terminal};

/// The list as it should be.
pub(super) struct Ratchet {
    file: PathBuf,
    text: String,
}

impl Ratchet {
    /// Only the repository's own documentation counts, and all of it.
    pub(super) fn of(text: Option<String>, options: &Generate) -> Option<Self> {
        let is_own = options.docs.is_none() && options.out.is_none();
        Some(Self {
            file: docs_specs().join("overrides").join(FILE),
            text: text.filter(|_| is_own)?,
        })
    }

    /// Writes it, or fails if it is not up to date; says which operations are gone from it.
    pub(super) fn turn(&self, check: bool) -> Result<(), Failure> {
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
            return Err(Failure::new(format!(
                "{path} is not up to date: run `cargo xtask generate`"
            )));
        }
        fs::write(&self.file, &self.text).map_err(|error| Failure::new(format!("{path}: {error}")))?;
        terminal::files("written", [self.file.to_string_lossy().into_owned()].iter());
        Ok(())
    }
}

/// The operations that a list names.
fn operations(text: &str) -> BTreeSet<&str> {
    let named = |line| str::strip_prefix(line, "operation = ");
    text.lines().filter_map(named).collect()
}
