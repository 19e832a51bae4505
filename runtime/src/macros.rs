//! The three macros that define the types of generated files; `error_codes!` stands with its rows.
//!
//! What they emit resolves where they are called, and their `unsafe impl`s rest on what it
//! resolves to. So every name that is not the caller's own begins with `$crate`, the standard
//! library's too (`$crate::__std`): even `::core` and `::std` can be given another meaning there.
//! `tests/hygiene.rs` shadows each of them; `macros/refused.rs` has what must not compile.

#[cfg(doctest)]
mod refused;

/// Defines records: structs of optional fields, and the tables that the
/// runtime reads and writes them by.
///
/// ```
/// use wechatpay_openapi_runtime::record;
///
/// record! {
///     /// 订单金额
///     pub struct Amount {
///         /// 总金额（分）
///         #[is(required)]
///         pub total: Option<i64>,
///         /// 货币类型
///         pub currency: Option<String>,
///     }
/// }
///
/// let amount = Amount::new().total(100);
/// assert_eq!(amount.total, Some(100));
/// ```
///
/// `#[wire = "…"]` gives a wire name that is no Rust name. `#[is(…)]` takes the place in a request, `query` or `header`
/// (else the body), `required`, and what `flag` has besides. Of the fields with the same
/// `#[one_of = 1]` a request must have one.
#[macro_export]
macro_rules! record {
    ($(
        $(#[doc = $doc:expr])*
        pub struct $name:ident {$(
            $(#[doc = $field_doc:expr])*
            $(#[wire = $wire:literal])?
            $(#[is($($flag:ident),*)])?
            $(#[one_of = $group:literal])?
            pub $field:ident: Option<$type:ty $(,)?>,
        )*}
    )*) => {$(
        $(#[doc = $doc])*
        #[repr(C)]
        pub struct $name {$(
            $(#[doc = $field_doc])*
            pub $field: $crate::__std::option::Option<$type>,
        )*}

        impl $name {
            /// Nothing set yet.
            #[inline]
            pub fn new() -> Self {
                $crate::__private::empty()
            }
            $(
                $(#[doc = $field_doc])*
                #[inline]
                pub fn $field(mut self, $field: impl $crate::__std::convert::Into<$type>) -> Self {
                    self.$field = $crate::__std::option::Option::Some(
                        $crate::__std::convert::Into::into($field),
                    );
                    self
                }
            )*
        }

        // SAFETY: struct and table are written from the same tokens.
        unsafe impl $crate::__private::Record for $name {
            const TABLE: &'static $crate::__private::Table = &$crate::__private::Table {
                name: $crate::__std::stringify!($name),
                fields: &$crate::__private::fields(
                    $crate::__std::alloc::Layout::new::<Self>(),
                    [$(&[$crate::__std::stringify!($field) $(, $wire)?]),*],
                    [$(
                        0 $($(| $crate::__private::flag::$flag)*)? $(| $crate::__private::flag::one_of($group))?
                    ),*],
                    [$(<$type as $crate::__private::Value>::SLOT),*],
                ),
            };
        }

        impl $crate::__std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                $crate::__private::empty()
            }
        }

        impl $crate::__std::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::clone(self)
            }
        }

        impl $crate::__std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> $crate::__std::primitive::bool {
                $crate::__private::eq(self, other)
            }
        }

        impl $crate::__std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut $crate::__std::fmt::Formatter<'_>) -> $crate::__std::fmt::Result {
                $crate::__private::debug_fmt($crate::__private::RecordRef::new(self), f)
            }
        }

        $crate::__serde_record!($name);
    )*};
}

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
/// ```
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
        #[repr(u16)]
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

