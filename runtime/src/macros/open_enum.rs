//! `open_enum!`: the documented values, and room for any other.

/// Defines open enumerations: the documented values, and `Unknown` for any other.
///
/// ```
/// use wechatpay_openapi_runtime::open_enum;
///
/// open_enum! {
///     /// 交易状态
///     pub enum TradeState {
///         Success = "SUCCESS",
///         Refund = "REFUND",
///     }
/// }
///
/// assert_eq!(TradeState::from("SUCCESS"), TradeState::Success);
/// assert_eq!(TradeState::from("NEW").as_str(), "NEW");
/// assert!(TradeState::Refund == "REFUND");
/// assert_eq!(TradeState::VALUES, [TradeState::Success, TradeState::Refund]);
/// ```
///
/// It grows as the documentation does. Values are ordered by their text, so that a new one does not change the order.
#[macro_export]
macro_rules! open_enum {
    ($(
        $(#[doc = $doc:expr])*
        pub enum $name:ident {$(
            $(#[doc = $value_doc:expr])*
            $variant:ident = $value:literal,
        )*}
    )*) => {$(
        $(#[doc = $doc])*
        #[repr(C)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $value_doc])*
                #[doc = $value]
                $variant,
            )*
            /// A value that the documentation does not name, as it came.
            Unknown($crate::__std::string::String),
        }

        // SAFETY: variants and table are written from the same tokens.
        unsafe impl $crate::__private::enums::Open for $name {
            const TABLE: &'static $crate::__private::EnumTable =
                &$crate::__private::EnumTable { values: &[$($value),*] };
        }

        // SAFETY: an enumeration's kind is its own table.
        unsafe impl $crate::__private::Value for $name {
            const KIND: $crate::__private::Kind =
                $crate::__private::Kind::Enum(<Self as $crate::__private::enums::Open>::TABLE);
            #[inline]
            fn empty() -> Self {
                $crate::__private::enums::parse("")
            }
        }

        impl $name {
            /// Every documented value, in documented order.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &$crate::__std::primitive::str {
                $crate::__private::enums::as_str(self)
            }
        }

        impl $crate::__std::convert::From<&$crate::__std::primitive::str> for $name {
            #[inline]
            fn from(value: &$crate::__std::primitive::str) -> Self {
                $crate::__private::enums::parse(value)
            }
        }

        impl $crate::__std::convert::From<$crate::__std::string::String> for $name {
            #[inline]
            fn from(value: $crate::__std::string::String) -> Self {
                $crate::__private::enums::parse(&value)
            }
        }

        impl $crate::__std::str::FromStr for $name {
            type Err = $crate::__std::convert::Infallible;
            #[inline]
            fn from_str(
                value: &$crate::__std::primitive::str,
            ) -> $crate::__std::result::Result<Self, Self::Err> {
                $crate::__std::result::Result::Ok($crate::__private::enums::parse(value))
            }
        }

        impl $crate::__std::convert::AsRef<$crate::__std::primitive::str> for $name {
            #[inline]
            fn as_ref(&self) -> &$crate::__std::primitive::str {
                $crate::__private::enums::as_str(self)
            }
        }

        impl $crate::__std::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::enums::clone(self)
            }
        }

        impl $crate::__std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> $crate::__std::primitive::bool {
                $crate::__private::enums::eq(self, other)
            }
        }

        impl $crate::__std::cmp::Eq for $name {}

        impl $crate::__std::cmp::PartialEq<$crate::__std::primitive::str> for $name {
            #[inline]
            fn eq(&self, other: &$crate::__std::primitive::str) -> $crate::__std::primitive::bool {
                $crate::__private::enums::is(self, other)
            }
        }

        impl $crate::__std::cmp::PartialEq<&$crate::__std::primitive::str> for $name {
            #[inline]
            fn eq(&self, other: &&$crate::__std::primitive::str) -> $crate::__std::primitive::bool {
                $crate::__private::enums::is(self, other)
            }
        }

        impl $crate::__std::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(
                &self,
                other: &Self,
            ) -> $crate::__std::option::Option<$crate::__std::cmp::Ordering> {
                $crate::__std::option::Option::Some($crate::__std::cmp::Ord::cmp(self, other))
            }
        }

        impl $crate::__std::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> $crate::__std::cmp::Ordering {
                $crate::__private::enums::cmp(self, other)
            }
        }

        impl $crate::__std::hash::Hash for $name {
            #[inline]
            fn hash<H: $crate::__std::hash::Hasher>(&self, state: &mut H) {
                $crate::__std::hash::Hash::hash($crate::__private::enums::as_str(self), state)
            }
        }

        impl $crate::__std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut $crate::__std::fmt::Formatter<'_>) -> $crate::__std::fmt::Result {
                $crate::__std::fmt::Debug::fmt($crate::__private::enums::as_str(self), f)
            }
        }

        impl $crate::__std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut $crate::__std::fmt::Formatter<'_>) -> $crate::__std::fmt::Result {
                $crate::__std::fmt::Formatter::write_str(f, $crate::__private::enums::as_str(self))
            }
        }

        $crate::__serde_enum!($name);
    )*};
}
