//! The required check: what the documentation says must be there and is not.

use super::table::{Field, Location};
use super::view::{RecordRef, ValueRef, View};

impl RecordRef<'_> {
    /// JSON pointers of the required fields that are not set, all at once, in
    /// documented order. A required field inside an absent optional object is not missing.
    #[must_use]
    pub fn missing(self) -> Vec<String> {
        let mut missing = Vec::new();
        self.note_missing("", &mut missing);
        missing
    }

    fn note_missing(self, pointer: &str, missing: &mut Vec<String>) {
        for field in self.table.fields {
            match self.get(field) {
                Some(value) => note_missing_in(value, &format!("{pointer}/{}", field.name), missing),
                None if field.is_required() => missing.push(format!("{pointer}/{}", field.name)),
                None => {}
            }
        }
    }

    /// The field of this wire name.
    pub(crate) fn field(self, name: &str) -> Option<&'static Field> {
        self.table.fields.iter().find(|field| field.name == name)
    }

    /// Whether the type has a field that travels at `at`.
    #[must_use]
    pub fn has(self, at: Location) -> bool {
        self.table.fields.iter().any(|field| field.location() == at)
    }
}

fn note_missing_in(value: ValueRef<'_>, pointer: &str, missing: &mut Vec<String>) {
    match value.view() {
        View::Record(record) => record.note_missing(pointer, missing),
        View::List(list) => {
            for (index, item) in list.iter().enumerate() {
                note_missing_in(item, &format!("{pointer}/{index}"), missing);
            }
        }
        View::JsonString(wrap) | View::UrlEncoded(wrap) if wrap.text().is_none() => {
            note_missing_in(wrap.value(), pointer, missing);
        }
        _ => {}
    }
}
