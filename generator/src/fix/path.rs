//! Corrections of path parameters and paths.

use crate::page::Section;

/// Renames a path parameter in the table and in the example.
pub(super) fn rename(section: &mut Section, seen: &str, value: &str) -> bool {
    let row = section
        .request
        .rows
        .iter_mut()
        .find(|row| row.indent() == 0 && row.name.text == seen);
    let Some(row) = row else { return false };
    value.clone_into(&mut row.name.text);
    if let Some(call) = &mut section.call {
        let renamed = std::mem::take(&mut call.path_params).into_iter();
        call.path_params = renamed
            .map(|(name, sample)| (if name == seen { value.to_owned() } else { name }, sample))
            .collect();
    }
    true
}

/// Sets the path of the example; parameters that it no longer has go away.
pub(super) fn set(section: &mut Section, seen: &str, value: &str) -> bool {
    let Some(call) = section.call.as_mut().filter(|call| call.path == seen) else {
        return false;
    };
    value.clone_into(&mut call.path);
    call.path_params
        .retain(|name, _| value.contains(&format!("{{{name}}}")));
    true
}
