//! Corrections of what an operation offers: `[[sheet]]`, `[[pages]]`, `[[wait]]`.

use super::format::Replace;
use super::{Overrides, fact};
use crate::diagnostic::Diagnostic;
use crate::ir::{Api, Comforts, Paging, Sheet, States};
use crate::page::Page;

/// Corrects it; what matches nothing is reported. `pages` are those that were lowered.
#[must_use]
pub fn comforts(mut api: Api, pages: &[Page], overrides: &Overrides) -> (Api, Vec<Diagnostic>) {
    let mut found = set(&overrides.sheet, &mut api, pages, Sheet::of, |all| &mut all.sheet);
    found.extend(set(&overrides.pages, &mut api, pages, Paging::of, |all| {
        &mut all.pages
    }));
    found.extend(set(&overrides.wait, &mut api, pages, States::of, |all| {
        &mut all.wait
    }));
    (api, found)
}

fn set<T: PartialEq + Clone>(
    fixes: &[Replace],
    api: &mut Api,
    pages: &[Page],
    of: fn(&str) -> Option<T>,
    place: fn(&mut Comforts) -> &mut Option<T>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for fix in fixes {
        let word = |text: &str| match (text, of(text)) {
            ("none", _) => Ok(None),
            (_, Some(known)) => Ok(Some(known)),
            (_, None) => Err(fix
                .site
                .broken(format!("`{text}` cannot be read: see README.md beside it"))),
        };
        let (seen, value) = match (word(&fix.seen), word(fix.value.as_ref())) {
            (Ok(seen), Ok(value)) => (seen, value),
            (Err(broken), _) | (_, Err(broken)) => {
                found.push(broken);
                continue;
            }
        };
        found.extend(fact::set(
            fix,
            &mut api.operations,
            pages,
            |operation| place(&mut operation.comforts),
            &seen,
            &value,
        ));
    }
    found
}
