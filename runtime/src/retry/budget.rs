//! How much a client may repeat in all: an outage must not be tripled by those who suffer from it.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many attempts beyond the first ones a client may make in all, so that an outage is not made worse by its own retries.
///
/// A bucket of tokens that a client and its clones share. Each further attempt
/// takes one; a call that succeeds brings back [a part of one](Self::percent),
/// and so does [time](Self::refill). While it is empty, failures come at once:
/// a thousand calls into a dead platform are 1,020 attempts, not 3,000. When
/// every tenth attempt fails, everything is still repeated.
///
/// It counts what [`RetryPolicy`](super::RetryPolicy) allows, turning to the
/// backup host included; health remembered of hosts works without it.
///
/// ```
/// use std::time::Duration;
/// use wechatpay_openapi_runtime::{Client, RetryBudget};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let builder = platform.configure(Client::builder(platform.mchid()));
///
/// // A busy server: a hundred in reserve, one for each ten calls that succeed.
/// let budget = RetryBudget::standard().reserve(100).percent(10).refill(Duration::from_secs(1));
/// let client = builder.retry_budget(budget).build()?;
/// # let _ = client;
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryBudget {
    reserve: u32,
    percent: u32,
    refill: Duration,
}

impl RetryBudget {
    /// 20 in reserve, 20 for a hundred calls that succeed, and one every 10 seconds.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            reserve: 20,
            percent: 20,
            refill: Duration::from_secs(10),
        }
    }

    /// No limit but each call's own.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::RetryBudget;
    ///
    /// assert_eq!(RetryBudget::unlimited(), RetryBudget::standard().reserve(u32::MAX));
    /// ```
    #[must_use]
    pub const fn unlimited() -> Self {
        Self::standard().reserve(u32::MAX)
    }

    /// How many further attempts there are to begin with, and at most. 20 by default; [`u32::MAX`] is no limit.
    #[must_use]
    pub const fn reserve(mut self, attempts: u32) -> Self {
        self.reserve = attempts;
        self
    }

    /// How many further attempts a hundred successful calls bring back. 20 by default.
    #[must_use]
    pub const fn percent(mut self, attempts: u32) -> Self {
        self.percent = attempts;
        self
    }

    /// How long it takes to bring back one by time alone, for a client with few calls. 10 seconds by default;
    /// [`Duration::ZERO`] and [`Duration::MAX`] are never.
    #[must_use]
    pub const fn refill(mut self, time: Duration) -> Self {
        self.refill = time;
        self
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::standard()
    }
}

/// A token in the unit that is counted in: what one successful call brings is a whole number of them.
const TOKEN: u64 = 100;

/// What is left of a client's budget. By the client's timer, so that a test decides on it.
pub(crate) struct Bucket {
    budget: RetryBudget,
    left: Mutex<Left>,
}

struct Left {
    parts: u64,
    /// Up to when time was counted.
    since: Duration,
}

impl Bucket {
    pub(crate) fn new(budget: RetryBudget, now: Duration) -> Self {
        let parts = u64::from(budget.reserve) * TOKEN;
        Self {
            budget,
            left: Mutex::new(Left { parts, since: now }),
        }
    }

    /// Takes a token for one more attempt, if there is one.
    pub(crate) fn take(&self, now: Duration) -> bool {
        if self.budget.reserve == u32::MAX {
            return true;
        }
        let mut left = self.left();
        self.count_time(&mut left, now);
        let taken = left.parts.checked_sub(TOKEN);
        left.parts = taken.unwrap_or(left.parts);
        taken.is_some()
    }

    /// A call succeeded.
    pub(crate) fn succeeded(&self) {
        let mut left = self.left();
        left.parts = self.capped(left.parts.saturating_add(self.budget.percent.into()));
    }

    fn count_time(&self, left: &mut Left, now: Duration) {
        let each = self.budget.refill.as_nanos();
        let elapsed = now.saturating_sub(left.since).as_nanos();
        let Some(whole) = elapsed.checked_div(each).filter(|whole| *whole > 0) else {
            return;
        };
        let tokens = u64::try_from(whole).unwrap_or(u64::MAX);
        left.parts = self.capped(left.parts.saturating_add(tokens.saturating_mul(TOKEN)));
        // What is left of the time counts the next time.
        let rest = u64::try_from(elapsed % each).unwrap_or(0);
        left.since = now.saturating_sub(Duration::from_nanos(rest));
    }

    fn capped(&self, parts: u64) -> u64 {
        parts.min(u64::from(self.budget.reserve) * TOKEN)
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.budget.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Of `asked` further attempts at this time, how many are there?
    fn given(bucket: &Bucket, now: u64, asked: usize) -> usize {
        (0..asked).filter(|_| bucket.take(at(now))).count()
    }

    #[test]
    fn a_reserve_then_what_success_and_time_bring() {
        let bucket = Bucket::new(RetryBudget::standard(), at(1_000));
        assert_eq!(given(&bucket, 1_000, 100), 20);
        (0..9).for_each(|_| bucket.succeeded());
        assert_eq!(given(&bucket, 1_000, 100), 1);
        bucket.succeeded();
        assert_eq!(given(&bucket, 1_000, 100), 1);
        // Time, of which nothing is lost between two questions.
        for (now, expected) in [
            (1_009, 0),
            (1_010, 1),
            (1_019, 0),
            (1_025, 1),
            (1_030, 1),
            (1_000, 0),
        ] {
            assert_eq!(given(&bucket, now, 100), expected, "{now}");
        }
        // Never more than the reserve.
        (0..1_000).for_each(|_| bucket.succeeded());
        assert_eq!(given(&bucket, 1_030, 100), 20);
        assert_eq!(given(&bucket, 1_000_000, 100), 20);
    }

    #[test]
    fn none_all_and_extremes() {
        for (budget, asked, expected) in [
            (RetryBudget::unlimited(), 10_000, 10_000),
            (RetryBudget::standard().reserve(0), 10, 0),
            (RetryBudget::standard().reserve(3).refill(Duration::ZERO), 10, 3),
            (RetryBudget::standard().reserve(3).refill(Duration::MAX), 10, 3),
            (
                RetryBudget::standard().reserve(3).refill(Duration::from_nanos(1)),
                10,
                3,
            ),
            (
                RetryBudget::standard().reserve(u32::MAX - 1).percent(u32::MAX),
                10,
                10,
            ),
        ] {
            let bucket = Bucket::new(budget, Duration::ZERO);
            bucket.succeeded();
            assert_eq!(given(&bucket, 0, asked), expected, "{budget:?}");
            assert!(
                bucket.take(Duration::MAX) == (budget.refill != Duration::ZERO && budget.reserve > 0)
                    || expected == asked
            );
        }
    }
}
