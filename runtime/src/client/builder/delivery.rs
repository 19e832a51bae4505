//! How calls are delivered: how often, to which hosts, with which pauses.

use std::sync::Arc;

use super::settings::ClientBuilder;
use crate::client::address::base_url;
use crate::client::hosts::{Backup, Domain, Hosts};
use crate::client::problems::Problems;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::timer::Timer;

impl<C> ClientBuilder<C> {
    /// When a call is sent again; [`RetryPolicy::standard`] without this. A call can have its own: [`Call::retry`](crate::Call::retry).
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How much this client and its clones may repeat in all; [`RetryBudget::standard`] without this.
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// The mainland's host by its other name.
    #[must_use]
    pub fn domain(mut self, domain: Domain) -> Self {
        self.domain = domain;
        self
    }

    /// The scheme and host that take the first one's place while it cannot be
    /// reached, instead of the documented `api2.…`.
    ///
    /// With [`base_url`](Self::base_url), which has no backup otherwise, the two
    /// are a pair for every operation. A call turns to the other host if
    /// nothing was sent, or if it only reads. The client remembers a host that
    /// failed, avoids it for a minute, for longer if it fails again, and then
    /// comes back; clones of the client share that memory.
    #[must_use]
    pub fn backup_url(mut self, url: impl Into<String>) -> Self {
        self.backup_url = Some(url.into());
        self.without_backup = false;
        self
    }

    /// Never turns to another host, such as where a firewall allows one only.
    #[must_use]
    pub fn without_backup(mut self) -> Self {
        self.without_backup = true;
        self
    }

    /// Waits by this between attempts, and measures the time of calls by it, instead of by tokio (or, where there is
    /// no tokio runtime, a thread).
    #[must_use]
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    pub(super) fn hosts(&self, problems: &mut Problems) -> Hosts {
        let mut checked = |what: &str, url: &str| {
            let read = base_url(url);
            read.map_err(|why| problems.add(format!("{what}: {why}"))).ok()
        };
        let base_url = self.base_url.as_deref();
        let base_url = base_url.and_then(|url| checked("base_url", url));
        let backup = match &self.backup_url {
            _ if self.without_backup => Backup::None,
            Some(url) => checked("backup_url", url).map_or(Backup::None, Backup::Url),
            None => Backup::Documented,
        };
        Hosts {
            base_url,
            backup,
            region: self.region,
            domain: self.domain,
            ..Hosts::default()
        }
    }
}