/// Defines the enumeration of all notifications: those of v3 keyed by
/// `event_type` and `original_type` (one `event_type` can stand for several
/// notifications), those of v2 by `event_type` or else by the fields that they all have (`with`). Where v2 tells how it
/// went, `succeeded` names the fields that must say `SUCCESS`, and `failed` those of which one must not.
#[macro_export]
macro_rules! events {
    (
        v3 {$(
            $(#[doc = $doc:expr])*
            $variant:ident($type:ty) = [$($event_type:literal),*] of [$($original_type:literal),*]
                $(with [$($content:literal),*])? $(without [$($foreign:literal),*])? $(succeeded [$($went:literal),*])?,
        )*}
        v2 {$(
            $(#[doc = $xml_doc:expr])*
            $xml_variant:ident($xml_type:ty) = [$($xml_event_type:literal),*] with [$($mark:literal),*]
                $(succeeded [$($succeeded:literal),*])? $(failed [$($failed:literal),*])?,
        )*}
    ) => {
        /// A documented notification, or `Unknown` with everything that came.
        ///
        /// A verified notification is genuine; whether it is about *your* order is for you to compare
        /// before anything is delivered: the merchant (`mchid`, `sub_mchid`), the `appid`, your own number
        /// (`out_trade_no`, `out_refund_no`, …), the amount in fen and the currency, and that the state
        /// (`trade_state`, `refund_status`) is the one you wait for; what v2 says to have failed is a variant of
        /// its own, such as `V2TransactionFailed`. The same
        /// notification can come several times, also at the same time: see
        /// [`deduplication_key`]($crate::RawNotification::deduplication_key). What is not answered within 5
        /// seconds comes again.
        ///
        /// In v2, what was encrypted is inside the field that held it. Nothing vouches for what stands beside
        /// a refund's `req_info`, so unless it is signed those fields are empty here.
        #[$crate::__std::prelude::v1::derive($crate::__std::fmt::Debug, $crate::__std::clone::Clone)]
        #[non_exhaustive]
        pub enum Event {
            $($(#[doc = $doc])* $variant($crate::__std::boxed::Box<$type>),)*
            $($(#[doc = $xml_doc])* $xml_variant($crate::__std::boxed::Box<$xml_type>),)*
            /// A notification that the documentation does not name.
            Unknown($crate::__std::boxed::Box<$crate::RawNotification>),
        }

        impl Event {
            /// Every documented notification, and what leads to it.
            #[doc(hidden)]
            pub const KEYS: &'static [$crate::EventKey<Self>] = &[
                $($crate::EventKey {
                    name: $crate::__std::stringify!($variant),
                    version: $crate::Version::V3,
                    event_types: &[$($event_type),*],
                    original_types: &[$($original_type),*],
                    marks: &[$($($content),*)?],
                    foreign: &[$($($foreign),*)?],
                    succeeded: &[$($($went),*)?],
                    failed: &[],
                    table: <$type as $crate::__private::Record>::TABLE,
                    decode: |raw| $crate::__std::result::Result::map(
                        $crate::RawNotification::payload(raw),
                        |payload| Self::$variant($crate::__std::boxed::Box::new(payload)),
                    ),
                },)*
                $($crate::EventKey {
                    name: $crate::__std::stringify!($xml_variant),
                    version: $crate::Version::V2,
                    event_types: &[$($xml_event_type),*],
                    original_types: &[],
                    marks: &[$($mark),*],
                    foreign: &[],
                    succeeded: &[$($($succeeded),*)?],
                    failed: &[$($($failed),*)?],
                    table: <$xml_type as $crate::__private::Record>::TABLE,
                    decode: |raw| $crate::__std::result::Result::map(
                        $crate::RawNotification::payload(raw),
                        |payload| Self::$xml_variant($crate::__std::boxed::Box::new(payload)),
                    ),
                },)*
            ];
        }

        impl $crate::TypedEvent for Event {
            fn read(
                raw: &$crate::RawNotification,
            ) -> $crate::__std::result::Result<Self, $crate::Error> {
                match $crate::EventKey::find(Self::KEYS, raw) {
                    $crate::__std::option::Option::Some(key) => (key.decode)(raw),
                    $crate::__std::option::Option::None => $crate::__std::result::Result::Ok(
                        Self::Unknown($crate::__std::boxed::Box::new($crate::__std::clone::Clone::clone(raw))),
                    ),
                }
            }
        }
    };
}
