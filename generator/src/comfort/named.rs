//! Fields by their name.

use crate::ir::Field;

/// The field of this name, of those that are not nested.
pub(super) fn find<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.name == name)
}
