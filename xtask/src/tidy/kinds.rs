//! The runtime's public enumerations may grow, or say that they will not: neither can be changed after publishing.

use std::path::PathBuf;

use anyhow::Result;
use syn::Item;

use super::crates::Crates;
use super::finding::Finding;
use super::modules::Modules;
use super::shown::shown;

const CRATE: &str = "runtime/src/lib.rs";
/// How the documentation of one says that it stays as it is; ARCHITECTURE.md has the reasons.
const PROMISE: &str = "a `match` may rely on it";

pub(super) fn check(crates: &Crates) -> Result<Vec<(PathBuf, Finding)>> {
    let modules = crates.of(CRATE)?;
    let found = closed(modules).into_iter();
    Ok(found
        .map(|(file, finding)| (modules.folder.join(file), finding))
        .collect())
}

fn closed(modules: &Modules) -> Vec<(PathBuf, Finding)> {
    let shown = shown(modules);
    let mut found = Vec::new();
    for (_, module) in modules.iter() {
        for item in &module.items {
            let Item::Enum(item) = item else { continue };
            let name = item.ident.to_string();
            // One without variants is a type that is never made.
            let Some(page) = shown.get(&(module.file.clone(), name.clone())) else {
                continue;
            };
            let grows = item.attrs.iter().any(|one| one.path().is_ident("non_exhaustive"));
            let promises = page
                .docs
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(PROMISE);
            let message = match (grows, promises) {
                _ if item.variants.is_empty() => continue,
                (true, false) | (false, true) => continue,
                (false, false) => {
                    format!("`{name}` is not `#[non_exhaustive]`, nor does it say that {PROMISE}")
                }
                (true, true) => format!("`{name}` is `#[non_exhaustive]`, so no {PROMISE}"),
            };
            found.push((
                module.file.clone(),
                Finding::must(item.ident.span().start().line, message),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_enumeration_grows_or_promises_not_to() {
        for (text, expected) in [
            ("pub enum Host { A }", 1),
            ("#[non_exhaustive] pub enum Host { A }", 0),
            (
                "/// There are two, and a\n/// `match` may rely on it.\npub enum Host { A }",
                0,
            ),
            (
                "/// And a `match` may rely on it.\n#[non_exhaustive] pub enum Host { A }",
                1,
            ),
            ("pub enum Never {}", 0),
            ("pub(crate) enum Host { A }", 0),
            ("mod hidden { pub enum Host { A } }", 0),
            ("mod hidden { pub enum Host { A } } pub use hidden::Host;", 1),
            (
                "mod hidden { pub enum Host { A } } #[doc(hidden)] pub mod private { pub use super::hidden::Host; }",
                0,
            ),
        ] {
            let modules = Modules::of_texts(&[("lib.rs", text)]);
            assert_eq!(closed(&modules).len(), expected, "{text}");
        }
    }
}
