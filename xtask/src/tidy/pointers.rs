//! Names of files and modules in prose: what a comment or a document points at must be there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::finding::Finding;

static FILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9_.][A-Za-z0-9_./-]*\.(?:md|rs|toml)(?-u:\b)").expect("a pattern")
});
static MODULE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)[a-z_]+(?:::[a-z_]+)+(?-u:\b)").expect("a pattern"));

/// How ARCHITECTURE.md abbreviates a folder.
const SHORT: [(&str, &str); 1] = [("R/", "official_rules/")];

/// The files of the repository.
pub(super) struct Files {
    root: PathBuf,
    /// Each end of their paths.
    ends: BTreeSet<String>,
}

impl Files {
    /// `paths` below `root`.
    pub(super) fn of<'p>(root: &Path, paths: impl Iterator<Item = &'p Path>) -> Self {
        let mut ends = BTreeSet::new();
        for path in paths {
            let path = path.strip_prefix(root).unwrap_or(path);
            let parts: Vec<String> = path
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            ends.extend((0..parts.len()).map(|at| parts[at..].join("/")));
        }
        Self {
            root: root.to_owned(),
            ends,
        }
    }

    fn has(&self, pointer: &str) -> bool {
        let here = pointer.trim_start_matches("../").trim_start_matches("./");
        let long = SHORT.iter().find_map(|(short, long)| {
            let rest = here.strip_prefix(short)?;
            Some(format!("{long}{rest}"))
        });
        self.ends.contains(long.as_deref().unwrap_or(here))
    }

    /// Whether a path of modules is a file's, or a function's in one: of the generator, whose texts name them.
    fn has_module(&self, path: &str) -> bool {
        let has_function = |(module, name): (&str, &str)| {
            let mut texts = module_files(module)
                .into_iter()
                .filter_map(|end| fs::read_to_string(self.root.join("generator").join(end)).ok());
            texts.any(|text| text.contains(&format!("fn {name}(")))
        };
        module_files(path).iter().any(|end| self.ends.contains(end))
            || path.rsplit_once("::").is_some_and(has_function)
    }
}

/// Where a module may be.
fn module_files(path: &str) -> [String; 2] {
    let file = path.replace("::", "/");
    [format!("src/{file}.rs"), format!("src/{file}/mod.rs")]
}

/// Pointers of a text that lead nowhere. Of Rust only comments are read, and the help of findings.
pub(super) fn check(path: &Path, text: &str, files: &Files) -> Vec<Finding> {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    let lines = text.lines().enumerate();
    let prose =
        lines.filter(|(_, line)| !is_rust || line.trim_start().starts_with("//") || is_help(path, line));
    let mut found = Vec::new();
    for (at, line) in prose {
        for pointer in FILE.find_iter(line) {
            let before = line[..pointer.start()].chars().next_back();
            // A part of a pattern, of a placeholder or of a path elsewhere.
            let is_part = before.is_some_and(|c| "<{}>*$/…".contains(c));
            if !is_part && !files.has(pointer.as_str()) {
                found.push(Finding::must(at + 1, format!("there is no {}", pointer.as_str())));
            }
        }
        if is_explanation(path) || is_help(path, line) {
            let modules = MODULE.find_iter(line).map(|found| found.as_str());
            let missing = modules.filter(|module| !files.has_module(module));
            found.extend(missing.map(|module| Finding::must(at + 1, format!("there is no module {module}"))));
        }
    }
    found
}

/// A text that `cargo xtask lint --explain` shows.
fn is_explanation(path: &Path) -> bool {
    path.parent()
        .is_some_and(|folder| folder.ends_with("diagnostic/explain"))
        && path.extension().is_some_and(|extension| extension == "md")
}

/// A code with its help, which every finding of it ends with.
fn is_help(path: &Path, line: &str) -> bool {
    path.ends_with("diagnostic/code.rs") && line.contains(" = IM")
}

/// Links of the guide into the runtime: a reader is shown the names of the crate that he has.
pub(super) fn into_runtime(text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    let found = lines.filter(|(_, line)| line.contains("](crate::runtime"));
    found
        .map(|(at, _)| Finding::must(at + 1, "a link into `crate::runtime`: link the root's own name"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pointed_at_must_be_there() {
        let paths = [
            "/r/runtime/src/call/mod.rs",
            "/r/README.md",
            "/r/runtime/tests/official_rules/keys.rs",
        ];
        let files = Files::of(Path::new("/r"), paths.iter().map(Path::new));
        for (file, text, expected) in [
            ("a.md", "see `call/mod.rs` and README.md", 0),
            ("a.md", "see `call/parts.rs`", 1),
            ("a.md", "see [it](../README.md), R/keys.rs", 0),
            ("a.md", "`IM….md`, `<name>/in.md`, `src/*.rs`, /tmp/x.rs", 0),
            ("a.rs", "let path = \"gone.rs\";", 0),
            ("a.rs", "    // as protocol.md 7 has it", 1),
        ] {
            assert_eq!(check(Path::new(file), text, &files).len(), expected, "{text}");
        }
    }

    #[test]
    fn modules_are_looked_for_in_explanations() {
        let files = Files::of(
            Path::new("/r"),
            [Path::new("/r/generator/src/lower/time.rs")].into_iter(),
        );
        let path = Path::new("/r/generator/src/diagnostic/explain/IM001.md");
        assert_eq!(check(path, "ask `lower::time`", &files).len(), 0);
        assert_eq!(check(path, "ask `lower::host`", &files).len(), 1);
        assert_eq!(check(Path::new("a.md"), "ask `lower::host`", &files).len(), 0);
    }

    #[test]
    fn modules_and_their_functions_are_looked_for_in_the_help_of_findings() {
        let root = crate::repository();
        let files = Files::of(
            &root,
            [root.join("generator/src/lower/mod.rs").as_path()].into_iter(),
        );
        for (line, expected) in [
            (
                "    Host = IM018 Error, \"add it to `lower::location::host`\";",
                0,
            ),
            ("    Host = IM018 Error, \"add it to `lower::host`\";", 1),
            ("    Host = IM018 Error, \"add it to `lower::gone::host`\";", 1),
            ("    let text = \"lower::host\";", 0),
        ] {
            let path = Path::new("generator/src/diagnostic/code.rs");
            assert_eq!(check(path, line, &files).len(), expected, "{line}");
            assert_eq!(check(Path::new("a.rs"), line, &files).len(), 0, "{line}");
        }
    }

    #[test]
    fn the_guide_links_the_root() {
        let text = "[`Error`](crate::Error)\n[`sign`](crate::runtime::SigningKey)\n`use crate::runtime`\n";
        let lines: Vec<usize> = into_runtime(text).iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2]);
    }
}
