//! Values that travel inside a string.

use std::fmt;

use super::raw::Wrap;
use super::sensitive::kind_may_hold_sensitive;
use super::table::{Kind, Value, WrapOps};

macro_rules! wrapped {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        ///
        /// Derefs to the value. A string that arrives and is not what the
        /// documentation says is kept as it came ([`text`](Self::text)) instead
        /// of failing the whole message. Whoever takes the value to change it
        /// gives that text up: the value is what is sent.
        ///
        /// `Debug` does not show a kept text that may hold sensitive fields.
        #[derive(Clone, PartialEq)]
        pub struct $name<T> {
            value: T,
            text: Option<Box<str>>,
        }

        impl<T> $name<T> {
            /// The value inside.
            pub fn into_inner(self) -> T {
                self.value
            }

            /// The string as it came, if it could not be understood.
            pub fn text(&self) -> Option<&str> {
                self.text.as_deref()
            }

            /// A string to send as it is, where the documentation has it wrong.
            pub fn from_text(text: impl Into<String>) -> Self
            where
                T: Value,
            {
                Self { value: T::empty(), text: Some(text.into().into_boxed_str()) }
            }
        }

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self { value, text: None }
            }
        }

        impl<T> std::ops::Deref for $name<T> {
            type Target = T;
            fn deref(&self) -> &T {
                &self.value
            }
        }

        impl<T> std::ops::DerefMut for $name<T> {
            fn deref_mut(&mut self) -> &mut T {
                // What is sent is the text as long as there is one: a change would be lost.
                self.text = None;
                &mut self.value
            }
        }

        impl<T: Value + fmt::Debug> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match &self.text {
                    Some(_) if kind_may_hold_sensitive(T::KIND) => f.write_str("***"),
                    Some(text) => text.fmt(f),
                    None => self.value.fmt(f),
                }
            }
        }

        impl<T: Value> Wrap for $name<T> {
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

        // SAFETY: the kind of this name, with the operations of this very type.
        unsafe impl<T: Value> Value for $name<T> {
            const KIND: Kind = Kind::$name(&WrapOps::of::<Self>());
            fn empty() -> Self {
                Self { value: T::empty(), text: None }
            }
        }
    };
}

wrapped! {
    /// A value that travels as a string of JSON (`json_encode` in the documentation).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{JsonString, record};
    ///
    /// record! {
    ///     /// In a program a type of the generated crate.
    ///     pub struct Scene {
    ///         /// What the shop is called.
    ///         pub store: Option<String>,
    ///     }
    /// }
    ///
    /// let scene = JsonString::from(Scene::new().store("Tea"));
    /// assert_eq!(scene.store.as_deref(), Some("Tea"));
    /// assert_eq!(scene.text(), None); // It is no string that could not be understood.
    /// assert_eq!(scene.into_inner(), Scene::new().store("Tea"));
    ///
    /// // Where the documentation has it wrong: this goes out as it is.
    /// let scene: JsonString<Scene> = JsonString::from_text("[]");
    /// assert_eq!(scene.text(), Some("[]"));
    /// ```
    JsonString
}

wrapped! {
    /// A value that travels as `name=value` pairs joined by `&` (`urlencode` in the documentation).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{UrlEncoded, record};
    ///
    /// record! {
    ///     /// In a program a type of the generated crate.
    ///     pub struct Scene {
    ///         /// What the shop is called.
    ///         pub store: Option<String>,
    ///     }
    /// }
    ///
    /// let scene = UrlEncoded::from(Scene::new().store("Tea"));
    /// assert_eq!(scene.store.as_deref(), Some("Tea"));
    /// ```
    UrlEncoded
}
