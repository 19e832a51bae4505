//! `events!`: the enumeration of all notifications.

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
            /// A notification that the documentation does not name, or several that cannot be told apart:
            /// [`why_unknown`]($crate::RawNotification::why_unknown) says which.
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
                        Self::Unknown($crate::__std::boxed::Box::new($crate::EventKey::unknown(Self::KEYS, raw))),
                    ),
                }
            }
        }
    };
}
