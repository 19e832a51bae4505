//! Types that operations and notifications have in common: a module for each, and one that shows them all.

use std::collections::BTreeMap;

use super::{doc, types};
use crate::emit::layout;
use crate::emit::style::Style;
use crate::ir::Member;
use crate::plan::CommonModule;

/// `src/types.rs` and the files below it.
pub(super) fn files(modules: &[CommonModule<'_>], style: Style) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    if modules.is_empty() {
        return files;
    }
    for module in modules {
        files.insert(format!("src/{}.rs", module.path.join("/")), file(module, style));
    }
    let mods: Vec<String> = modules
        .iter()
        .map(|module| format!("pub mod {};", module.path[1]))
        .collect();
    let uses: Vec<String> = modules
        .iter()
        .map(|module| format!("pub use {}::{};", module.path[1], module.common.name))
        .collect();
    let docs = [
        "Types that answers and notifications have in common, so that one function takes either.".to_owned(),
    ];
    let text = layout::join([
        layout::header("docs-specs/overrides/names.toml"),
        layout::inner_doc(&docs),
        mods.join("\n"),
        uses.join("\n"),
    ]);
    files.insert("src/types.rs".to_owned(), text);
    files
}

fn file(module: &CommonModule<'_>, style: Style) -> String {
    let place = |one: &Member| match one.method {
        Some(method) => {
            let path = one.page.strip_prefix("openapi").unwrap_or(&one.page);
            format!("- the answer to `{} {path}`", method.as_str())
        }
        None => format!(
            "- the notification `{}`",
            one.page.rsplit('/').next().unwrap_or_default()
        ),
    };
    let mut docs = vec![doc::escape(&module.common.term), String::new()];
    docs.extend(module.common.members.iter().map(place));
    let mut blocks = vec![
        layout::header("docs-specs/overrides/names.toml"),
        layout::inner_doc(&docs),
        "use crate::prelude::*;".to_owned(),
    ];
    blocks.extend(types::blocks(&module.types, style));
    layout::join(blocks)
}
