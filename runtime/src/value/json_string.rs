//! Strings that hold JSON.

use crate::record::{Kind, Value, Wrap, WrapOps};

/// A value that travels as a string of JSON (`json_encode` in the documentation).
///
/// Derefs to the value. What arrives but is not the documented JSON is kept as
/// it came ([`text`](Self::text)) instead of failing the whole message.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonString<T> {
    value: T,
    text: Option<Box<str>>,
}

impl<T> JsonString<T> {
    /// The value inside.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The string as it came, if it was not the documented JSON.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// A string to send as it is, where the documentation has the JSON wrong.
    pub fn from_text(text: impl Into<String>) -> Self
    where
        T: Value,
    {
        Self {
            value: T::empty(),
            text: Some(text.into().into_boxed_str()),
        }
    }
}

impl<T> From<T> for JsonString<T> {
    fn from(value: T) -> Self {
        Self { value, text: None }
    }
}

impl<T> std::ops::Deref for JsonString<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> std::ops::DerefMut for JsonString<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Value> Wrap for JsonString<T> {
    type Inner = T;
    fn value(&self) -> &T {
        &self.value
    }
    fn value_mut(&mut self) -> &mut T {
        &mut self.value
    }
    fn text(&self) -> &Option<Box<str>> {
        &self.text
    }
    fn text_mut(&mut self) -> &mut Option<Box<str>> {
        &mut self.text
    }
}

// SAFETY: `Kind::JsonString` with the operations of this very type.
unsafe impl<T: Value> Value for JsonString<T> {
    const KIND: Kind = Kind::JsonString(&WrapOps::of::<Self>());
    fn empty() -> Self {
        Self {
            value: T::empty(),
            text: None,
        }
    }
}
