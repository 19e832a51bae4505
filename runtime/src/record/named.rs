//! Fields by their name, for what the client itself looks at.

use super::view::{RecordMut, RecordRef, View, ViewMut};

impl<'a> RecordRef<'a> {
    fn named(self, name: &str) -> Option<View<'a>> {
        let (_, value) = self.set_fields().find(|(field, _)| field.name() == name)?;
        Some(value.view())
    }

    /// Text that is there and not empty.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        match self.named(name)? {
            View::Text(text) | View::Enum(text) => Some(text).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// A whole number.
    pub(crate) fn integer(self, name: &str) -> Option<i64> {
        match self.named(name)? {
            View::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// An object.
    pub(crate) fn record(self, name: &str) -> Option<RecordRef<'a>> {
        match self.named(name)? {
            View::Record(record) => Some(record),
            _ => None,
        }
    }

    /// How many items a list has.
    pub(crate) fn count(self, name: &str) -> Option<usize> {
        match self.named(name)? {
            View::List(list) => Some(list.len()),
            _ => None,
        }
    }
}

impl RecordMut<'_> {
    /// Sets a whole number, if there is such a field.
    pub(crate) fn set_integer(&mut self, name: &str, number: i64) {
        self.set(name, |value| {
            if let ViewMut::Integer(place) = value {
                *place = number;
            }
        });
    }

    /// Sets a text, if there is such a field.
    pub(crate) fn set_text(&mut self, name: &str, text: &str) {
        self.set(name, |value| {
            if let ViewMut::Text(place) = value {
                text.clone_into(place);
            }
        });
    }

    fn set(&mut self, name: &str, set: impl FnOnce(ViewMut<'_>)) {
        let mut fields = self.table.fields.iter();
        if let Some(field) = fields.find(|field| field.name() == name) {
            set(self.slot(field).or_insert().view());
        }
    }
}
