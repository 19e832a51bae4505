//! `record!`: a struct of optional fields, and its table.

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
/// `#[one_of = 1]` a request must have one. `#[time = Rfc3339]` names the [form](crate::value::form) in which a time travels.
///
/// A record grows as the documentation does: other crates make one by `new` and setters, never by naming all fields.
#[macro_export]
macro_rules! record {
    ($(
        $(#[doc = $doc:expr])*
        pub struct $name:ident {$(
            $(#[doc = $field_doc:expr])*
            $(#[wire = $wire:literal])?
            $(#[is($($flag:ident),*)])?
            $(#[one_of = $group:literal])?
            $(#[time = $form:ident])?
            pub $field:ident: Option<$type:ty $(,)?>,
        )*}
    )*) => {$(
        $(#[doc = $doc])*
        #[repr(C)]
        #[non_exhaustive]
        #[must_use]
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
                pub fn $field<How>(
                    mut self,
                    $field: impl $crate::value::IntoField<$type, How $(, $crate::value::form::$form)?>,
                ) -> Self {
                    self.$field = $crate::value::IntoField::into_field($field);
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
                    [$(&[
                        $crate::__std::concat!(",\"", $crate::__std::stringify!($field), "\":")
                        $(, $wire, $crate::__std::concat!(",\"", $wire, "\":"))?
                    ]),*],
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
