//! Where an operation lives and how it answers, as far as its example says so.

use super::operation::OperationSources;
use super::write::Difference;
use crate::merge::account::Fact;
use crate::merge::entry::Voice;
use crate::page::Section;

/// Takes over the official path's last slash and the official host.
pub(super) fn settle(
    operation: &OperationSources<'_>,
    section: &mut Section,
    differences: &mut Vec<Difference>,
) {
    if operation.own.is_none() {
        return;
    }
    let theirs = operation
        .documents
        .iter()
        .find_map(|one| one.section.call.as_ref());
    let (Some(own), Some(theirs)) = (section.call.as_mut(), theirs) else {
        section.call = section.call.take().or_else(|| theirs.cloned());
        return;
    };
    let says = |at: &str, own: &str| {
        let words = vec![
            (Voice::Document(0), at.to_owned()),
            (operation.voice, own.to_owned()),
        ];
        (String::new(), Fact::Address, words, at.to_owned())
    };
    let bare = own.path.trim_end_matches('/').to_owned();
    let path = match theirs.path.ends_with('/') {
        true => format!("{bare}/"),
        false => bare,
    };
    if own.path != path {
        differences.push(says(&path, &own.path));
        own.path = path;
    }
    if let Some((ours, official)) = &operation.hosts {
        differences.push(says(official, ours));
        own.base_uri.clone_from(&theirs.base_uri);
        section
            .request
            .rows
            .retain(|row| row.name.text != "base_uri" || row.indent() > 0);
    }
}
