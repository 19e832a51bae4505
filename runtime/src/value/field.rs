//! What a setter takes.
//!
//! A field is given its value, anything that becomes it by `Into`, an `Option` of either, and, if it is a time whose form is
//! documented, a `SystemTime`. No `impl` can say that of all types at once: an `Option` might be one of those that become
//! the value. So each way is an `impl` of its own, told apart by a type that nobody writes: the compiler finds the only one
//! that fits.

use std::time::SystemTime;

use super::Time;
use super::time::form::{AsGiven, Form};

/// What can be set on a field of type `T`: a `T`, what converts into it, or an `Option` of either.
///
/// `How` is found by the compiler. `F` is the [form](super::form) in which a time travels.
///
/// ```
/// use std::time::SystemTime;
/// use wechatpay_openapi_runtime::record;
///
/// record! {
///     pub struct Order {
///         pub attach: Option<String>,
///         #[time = Rfc3339]
///         pub time_expire: Option<wechatpay_openapi_runtime::Time>,
///     }
/// }
///
/// let attach: Option<&str> = None;
/// let order = Order::new().attach(attach).time_expire(SystemTime::UNIX_EPOCH);
/// assert_eq!(order.attach, None);
/// assert_eq!(order.time_expire.unwrap(), "1970-01-01T08:00:00+08:00");
/// ```
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` cannot be set to `{Self}`",
    label = "is no `{T}`, nor becomes one by `Into`, nor is it an `Option` of such a value",
    note = "a `SystemTime` can be set where the documentation shows the form of the time; elsewhere, choose it: `Time::rfc3339(…)`, `Time::compact(…)`"
)]
pub trait IntoField<T, How, F = AsGiven> {
    /// The field's content.
    fn into_field(self) -> Option<T>;
}

/// The ways of [`IntoField`].
pub mod how {
    /// The value, or what becomes it.
    #[derive(Debug)]
    pub enum Value {}

    /// Perhaps the value.
    #[derive(Debug)]
    pub enum Maybe {}

    /// A moment, written in the field's own form.
    #[derive(Debug)]
    pub enum Moment {}

    /// Perhaps a moment.
    #[derive(Debug)]
    pub enum MaybeMoment {}
}

impl<T, F, U: Into<T>> IntoField<T, how::Value, F> for U {
    #[inline]
    fn into_field(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, F, U: Into<T>> IntoField<T, how::Maybe, F> for Option<U> {
    #[inline]
    fn into_field(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<F: Form> IntoField<Time, how::Moment, F> for SystemTime {
    fn into_field(self) -> Option<Time> {
        Some(F::write(self))
    }
}

impl<F: Form> IntoField<Time, how::MaybeMoment, F> for Option<SystemTime> {
    fn into_field(self) -> Option<Time> {
        self.map(F::write)
    }
}
