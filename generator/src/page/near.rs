//! What may be meant by a page or a name that is not there.

use strsim::osa_distance;

use super::{Page, Section};
use crate::ir::Method;

/// The most edits between a name and one that is meant.
pub(crate) const NEAR: usize = 3;

/// The page that is most like one which is not there: it was moved, or misspelt.
pub(crate) fn page<'p>(wanted: &str, pages: &'p [Page]) -> Option<&'p str> {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let rank = |page: &&Page| {
        let is_moved = last(&page.path) == last(wanted);
        (osa_distance(&page.path, wanted), !is_moved)
    };
    let near = pages.iter().min_by_key(rank)?;
    let (distance, is_other) = rank(&near);
    (distance <= NEAR || !is_other && distance < wanted.len() / 2).then_some(near.path.as_str())
}

/// The name of a row that is most like one which the operation does not have; nothing if it has it.
pub(crate) fn name<'p>(wanted: &str, page: &'p Page, method: Method) -> Option<&'p str> {
    let own = |section: &&Section| section.method == method;
    let rows = page.sections.iter().filter(own).flat_map(|section| {
        let both = section.request.rows.iter().chain(&section.response.rows);
        both.map(|row| row.name.text.as_str())
    });
    let near = rows.min_by_key(|name| osa_distance(name, wanted))?;
    let distance = osa_distance(near, wanted);
    // Of a short name three letters are most of it.
    (distance > 0 && distance <= NEAR && distance < wanted.len() / 2).then_some(near)
}
