//! The documented error codes of an operation.

use super::Advice;

/// A documented error code (错误码), a row of [`Operation::errors`](super::Operation::errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCode {
    /// The HTTP status that it comes with; v2 has none.
    pub status: Option<u16>,
    /// As on the wire: `code` of v3, `err_code` of v2.
    pub code: &'static str,
    /// What to do about it, as the page says or, where it does not, by the general rules. It agrees with the
    /// operation's [`Effect`](super::Effect): nothing is to be sent again that could act twice.
    pub advice: Advice,
}

impl ErrorCode {
    /// A code without a status, as those of v2 are.
    #[must_use]
    pub const fn new(code: &'static str, advice: Advice) -> Self {
        let status = None;
        Self { status, code, advice }
    }

    /// How many there are, for [`error_codes`](crate::error_codes).
    #[doc(hidden)]
    #[must_use]
    pub const fn count(codes: &[&str]) -> usize {
        codes.len()
    }

    /// Sets the HTTP status that it comes with.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }
}

/// Defines `ERRORS`, the documented error codes of an operation: one table for all operations that have the same.
///
/// ```
/// use wechatpay_openapi_runtime::{Advice, Method, Operation, error_codes};
///
/// error_codes! {
///     "NOT_ENOUGH" 403 Fix,
///     "FREQUENCY_LIMITED" 429 RetryLater,
/// }
/// const OPERATION: Operation = Operation::v3(Method::POST, "/v3/refund/domestic/refunds").errors(&ERRORS);
///
/// assert_eq!(OPERATION.errors[0].code, "NOT_ENOUGH");
/// assert_eq!(OPERATION.errors[0].advice, Advice::Fix);
/// ```
#[macro_export]
macro_rules! error_codes {
    ($($code:literal $($status:literal)? $advice:ident),* $(,)?) => {
        // A static, so that it is there once, and only if an operation that has it is called.
        pub(crate) static ERRORS: [$crate::ErrorCode; $crate::ErrorCode::count(&[$($code),*])] = [
            $($crate::ErrorCode::new($code, $crate::Advice::$advice)$(.status($status))?),*
        ];
    };
}
