//! An object, field by field.

use serde_json::{Map, Value};

use crate::message::{Done, Outcome};

/// Fields of an answer or a notification, in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Map<String, Value>);

impl Fields {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// One more field.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// One more field, if there is something to say.
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(crate) fn map(self) -> Map<String, Value> {
        self.0
    }

    /// As the answer, with nothing to tell.
    pub(crate) fn answer(self) -> Done {
        Outcome::Fields(self.0).into()
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}
