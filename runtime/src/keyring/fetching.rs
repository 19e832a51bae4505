//! When the list of certificates is fetched: one fetch at a time, counted at its start, shared by all who wait.
//!
//! A fetch outlives whoever began it: callers who give up, such as handlers of
//! forged notifications whose connections are closed, cause no other one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use futures_util::future::Shared;

use super::KeyStore;
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;

/// Fetched certificates are looked at again after this time: WeChat Pay wants at most 12 hours.
const MAX_AGE_SECONDS: u64 = 12 * 3600;

/// The shortest time from one fetch to the next, so that a sender of unknown serials does not make the client a
/// nuisance.
const THROTTLE_SECONDS: u64 = 60;

/// After a failed fetch there is none for a second, after the next one for two, up to the above.
const FIRST_PAUSE_SECONDS: u64 = 1;

/// What has to be done before a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Nothing,
    /// No key is valid now: the call has to wait for one.
    First,
    /// The certificates are old: the call can go on meanwhile.
    Renewal,
    /// As [`Renewal`](Self::Renewal), but the latest fetch was lost with its runtime: the call has to wait, or this
    /// one would be lost with the next.
    LateRenewal,
}

/// How a fetch ended. The same failure is for everyone who waited.
pub(crate) type Outcome = Result<(), Arc<Error>>;

/// A fetch under way. `None`: the runtime that it ran on went away.
///
/// Without a runtime it is driven by whoever waits for it.
pub(crate) type Flight = Shared<BoxFuture<'static, Option<Outcome>>>;

/// The number of a fetch, from 1.
pub(crate) type Number = u64;

/// The fetches of one client and its clones.
#[derive(Default)]
pub(crate) struct Fetching(Mutex<Log>);

/// What happened so far. Times are the client's clock, but for the flight's.
#[derive(Default)]
struct Log {
    /// How many were begun.
    begun: Number,
    under_way: Option<UnderWay>,
    /// When the latest one that succeeded was begun, and when it ended.
    begun_at: Option<i64>,
    succeeded_at: Option<i64>,
    /// How many failed in a row, when the latest one did, and why.
    failures: u32,
    failed_at: Option<i64>,
    failure: Option<Arc<Error>>,
    /// How many were lost in a row, and when the latest one of them was begun.
    losses: u32,
    lost_at: Option<i64>,
}

struct UnderWay {
    flight: Flight,
    begun_at: i64,
    /// When it is surely over, by the client's timer.
    over: Duration,
}

impl Fetching {
    /// Says what to do before a call. `moment` is the timer's time.
    pub(crate) fn need(&self, keys: &KeyStore, now: i64, moment: Duration) -> Need {
        if !keys.fetches() {
            return Need::Nothing;
        }
        if keys.snapshot().preferred(now).is_none() {
            return Need::First;
        }
        let log = self.log();
        let is_new = within(log.succeeded_at, now, MAX_AGE_SECONDS);
        match is_new || log.flight(moment).is_some() || log.needless(now).is_some() {
            true => Need::Nothing,
            false if log.losses > 0 => Need::LateRenewal,
            false => Need::Renewal,
        }
    }

    /// The fetch under way, or a new one. `Err` is the outcome of the latest one, if that makes another needless.
    ///
    /// `moment` is the timer's time, and `limit` how long a fetch takes at most.
    pub(crate) fn join(
        &self,
        now: i64,
        moment: Duration,
        limit: Duration,
        begin: impl FnOnce(Number) -> Flight,
    ) -> Result<(Number, Flight), Outcome> {
        let mut log = self.log();
        if let Some(flight) = log.flight(moment) {
            return Ok((log.begun, flight.clone()));
        }
        if let Some(outcome) = log.needless(now) {
            return Err(outcome);
        }
        log.begun += 1;
        let flight = begin(log.begun);
        log.under_way = Some(UnderWay {
            flight: flight.clone(),
            begun_at: now,
            over: moment.saturating_add(limit.saturating_mul(2)),
        });
        Ok((log.begun, flight))
    }

    /// Ends a fetch, unless another one has taken its place.
    pub(crate) fn end(&self, number: Number, now: i64, outcome: &Outcome) {
        let mut log = self.log();
        if log.begun != number {
            return;
        }
        let ended = log.under_way.take();
        log.losses = 0;
        match outcome {
            Ok(()) => {
                log.begun_at = ended.map(|ended| ended.begun_at);
                log.succeeded_at = Some(now);
                log.failures = 0;
                log.failure = None;
            }
            Err(cause) => {
                log.failures = log.failures.saturating_add(1);
                log.failed_at = Some(now);
                log.failure = Some(cause.clone());
            }
        }
    }

    /// Ends a fetch that went away with its runtime: it says nothing of the certificates, so the next one may follow
    /// at once. Only if that is lost as well there is a pause.
    pub(crate) fn lose(&self, number: Number) {
        self.log().lose(number);
    }

    /// The same as seen from the fetch itself, which may go away while this is locked: whoever waits for it sees it too.
    pub(crate) fn lose_unless_locked(&self, number: Number) {
        match self.0.try_lock() {
            Ok(mut log) => log.lose(number),
            Err(TryLockError::Poisoned(log)) => log.into_inner().lose(number),
            Err(TryLockError::WouldBlock) => {}
        }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    fn lose(&mut self, number: Number) {
        if self.begun != number {
            return;
        }
        if let Some(lost) = self.under_way.take() {
            self.losses = self.losses.saturating_add(1);
            self.lost_at = Some(lost.begun_at);
        }
    }

    /// The fetch under way. One that is over and still there is not driven any more: its runtime is gone, or
    /// nobody enters it.
    fn flight(&self, moment: Duration) -> Option<&Flight> {
        let known = self.under_way.as_ref()?;
        (moment < known.over).then_some(&known.flight)
    }

    /// The outcome of the latest fetch, if it is too early for another.
    fn needless(&self, now: i64) -> Option<Outcome> {
        if self.losses > 1 && within(self.lost_at, now, pause(self.losses - 1)) {
            return Some(Err(Arc::new(lost())));
        }
        match &self.failure {
            Some(cause) => within(self.failed_at, now, pause(self.failures)).then(|| Err(cause.clone())),
            None => within(self.begun_at, now, THROTTLE_SECONDS).then_some(Ok(())),
        }
    }
}

/// The pause after so many failures.
fn pause(failures: u32) -> u64 {
    let doubled = failures.saturating_sub(1).min(16);
    (FIRST_PAUSE_SECONDS << doubled).min(THROTTLE_SECONDS)
}

/// Why there is no outcome.
pub(crate) fn lost() -> Error {
    let text = "the runtime that the platform certificates were fetched on went away";
    Error::new(ErrorKind::PlatformCertificates, text)
}

/// Whether it is no longer ago. A clock that was set back ends any wait.
fn within(time: Option<i64>, now: i64, seconds: u64) -> bool {
    time.is_some_and(|time| now.abs_diff(time) < seconds)
}
