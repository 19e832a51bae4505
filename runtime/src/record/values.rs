//! The types that fields can have, besides records, enumerations and values in strings.

use super::table::{Kind, ListOps, NumberedOps, Value};
use crate::value::{FilePart, Numbered, Sensitive, Time};

macro_rules! scalar {
    ($($type:ty => $kind:ident, $empty:expr;)*) => {$(
        // SAFETY: `Kind::$kind` is documented as `$type`; `Time` is a transparent `String`.
        unsafe impl Value for $type {
            const KIND: Kind = Kind::$kind;
            fn empty() -> Self {
                $empty
            }
        }
    )*};
}

scalar! {
    bool => Bool, false;
    i64 => Integer, 0;
    f64 => Float, 0.0;
    String => Text, Self::new();
    Time => Text, Self::default();
    serde_json::Value => Json, Self::Null;
    Sensitive<String> => Sensitive, Self::default();
    FilePart => File, Self::default();
}

// SAFETY: `Kind::List` with the operations of this very type.
unsafe impl<T: Value> Value for Vec<T> {
    const KIND: Kind = Kind::List(&ListOps::of::<T>());
    fn empty() -> Self {
        Self::new()
    }
}

// SAFETY: `Kind::Numbered` with the operations of this very type.
unsafe impl<T: Value> Value for Numbered<T> {
    const KIND: Kind = Kind::Numbered(&NumberedOps::of::<T>());
    fn empty() -> Self {
        Self::new()
    }
}
