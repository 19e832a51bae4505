//! Rules for one Rust file.

use std::path::Path;

use syn::visit::{self, Visit};

use super::finding::Finding;

/// More lines than this are two things in one file.
const FILE_LINES: usize = 400;
/// More lines than this are hard to hold in mind.
const FUNCTION_LINES: usize = 60;
/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "misc", "common"];

/// What breaks a rule, in the order of the lines.
pub(super) fn check(path: &Path, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = text.lines().count();
    if lines > FILE_LINES {
        findings.push(Finding::must(
            1,
            format!("{lines} lines: split it by meaning (at most {FILE_LINES})"),
        ));
    }
    if name(path).is_some_and(|name| EMPTY_NAMES.contains(&name)) {
        findings.push(Finding::must(1, "a file is named after what it holds"));
    }
    match syn::parse_file(text) {
        Err(error) => findings.push(Finding::must(error.span().start().line, error.to_string())),
        Ok(file) => {
            if wants_docs(path)
                && !file
                    .attrs
                    .iter()
                    .any(|attribute| attribute.path().is_ident("doc"))
            {
                findings.push(Finding::must(1, "a file begins with what it is for (`//!`)"));
            }
            Functions {
                findings: &mut findings,
            }
            .visit_file(&file);
        }
    }
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// The file's own name, or its folder's for `mod.rs`.
fn name(path: &Path) -> Option<&str> {
    let stem = path.file_stem()?.to_str()?;
    if stem == "mod" {
        path.parent()?.file_name()?.to_str()
    } else {
        Some(stem)
    }
}

/// Unit tests that live in a file of their own tell in their names what they show.
fn wants_docs(path: &Path) -> bool {
    path.file_stem().is_none_or(|stem| stem != "tests")
}

struct Functions<'a> {
    findings: &'a mut Vec<Finding>,
}

impl Functions<'_> {
    fn measure(&mut self, name: &syn::Ident, block: &syn::Block) {
        let from = name.span().start().line;
        let lines = block.brace_token.span.close().end().line + 1 - from;
        if lines > FUNCTION_LINES {
            let message = format!("`{name}` has {lines} lines (about {FUNCTION_LINES} are read with ease)");
            self.findings.push(Finding::should(from, message));
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        self.measure(&node.sig.ident, &node.block);
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast syn::ImplItemFn) {
        self.measure(&node.sig.ident, &node.block);
        visit::visit_impl_item_fn(self, node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        check(Path::new(path), text)
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.message))
            .collect()
    }

    #[test]
    fn a_good_file_has_no_findings() {
        assert_eq!(
            messages("src/call.rs", "//! Calls.\nfn main() { let todo = !true; }\n"),
            [""; 0]
        );
    }

    #[test]
    fn names_docs_and_lengths() {
        assert_eq!(
            messages("src/utils.rs", "//! T.\n"),
            ["1: a file is named after what it holds"]
        );
        assert_eq!(
            messages("src/utils/mod.rs", "//! T.\n"),
            ["1: a file is named after what it holds"]
        );
        assert_eq!(
            messages("a.rs", "fn f() {}\n"),
            ["1: a file begins with what it is for (`//!`)"]
        );
        assert_eq!(
            messages("a.rs", &format!("//! T.\n{}", "\n".repeat(400))).len(),
            1
        );
        let long = format!("//! T.\nfn f() {{{}}}\n", "\n".repeat(60));
        assert_eq!(
            messages("a.rs", &long),
            ["2: `f` has 61 lines (about 60 are read with ease)"]
        );
    }

    #[test]
    fn what_is_no_rust_is_said_so() {
        assert_eq!(messages("a.rs", "//! T.\nfn {").len(), 1);
    }
}
