//! What to do about an error: what the operation's page says of the code, else the general rules.

use std::sync::Arc;

use super::refusal::is_refusal;
use super::{Error, ErrorKind};
use crate::operation::{Advice, Effect, ErrorCode, Version};

impl Error {
    /// What to do about it.
    ///
    /// Of an error of the API it is what the documentation says of the code that came
    /// ([`Operation::errors`](crate::Operation::errors)), and by the general rules for a code that it does not know:
    /// `PARAM_ERROR` is to be corrected, a code that nobody documents is a query where something may have been done, after `RATELIMIT_EXCEEDED` the same follows later, an order that is paid
    /// already (`ORDERPAID`) is queried, and so is whatever else leaves open what was done: no answer, an answer that
    /// cannot be verified, v2's `SYSTEMERROR` or `USERPAYING`. Nothing is advised that could act twice: what a second
    /// request would do again ([`Effect::Each`]) is queried where an
    /// operation with a number of the merchant's own is repeated.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Advice, Error};
    ///
    /// enum Next { Alert, AskForTheOrder, Again { in_seconds: u64 } }
    ///
    /// /// A shop's order could not be placed, or a refund not be made.
    /// fn next(error: &Error) -> Next {
    ///     match error.advice() {
    ///         // Paid already, or nobody knows: ask by `out_trade_no` before anything else.
    ///         Advice::Query => Next::AskForTheOrder,
    ///         // The very same request with the same number, never with a new one.
    ///         Advice::RetryLater => Next::Again { in_seconds: error.retry_after().map_or(60, |time| time.as_secs()) },
    ///         Advice::RetryNow => Next::Again { in_seconds: 0 },
    ///         // `Fix`: a person has to look: the balance, a permission, a wrong field. The number stays the same.
    ///         _ => Next::Alert,
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn advice(&self) -> Advice {
        let advice = self.by_kind();
        let advice = match advice.repeats() && self.is_permanent() {
            true => Advice::Fix,
            false => advice,
        };
        let (reads, adds) = match self.effect() {
            Some(Effect::None) => (true, false),
            Some(Effect::Once) => (false, false),
            Some(Effect::Keyed | Effect::Each) | None => (false, true),
        };
        advice.agreed(reads, adds, self.is_open(advice))
    }

    fn by_kind(&self) -> Advice {
        match self.0.kind {
            ErrorKind::Api => self.by_code(),
            // With a code it is a state, such as USERPAYING.
            ErrorKind::Accepted if self.code().is_none() => Advice::RetryLater,
            ErrorKind::NotSent | ErrorKind::Digest => Advice::RetryLater,
            ErrorKind::PlatformCertificates => self.of_certificates(),
            ErrorKind::Probe if self.reads() => Advice::RetryNow,
            ErrorKind::Accepted | ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::Probe => {
                Advice::Query
            }
            // The same again would be as little understood: unless something was done, it is ours to look.
            ErrorKind::Unsigned
            | ErrorKind::Expired
            | ErrorKind::UnknownSerial
            | ErrorKind::Signature
            | ErrorKind::Decrypt
            | ErrorKind::Decode
            | ErrorKind::Config
            | ErrorKind::Unsupported
            | ErrorKind::Request
            | ErrorKind::NoPlatformCertificates
            | ErrorKind::MissingFields
            | ErrorKind::Io
            | ErrorKind::Crypto => Advice::Fix,
        }
    }

    fn by_code(&self) -> Advice {
        let status = self.status().map(|status| status.as_u16());
        // A failure of v2 comes as 200: its code says.
        let status = status.filter(|_| self.0.said.is_none());
        let code = self.code().unwrap_or_default();
        let known = self.documented(status, code).map(|known| known.advice);
        // A success that is none.
        let status = status.filter(|status| known.is_none() || *status >= 300);
        match status {
            Some(200..=299) => Advice::Query,
            _ => match Advice::about(known, status, code) {
                // Nobody documents it: that nothing was done is a guess, and a new number would do it twice.
                Advice::Fix if known.is_none() && !is_refusal(code) && !self.reads() => Advice::Query,
                advice => advice,
            },
        }
    }

    /// The row of this code: with the status that came if one code has several.
    fn documented(&self, status: Option<u16>, code: &str) -> Option<&'static ErrorCode> {
        let rows = self.0.call.as_ref()?.operation.errors;
        let mut named = rows.iter().filter(|row| row.code == code);
        let first = named.clone().next();
        named.find(|row| row.status == status).or(first)
    }

    /// Those that could not be fetched: as their own failure says.
    fn of_certificates(&self) -> Advice {
        let source = self
            .0
            .source
            .as_deref()
            .and_then(|source| source.downcast_ref::<Arc<Self>>());
        source.map_or(Advice::RetryLater, |source| source.advice())
    }

    fn reads(&self) -> bool {
        self.effect() == Some(Effect::None)
    }

    fn effect(&self) -> Option<Effect> {
        let documented = self.0.call.as_ref().map(|call| call.operation.effect);
        self.0.delivery.effect.or(documented)
    }

    /// Whether the request may have been taken, as far as this advice goes: for a second sending a refusal must be
    /// WeChat Pay's own word, which v2 has none for.
    fn is_open(&self, advice: Advice) -> bool {
        if self.may_have_taken_effect() {
            return true;
        }
        let is_v2 = self
            .0
            .call
            .as_ref()
            .is_some_and(|call| call.operation.version == Version::V2);
        let limited = self.status().is_some_and(|status| status.as_u16() == 429);
        advice.repeats() && self.is_api() && (is_v2 || limited && !self.is_refused())
    }
}
