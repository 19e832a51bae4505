//! The type of a generated field, as data.

use super::id::TypeId;

/// The `T` of a field's `Option<T>`.
///
/// A record or an enumeration is named by where it stands among its module's types, or by whatever else tells
/// types apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType<Name = TypeId> {
    /// `String`
    Text,
    /// `Time`
    Time,
    /// `i64`
    Integer,
    /// `f64`
    Float,
    /// `bool`
    Boolean,
    /// `Json`: anything.
    Json,
    /// `FilePart`
    File,
    /// `Sensitive<String>`: encrypted on the wire.
    Sensitive,
    /// A record or an enumeration of the module.
    Named(Name),
    /// `Vec<T>`
    List(Box<Self>),
    /// `JsonString<T>`: a string that holds JSON.
    JsonString(Box<Self>),
    /// `UrlEncoded<T>`: a string that holds `k=v&k=v`.
    UrlEncoded(Box<Self>),
    /// `Numbered<T>`: a family of fields, `coupon_id_0`, `coupon_id_1`, …
    Numbered(Box<Self>),
}

impl<Name> RustType<Name> {
    /// The record or enumeration inside, wrapped or not.
    pub fn named(&self) -> Option<&Name> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(inner) | Self::JsonString(inner) | Self::UrlEncoded(inner) | Self::Numbered(inner) => {
                inner.named()
            }
            Self::Text
            | Self::Time
            | Self::Integer
            | Self::Float
            | Self::Boolean
            | Self::Json
            | Self::File
            | Self::Sensitive => None,
        }
    }

    /// The same type with another name inside.
    #[must_use]
    pub fn map<Other>(&self, name: &mut impl FnMut(&Name) -> Other) -> RustType<Other> {
        match self {
            Self::Text => RustType::Text,
            Self::Time => RustType::Time,
            Self::Integer => RustType::Integer,
            Self::Float => RustType::Float,
            Self::Boolean => RustType::Boolean,
            Self::Json => RustType::Json,
            Self::File => RustType::File,
            Self::Sensitive => RustType::Sensitive,
            Self::Named(known) => RustType::Named(name(known)),
            Self::List(inner) => RustType::List(Box::new(inner.map(name))),
            Self::JsonString(inner) => RustType::JsonString(Box::new(inner.map(name))),
            Self::UrlEncoded(inner) => RustType::UrlEncoded(Box::new(inner.map(name))),
            Self::Numbered(inner) => RustType::Numbered(Box::new(inner.map(name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RustType;

    #[test]
    fn what_is_named_is_found_through_every_wrapper() {
        let named = || Box::new(RustType::Named("Payer"));
        let cases = [
            (RustType::Text, None),
            (RustType::Sensitive, None),
            (RustType::List(Box::new(RustType::Integer)), None),
            (RustType::Named("Payer"), Some("Payer")),
            (RustType::List(named()), Some("Payer")),
            (RustType::UrlEncoded(named()), Some("Payer")),
            (
                RustType::Numbered(Box::new(RustType::JsonString(named()))),
                Some("Payer"),
            ),
        ];
        for (ty, name) in cases {
            assert_eq!(ty.named().copied(), name, "{ty:?}");
            let lengths = ty.map(&mut |name: &&str| name.len());
            assert_eq!(lengths.named().copied(), name.map(str::len), "{ty:?}");
        }
    }
}
