//! serde's traits, which the macros above write if the feature `serde` is on.

/// serde's traits for a record, behind the feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_record {
    ($name:ident) => {
        impl $crate::serde_core::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__std::result::Result<S::Ok, S::Error> {
                $crate::__private::bridge::serialize($crate::__private::RecordRef::new(self), serializer)
            }
        }

        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__std::result::Result<Self, D::Error> {
                $crate::__private::bridge::deserialize(deserializer)
            }
        }
    };
}

/// Without the feature `serde` a record has no serde traits.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_record {
    ($name:ident) => {};
}

/// serde's traits for an open enumeration, behind the feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_enum {
    ($name:ident) => {
        impl $crate::serde_core::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__std::result::Result<S::Ok, S::Error> {
                $crate::serde_core::Serializer::serialize_str(
                    serializer,
                    $crate::__private::enums::as_str(self),
                )
            }
        }

        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__std::result::Result<Self, D::Error> {
                let value = <$crate::__std::string::String as $crate::serde_core::Deserialize>::deserialize(
                    deserializer,
                )?;
                $crate::__std::result::Result::Ok($crate::__private::enums::parse(&value))
            }
        }
    };
}

/// Without the feature `serde` an open enumeration has no serde traits.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_enum {
    ($name:ident) => {};
}
