//! Lists that the generator keeps among the overrides: encrypted fields, and names. What is new is added to them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use wechatpay_openapi_generator::fix::{NAMES, Names, Overrides, Renamed};

use crate::cli::Generate;
use crate::{docs_specs, terminal};

/// How many names are told that are others now.
const TOLD: usize = 12;

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
        renamed(&before, &self.text)
            .iter()
            .for_each(|line| terminal::remark(line));
        fs::write(&self.file, &self.text).with_context(|| path.to_string())?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        terminal::files("written", [format!("docs-specs/overrides/{name}")].iter());
        Ok(())
    }
}

/// What is called otherwise now, a line each: it breaks whoever names it, and stays so if its cause is taken back.
fn renamed(before: &str, after: &str) -> Vec<String> {
    let all = names(before).renamed(&names(after));
    let line = |one: &Renamed| {
        format!(
            "  {} {}: {} is called {} now",
            one.key, one.place, one.before, one.after
        )
    };
    let mut lines: Vec<String> = all.iter().take(TOLD).map(line).collect();
    if all.len() > TOLD {
        lines.push(format!("  and {} more", all.len() - TOLD));
    }
    if !all.is_empty() {
        lines.push(format!(
            "a name that was given stays: if this was a trial, `git restore docs-specs/overrides/{NAMES}` and generate again"
        ));
    }
    lines
}

/// The names of a list; none of another one.
fn names(text: &str) -> Names {
    let mut all = Overrides::default();
    // What cannot be read was told when the overrides were.
    let _ = all.add(NAMES, text);
    all.names
}

/// The operations that a list of encrypted fields names.
fn operations(text: &str) -> BTreeSet<&str> {
    let named = |line| str::strip_prefix(line, "operation = ");
    text.lines().filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_otherwise_is_told() {
        let list = |lamp: &str| {
            format!(
                "[name.modules]\n\"v3/lamps/{{id}}\" = \"id\"\n[name.\"v3/lamps#post\"]\nRequest = \"{lamp}\"\n\
                 \"Request.lamp\" = \"{lamp} 01020304\"\n"
            )
        };
        let hint = "a name that was given stays: if this was a trial, `git restore docs-specs/overrides/locked.toml` and \
                    generate again";
        let told = "  v3/lamps#post Request.lamp: Lamp is called RequestLamp now";
        let cases = [
            (list("Lamp"), list("RequestLamp"), vec![told, hint]),
            (list("Lamp"), list("Lamp"), vec![]),
            // Of another shape, or new: nobody's name is another.
            (list("Lamp"), list("Lamp").replace("0102", "0506"), vec![]),
            (String::new(), list("Lamp"), vec![]),
            ("operation = 'not of names'".to_owned(), list("Lamp"), vec![]),
        ];
        for (before, after, expected) in cases {
            assert_eq!(renamed(&before, &after), expected, "{before}{after}");
        }
        let many = |name: &str| {
            let one = |at: usize| format!("[name.\"v3/lamps/{at}#get\"]\n\"Response.lamp\" = \"{name} 1\"\n");
            (0..TOLD + 3).map(one).collect::<String>()
        };
        let lines = renamed(&many("Lamp"), &many("Light"));
        assert_eq!((lines.len(), lines[TOLD].as_str()), (TOLD + 2, "  and 3 more"));
    }
}
