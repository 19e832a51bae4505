//! Everything that a running gateway knows.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use anyhow::{Result, anyhow, ensure};
use tokio::sync::Notify;

use crate::answer::{Fresh, Origin};
use crate::check::{Check, Checks, Mode, Nonces};
use crate::clock::Clock;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::keys::Keys;
use crate::ledger::Ledger;
use crate::notify::{Outbox, Pace, Shelf, address};
use crate::settings::Settings;

/// Everything that a running gateway knows. Shared by all requests.
#[derive(Debug)]
pub struct World {
    /// Of both sides.
    pub keys: Keys,
    /// What everything goes by.
    pub clock: Clock,
    /// Orders and all that follows from them.
    pub ledger: Mutex<Ledger>,
    /// The last exchanges.
    pub journal: Journal,
    /// What is to go wrong.
    pub faults: Arc<Mutex<Faults>>,
    /// Notifications on their way.
    pub outbox: Outbox,
    /// How strict each check is.
    pub checks: RwLock<Checks>,
    /// Those of requests that were served.
    pub nonces: Nonces,
    /// Where the ids of answers come from that no flow makes.
    pub fresh: Fresh,
    /// Where clients reach the gateway: `http://127.0.0.1:4010`.
    pub base_url: String,
    /// Where keys and snapshots are kept, if they are.
    pub folder: Option<PathBuf>,
    /// The largest body that is read, in bytes.
    pub body_limit: usize,
    /// How many orders and the like the ledger keeps.
    pub keep: usize,
    /// Whether flows answer; otherwise everything comes from its documented example.
    pub is_stateful: bool,
    /// That the ledger may have something due earlier than before.
    pub changed: Notify,
}

impl World {
    /// A new one, with these keys, to be reached at this URL.
    ///
    /// # Errors
    /// What was chosen cannot be; no HTTP client for notifications can be made.
    pub fn new(settings: Settings, keys: Keys, base_url: String) -> Result<Self> {
        ensure!(settings.keep > 0, "`keep` is 0: nothing could be remembered");
        if !settings.notify_url.is_empty() {
            address(&settings.notify_url).map_err(|why| anyhow!("notify_url: {why}"))?;
        }
        let faults = Arc::new(Mutex::new(Faults::new(settings.seed)));
        let pace = Pace {
            notify_url: settings.notify_url,
            ..Pace::default()
        };
        let mut checks = settings.checks;
        if settings.is_tls {
            // There is something to look at.
            checks.all.entry(Check::ClientCertificate).or_insert(Mode::Strict);
        }
        let mut ledger = Ledger::new(settings.seed);
        ledger.origin.clone_from(&base_url);
        let outbox = Outbox::new(&keys, &settings.clock, &faults, pace)?;
        outbox.restore(Shelf::new(settings.seed));
        Ok(Self {
            outbox,
            keys,
            clock: settings.clock,
            ledger: Mutex::new(ledger),
            journal: Journal::default(),
            faults,
            checks: RwLock::new(checks),
            nonces: Nonces::default(),
            fresh: Fresh::new(settings.seed),
            base_url,
            folder: settings.keys.folder,
            keep: settings.keep,
            body_limit: settings.body_limit,
            is_stateful: settings.is_stateful,
            changed: Notify::new(),
        })
    }

    /// The ledger, to look at or to change. Whoever changes it calls [`stir`](Self::stir) afterwards.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // Whoever panicked while it was locked left it as it was after some step.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The faults, to look at or to change.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that something in the ledger may be due earlier than before, or be too much.
    pub fn stir(&self) {
        self.ledger().forget(self.keep);
        self.changed.notify_one();
    }

    /// How strict each check is at this moment.
    #[must_use]
    pub fn checks(&self) -> Checks {
        self.checks.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes it.
    pub fn set_checks(&self, checks: Checks) {
        *self.checks.write().unwrap_or_else(PoisonError::into_inner) = checks;
    }

    /// Where files are fetched.
    #[must_use]
    pub fn origin(&self) -> Origin<'_> {
        Origin {
            base_url: &self.base_url,
            keys: &self.keys,
        }
    }
}
