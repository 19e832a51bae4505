//! Whether a failed call may have changed something all the same. One rule for the error and for the retries.

use super::held::Called;
use super::{Error, ErrorKind};
use crate::operation::{is_open_refusal, is_undecided};

impl Error {
    /// Whether the request may have changed something at WeChat Pay all the same.
    ///
    /// `true`: query before you act, and repeat only with the same numbers
    /// (`out_trade_no`, `out_refund_no`, …). `false`: nothing was changed. If the
    /// call was sent several times, this is about all of them.
    ///
    /// Of a call that only reads it is always `false`. A GET of v2 does not read: it
    /// spends a code that is good for once.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Error};
    ///
    /// fn next(error: &Error) -> &'static str {
    ///     if error.may_have_taken_effect() { "query first" } else { "nothing happened" }
    /// }
    /// ```
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        if self.0.call.as_ref().is_some_and(Called::reads) {
            return false;
        }
        self.0.delivery.earlier_effect || self.has_perhaps_taken_effect()
    }

    /// Of the last attempt alone.
    pub(super) fn has_perhaps_taken_effect(&self) -> bool {
        match self.0.kind {
            ErrorKind::Api => {
                let undecided = self.0.said.is_some() && self.code().is_some_and(is_undecided);
                undecided
                    || self
                        .status()
                        .is_some_and(|status| self.is_unclear(status.as_u16()))
            }
            kind => kind.may_have_taken_effect(),
        }
    }

    /// Whether WeChat Pay itself says that it did not take the request, so that even one that acts each time may follow.
    pub(crate) fn is_refused(&self) -> bool {
        self.0.kind == ErrorKind::Api
            && self.0.verified_by.is_some()
            && matches!(self.status().map(|status| status.as_u16()), Some(429 | 502 | 503))
            && !self.has_perhaps_taken_effect()
    }

    /// Whether an error answer of this status leaves open what became of the request.
    fn is_unclear(&self, status: u16) -> bool {
        let is_open = || self.0.call.as_ref().is_some_and(Called::has_open_refusal);
        match status {
            // A failure of v2 comes as 200: its code says.
            200..=299 => self.0.said.is_none(),
            // What gateways say of a request that they passed on: no answer in time, or nobody waited for it.
            408 | 425 | 499 => true,
            429 => is_open(),
            // v3 documents that it did not process them, if it is WeChat Pay that says so.
            502 | 503 if self.0.verified_by.is_some() && self.0.said.is_none() => is_open(),
            400..=498 => self.code().is_some_and(is_open_refusal),
            _ => true,
        }
    }
}
