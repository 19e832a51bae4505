//! Pages that another one would hide: by verb and path, or by a name that differs in letter case alone.

use std::collections::BTreeMap;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Api;
use crate::page::Page;

/// Operations that another one would hide.
pub(super) fn operations(api: &Api, pages: &[Page]) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for operation in &api.operations {
        let identity = (
            operation.version,
            operation.host,
            operation.method,
            &operation.path,
        );
        let Some(first) = seen.insert(identity, &operation.page) else {
            continue;
        };
        let message = format!("`{first}` documents an operation with the same verb and path");
        let is_document = |path: &str| {
            pages
                .iter()
                .any(|page| page.path == path && page.document.is_some())
        };
        // Each product has a document of its own for what they share.
        let code = match is_document(first) && is_document(&operation.page) {
            true => Code::AlsoDocumented,
            false => Code::DuplicateOperation,
        };
        let page = pages.iter().find(|page| page.path == operation.page);
        let section = page.and_then(|page| page.section(operation.method));
        let mut context = Context::new(&operation.page);
        let span = section.map_or(0..0, |section| section.span.clone());
        context.report_at(code, operation.meta.origin.line, &span, message);
        found.extend(context.found);
    }
    found
}

/// Pages whose files, or whose folders, some file systems take for those of another page; documents become files of their
/// own nowhere.
pub(super) fn spellings(pages: &[Page]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, (&str, &Page)> = BTreeMap::new();
    let mut found = Vec::new();
    for page in pages.iter().filter(|page| page.document.is_none()) {
        let ends = page.path.match_indices('/').map(|(at, _)| at);
        let parts = ends.chain([page.path.len()]).map(|end| &page.path[..end]);
        let clash = parts.into_iter().find_map(|part| {
            let (first, other) = known.entry(part.to_lowercase()).or_insert((part, page));
            (*first != part).then(|| other.path.clone())
        });
        let Some(other) = clash else { continue };
        let mut context = Context::new(&page.path);
        let (line, span) = page
            .sections
            .first()
            .map_or((1, 0..0), |section| (section.line, section.span.clone()));
        let message = format!(
            "but for letter case this page lies where `{other}` does: some file systems know one of them"
        );
        context.report_at(Code::DuplicateOperation, line, &span, message);
        found.extend(context.found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_differ_by_letter_case_alone_are_told() {
        let page = |path: &str| Page {
            path: path.to_owned(),
            ..Page::default()
        };
        for (paths, expected) in [
            (vec!["openapi/v3/lamps", "openapi/v3/lamps/{no}"], vec![]),
            (
                vec!["openapi/v3/lamps", "openapi/v3/Lamps"],
                vec!["openapi/v3/Lamps"],
            ),
            // The folder is one, whatever is in it.
            (
                vec!["openapi/v3/lamps/{no}", "openapi/v3/Lamps/list"],
                vec!["openapi/v3/Lamps/list"],
            ),
            (
                vec![
                    "webhook/v3/LAMP.LIT",
                    "webhook/v3/lamp.lit",
                    "webhook/v2/LAMP.LIT",
                ],
                vec!["webhook/v3/lamp.lit"],
            ),
            (vec!["openapi/v3/lamps_a", "openapi/v3/lamps-a"], vec![]),
        ] {
            let pages: Vec<Page> = paths.iter().map(|path| page(path)).collect();
            let found = spellings(&pages);
            let seen: Vec<&str> = found.iter().map(|one| one.page.trim_end_matches(".md")).collect();
            assert_eq!(seen, expected, "{paths:?}");
        }
    }
}
