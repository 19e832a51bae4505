//! The last exchanges, in bounded memory.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::entry::Entry;
use super::filter::Filter;

const LIMIT: usize = 100;

/// The last exchanges. The oldest are forgotten when there are too many, or when they are too large.
#[derive(Debug)]
pub struct Journal {
    ring: Mutex<EntryRing>,
    most: usize,
    most_bytes: usize,
    /// The number of the last one.
    last: watch::Sender<u64>,
    /// Whether nobody may wait any more.
    is_closed: AtomicBool,
}

#[derive(Debug, Default)]
struct EntryRing {
    last: u64,
    bytes: usize,
    /// Each with what it weighs.
    entries: VecDeque<(usize, Arc<Entry>)>,
}

impl Default for Journal {
    /// 1,000 exchanges, of at most 32 MiB together.
    fn default() -> Self {
        Self::new(1_000, 32 << 20)
    }
}

impl Journal {
    /// Of at most so many exchanges and about so many bytes; the last one is always kept.
    #[must_use]
    pub fn new(most: usize, most_bytes: usize) -> Self {
        Self {
            ring: Mutex::default(),
            most: most.max(1),
            most_bytes,
            last: watch::Sender::new(0),
            is_closed: AtomicBool::new(false),
        }
    }

    /// Puts an exchange in, wakes whoever waits for one, and gives its number.
    pub fn push(&self, mut entry: Entry) -> u64 {
        let weight = entry.weight();
        let mut ring = self.lock();
        ring.last += 1;
        let number = ring.last;
        entry.number = number;
        ring.bytes += weight;
        ring.entries.push_back((weight, Arc::new(entry)));
        while ring.entries.len() > self.most || (ring.bytes > self.most_bytes && ring.entries.len() > 1) {
            let gone = ring.entries.pop_front().map_or(0, |(weight, _)| weight);
            ring.bytes = ring.bytes.saturating_sub(gone);
        }
        drop(ring);
        self.last.send_replace(number);
        number
    }

    /// The exchange of this number, if it is still known.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<Arc<Entry>> {
        let ring = self.lock();
        let mut entries = ring.entries.iter().map(|(_, entry)| entry);
        entries.find(|entry| entry.number == number).cloned()
    }

    /// The exchanges that are meant, the oldest first.
    #[must_use]
    pub fn find(&self, filter: &Filter) -> Vec<Arc<Entry>> {
        let limit = filter.limit.unwrap_or(LIMIT);
        let ring = self.lock();
        let entries = ring.entries.iter().map(|(_, entry)| entry);
        let meant = entries.filter(|entry| filter.holds(entry)).cloned();
        if filter.since > 0 {
            return meant.take(limit).collect();
        }
        let mut last: Vec<Arc<Entry>> = meant.rev().take(limit).collect();
        last.reverse();
        last
    }

    /// Waits until there are some that are meant, but no longer than so much real time.
    pub async fn wait(&self, filter: &Filter, most: Duration) -> Vec<Arc<Entry>> {
        let end = Instant::now() + most;
        let mut pushed = self.last.subscribe();
        loop {
            pushed.mark_unchanged();
            let found = self.find(filter);
            let is_over = !found.is_empty() || self.is_closed.load(Ordering::SeqCst);
            if is_over || timeout_at(end, pushed.changed()).await.is_err() {
                return found;
            }
        }
    }

    /// Ends the waiting of all, now and later: the gateway ends.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.last.send_modify(|_| {});
    }

    /// The number of the last exchange; 0 if there was none.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.lock().last
    }

    /// Forgets all; numbers go on.
    pub fn clear(&self) {
        let mut ring = self.lock();
        ring.entries.clear();
        ring.bytes = 0;
    }

    pub(super) fn pushed(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, EntryRing> {
        // Whoever panicked while it was locked left it whole: nothing is done in between.
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
