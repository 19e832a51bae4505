//! The keyring of a client: the keys at this moment, and when they were fetched.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::{CertificateList, Keyring, PlatformKey};
use crate::error::{Error, ErrorKind};

/// Fetched certificates are looked at again after this time: WeChat Pay wants at most 12 hours.
const MAX_AGE_SECONDS: u64 = 12 * 3600;

/// The shortest time from one fetch to the next, so that neither a failing
/// server nor a sender of unknown serials makes the client a nuisance.
const THROTTLE_SECONDS: u64 = 60;

/// What has to be done before a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Nothing,
    /// No key is valid now: the call has to wait for one.
    First,
    /// The certificates are old: the call can go on meanwhile.
    Renewal,
}

/// Keeps the keyring. It is swapped as a whole; readers hold what they took.
pub(crate) struct KeyStore {
    /// What the builder was given: no fetch takes it away.
    given: Keyring,
    current: RwLock<Arc<Keyring>>,
    /// The list of platform certificates that is fetched, if one is.
    list: Option<CertificateList>,
    /// Held by the one that fetches.
    turn: tokio::sync::Mutex<()>,
    log: Mutex<Log>,
}

/// What happened so far. Times are the client's clock.
#[derive(Default)]
struct Log {
    /// How many fetches came to an end, good or bad.
    ended: u64,
    ended_at: Option<i64>,
    succeeded_at: Option<i64>,
    /// When one was begun that no call waits for.
    renewal_at: Option<i64>,
    /// Why the latest one failed, if it did.
    failure: Option<Arc<Error>>,
}

/// The right to fetch, for one at a time.
pub(crate) type Turn<'a> = tokio::sync::MutexGuard<'a, ()>;

impl KeyStore {
    pub(crate) fn new(given: Keyring, list: Option<CertificateList>) -> Self {
        Self {
            current: RwLock::new(Arc::new(given.clone())),
            given,
            list,
            turn: tokio::sync::Mutex::default(),
            log: Mutex::default(),
        }
    }

    pub(crate) fn fetches(&self) -> bool {
        self.list.is_some()
    }

    pub(crate) fn list(&self) -> CertificateList {
        self.list.unwrap_or_default()
    }

    /// The keys now. Never waits for a fetch.
    pub(crate) fn snapshot(&self) -> Arc<Keyring> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Says what to do first; a [`Need::Renewal`] is said to one caller only.
    pub(crate) fn need(&self, now: i64) -> Need {
        if self.list.is_none() {
            return Need::Nothing;
        }
        if self.snapshot().preferred(now).is_none() {
            return Need::First;
        }
        let mut log = self.log();
        let recent = |time: Option<i64>, span: u64| time.is_some_and(|time| now.abs_diff(time) < span);
        if recent(log.succeeded_at, MAX_AGE_SECONDS)
            || recent(log.ended_at, THROTTLE_SECONDS)
            || recent(log.renewal_at, THROTTLE_SECONDS)
        {
            return Need::Nothing;
        }
        log.renewal_at = Some(now);
        Need::Renewal
    }

    /// How many fetches have ended: for [`begin`](Self::begin).
    pub(crate) fn ended(&self) -> u64 {
        self.log().ended
    }

    /// Waits for the turn to fetch. `Err` is the outcome of a fetch that makes
    /// this one needless: one that ended since `seen`, or less than a minute ago.
    ///
    /// Whoever gives up while fetching passes the turn on.
    pub(crate) async fn begin(&self, seen: u64, now: i64) -> Result<Turn<'_>, Result<(), Error>> {
        let turn = self.turn.lock().await;
        let log = self.log();
        let throttled = log
            .ended_at
            .is_some_and(|ended| now.abs_diff(ended) < THROTTLE_SECONDS);
        if log.ended == seen && !throttled {
            return Ok(turn);
        }
        Err(log.failure.as_ref().map_or(Ok(()), |cause| Err(failed(cause))))
    }

    /// Ends a fetch: the list takes the place of what was fetched before.
    pub(crate) fn succeed(&self, now: i64, fetched: Vec<Arc<PlatformKey>>) {
        let mut keyring = self.given.clone();
        for key in fetched {
            keyring.insert(key);
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keyring);
        let mut log = self.log();
        log.end(now);
        log.succeeded_at = Some(now);
        log.failure = None;
    }

    /// Ends a fetch without success: the keys stay as they are.
    pub(crate) fn fail(&self, now: i64, cause: Error) -> Error {
        let cause = Arc::new(cause);
        let error = failed(&cause);
        let mut log = self.log();
        log.end(now);
        log.failure = Some(cause);
        error
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    fn end(&mut self, now: i64) {
        self.ended += 1;
        self.ended_at = Some(now);
    }
}

/// The same failure for everyone who waited, and for those who come within the minute.
fn failed(cause: &Arc<Error>) -> Error {
    let kind = match cause.kind() {
        ErrorKind::NoPlatformCertificates => ErrorKind::NoPlatformCertificates,
        _ => ErrorKind::PlatformCertificates,
    };
    Error::new(
        kind,
        format!("the platform certificates cannot be fetched: {cause}"),
    )
    .source(cause.clone())
}
