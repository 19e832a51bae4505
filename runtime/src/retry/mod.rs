//! When a failed attempt is followed by another, and how long after.

mod budget;

use std::fmt;
use std::time::Duration;

pub(crate) use budget::Bucket;
pub use budget::RetryBudget;

use crate::error::{Error, ErrorKind};
use crate::operation::{Effect, SYSTEM_ERROR, Version};

/// When a call is sent again after a failure.
///
/// Whether a request may be repeated once it may have taken effect is a fact of
/// the operation, its [`Effect`]: it *reads*, a number of the merchant's own
/// makes a second request *one* with the first (`out_trade_no`,
/// `out_refund_no`, an `Idempotency-Key`), or it acts *each* time (a reply to a
/// complaint, a message to a user). [`Call::repeatable`](crate::Call::repeatable) is for who knows better.
///
/// Every attempt sends the very same bytes with a new timestamp, nonce and
/// signature, and all of them together stay within the call's timeout and the
/// client's [`RetryBudget`]. What [`standard`](Self::standard) repeats:
///
/// | failure | reads | one | each |
/// |---|---|---|---|
/// | nothing was sent (no connection) | yes | yes | yes |
/// | 429, 502, 503, signed: WeChat Pay did not take it | yes | yes | yes |
/// | 429, 502, 503, unsigned: some gateway says so | yes | yes | no |
/// | 500 `SYSTEM_ERROR`; 202 without a result | yes | yes | no |
/// | any other 500 to 599 | yes | no | no |
/// | no answer in time, broken connection | yes | [no](Self::resend_interrupted) | no |
/// | an answer that cannot be verified or decoded, any other error | no | no | no |
///
/// `Retry-After` is honoured. If it, or an operation's own pause (a refund is
/// not repeated within a minute after one that failed), is longer than the time
/// left, the error comes at once and [`Error::retry_after`] says when to repeat.
///
/// v2 answers its failures with `err_code`, and what is to be done differs:
/// after `SYSTEMERROR` a refund is sent again, but a payment by code is
/// queried. So nothing that was answered is repeated there, unless it reads:
/// [`Error::may_have_taken_effect`] tells when to query.
///
/// ```
/// use std::time::Duration;
/// use wechatpay_openapi_runtime::{Client, RetryPolicy};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let builder = platform.configure(Client::builder(platform.mchid()));
///
/// // A till: an answer soon, or none.
/// let impatient = RetryPolicy::standard()
///     .max_attempts(2)
///     .attempt_timeout(Duration::from_secs(3))
///     .backoff(Duration::from_millis(100), Duration::from_secs(1));
/// // A job at night, whose numbers (`out_trade_no`, …) make two requests one.
/// let patient = RetryPolicy::standard()
///     .max_attempts(10)
///     .time_limit(Duration::from_secs(600))
///     .resend_interrupted(true);
/// let client = builder.retry(impatient).build()?;
/// # let _ = (client, patient, RetryPolicy::none());
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    time_limit: Duration,
    attempt_timeout: Duration,
    backoff: (Duration, Duration),
    resend_interrupted: bool,
}

impl RetryPolicy {
    /// What is safe: up to three attempts.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            max_attempts: 3,
            time_limit: Duration::MAX,
            attempt_timeout: Duration::from_secs(10),
            backoff: (Duration::from_millis(300), Duration::from_secs(5)),
            resend_interrupted: false,
        }
    }

    /// One attempt.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Method, RetryPolicy};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let client: Client = TestPlatform::new()?.client()?;
    ///
    /// // A queue of your own sends it again.
    /// let call = client.call(Method::GET, "v3/certificates").retry(RetryPolicy::none());
    /// # let _ = call;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub const fn none() -> Self {
        Self::standard().max_attempts(1)
    }

    /// How often a call is sent at most, the first time included. 3 by default; 0 counts as 1.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// After this long, no other attempt begins. Unlimited by default, but the
    /// call's timeout always holds.
    #[must_use]
    pub const fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// How long an attempt may take that can be repeated when its time is over. 10 seconds by default.
    ///
    /// That is what reads, files apart, and with [`resend_interrupted`](Self::resend_interrupted)
    /// what a number makes one. Other attempts, and
    /// the last one, have all the time left.
    #[must_use]
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// The pause after the first failure, doubled after each further one up to `cap`.
    /// 300 ms and 5 s by default. Half of each pause is random.
    #[must_use]
    pub const fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.backoff = (base, cap);
        self
    }

    /// Also repeats what had no answer in time, or whose connection broke, if a number makes the second request one
    /// with the first ([`Effect::Once`]).
    ///
    /// Off by default: what became of a payment is better queried than found
    /// out by a second request. What acts each time is not repeated with this either.
    #[must_use]
    pub const fn resend_interrupted(mut self, resend: bool) -> Self {
        self.resend_interrupted = resend;
        self
    }

    /// Whether a request with this effect may be sent again after this failure of an attempt.
    pub(crate) fn repeats(&self, version: Version, effect: Effect, error: &Error) -> bool {
        let reads = effect == Effect::None;
        let one = reads || version == Version::V3 && effect.is_repeatable();
        match error.kind() {
            _ if error.is_permanent() => false,
            ErrorKind::NotSent => true,
            ErrorKind::Timeout | ErrorKind::Interrupted => self.resends(effect),
            // With a code it is a state to be queried, such as USERPAYING.
            ErrorKind::Accepted => one && error.code().is_none(),
            ErrorKind::Api => match error.status().map_or(0, |status| status.as_u16()) {
                429 | 502 | 503 => one || version == Version::V3 && error.is_refused(),
                500 if error.code() == Some(SYSTEM_ERROR) => one,
                500..=599 => reads,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a request with this effect that may have arrived is sent again.
    pub(crate) fn resends(&self, effect: Effect) -> bool {
        effect == Effect::None || self.resend_interrupted && effect.is_repeatable()
    }

    /// Whether this attempt, counted from 1, is the last one.
    pub(crate) fn is_last(&self, attempt: u32) -> bool {
        attempt >= self.max_attempts
    }

    /// How much of `elapsed` is left for another attempt to begin.
    pub(crate) fn left(&self, elapsed: Duration) -> Duration {
        self.time_limit.saturating_sub(elapsed)
    }

    pub(crate) fn limit_of_attempt(&self) -> Duration {
        self.attempt_timeout
    }

    /// The pause after this attempt, counted from 1; `roll` is random.
    pub(crate) fn pause(&self, attempt: u32, roll: u8) -> Duration {
        let (base, cap) = self.backoff;
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        let whole = base.saturating_mul(doubled).min(cap);
        // Divided first: a pause may be as long as a `Duration` can be.
        whole / 2 + whole / 2 / u32::from(u8::MAX) * u32::from(roll)
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // No limit is none, and not 584 thousand million years.
        let limit = |time: Duration| (time != Duration::MAX).then_some(time);
        f.debug_struct("RetryPolicy")
            .field("max_attempts", &self.max_attempts)
            .field("time_limit", &limit(self.time_limit))
            .field("attempt_timeout", &limit(self.attempt_timeout))
            .field("pauses_from", &limit(self.backoff.0))
            .field("pauses_to", &limit(self.backoff.1))
            .field("resend_interrupted", &self.resend_interrupted)
            .finish()
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}
