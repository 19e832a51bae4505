//! What is sent, by which key and how fast: the deliveries with a clock, keys and faults around them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, watch};
use wechatpay_openapi_runtime::testing::TestPlatform;

use super::delivery::{Attempt, Delivery};
use super::post::Post;
use super::ramp::Phase;
use super::shelf::{Ordered, Shelf};
use crate::clock::Clock;
use crate::fault::{Chosen, Faults, Target};
use crate::keys::Keys;
use crate::message::Notice;
use crate::text::Text;

/// Notifications on their way. Cheap to clone; all clones are the same.
///
/// Nothing is sent until somebody drives [`deliver`](Self::deliver).
#[derive(Debug, Clone)]
pub struct Outbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    shelf: Mutex<Shelf>,
    pace: Mutex<Pace>,
    faults: Arc<Mutex<Faults>>,
    keys: Keys,
    clock: Clock,
    post: Post,
    /// That something is due earlier than it was, or something ended.
    changed: Notify,
    /// That something became of a delivery, for whoever waits for that.
    moved: watch::Sender<()>,
}

/// How notifications are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pace {
    /// Where to, if the request that causes one does not say it.
    pub notify_url: String,
    /// The pauses of the real schedule are divided by this: 60 makes minutes of hours.
    pub factor: u32,
    /// Which key signs.
    pub phase: Phase,
}

impl Default for Pace {
    /// Nowhere, sixty times as fast as the real one, by the public key.
    fn default() -> Self {
        Self {
            notify_url: String::new(),
            factor: 60,
            phase: Phase::default(),
        }
    }
}

impl Outbox {
    /// An empty one.
    ///
    /// # Errors
    /// The HTTP client cannot be made: TLS cannot be set up.
    pub fn new(keys: &Keys, clock: &Clock, faults: &Arc<Mutex<Faults>>, pace: Pace) -> Result<Self> {
        Ok(Self(Arc::new(Inner {
            shelf: Mutex::default(),
            pace: Mutex::new(pace),
            faults: faults.clone(),
            keys: keys.clone(),
            clock: clock.clone(),
            post: Post::new().context("no HTTP client for notifications could be made")?,
            changed: Notify::new(),
            moved: watch::Sender::new(()),
        })))
    }

    /// Puts a notification in. Gives the numbers of its deliveries: one, and one for each duplicate that faults add.
    pub fn order(&self, mut ordered: Ordered) -> Vec<u64> {
        if ordered.notice.notify_url.is_empty() {
            ordered.notice.notify_url = self.pace().notify_url;
        }
        let target = Target::notification(&ordered.notice.event);
        let chosen = lock(&self.0.faults).next_order(&target, &self.0.keys.mchid());
        let numbers = lock(&self.0.shelf).add(ordered.with(&chosen), self.0.clock.now_millis());
        self.0.changed.notify_one();
        self.0.moved.send_replace(());
        numbers
    }

    /// Puts in what the ledger tells; the numbers of all deliveries.
    pub fn order_all(&self, notices: Vec<Notice>) -> Vec<u64> {
        let orders = notices.into_iter().map(Ordered::plain);
        orders.flat_map(|ordered| self.order(ordered)).collect()
    }

    /// Notes which exchange of the journal caused these.
    pub fn caused(&self, numbers: &[u64], by: u64) {
        lock(&self.0.shelf).caused(numbers, by);
    }

    /// What is known now, the oldest first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.0.shelf).iter().cloned().collect()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<Delivery> {
        lock(&self.0.shelf).get(number).cloned()
    }

    /// Sends it again now, whatever became of it; `false` if there is none of this number, or nowhere to send it.
    #[must_use]
    pub fn resend(&self, number: u64) -> bool {
        let is_due = lock(&self.0.shelf).resend(number, self.0.clock.now_millis());
        self.0.changed.notify_one();
        is_due
    }

    /// Gives up what waits; `false` if nothing of this number does.
    #[must_use]
    pub fn cancel(&self, number: u64) -> bool {
        lock(&self.0.shelf).cancel(number)
    }

    /// Changes whenever a delivery comes or something becomes of one.
    #[must_use]
    pub fn moves(&self) -> watch::Receiver<()> {
        self.0.moved.subscribe()
    }

    /// How notifications are sent.
    #[must_use]
    pub fn pace(&self) -> Pace {
        lock(&self.0.pace).clone()
    }

    /// Sends them so from now on. What waits already keeps its time.
    pub fn set_pace(&self, pace: Pace) {
        *lock(&self.0.pace) = pace;
    }

    /// All deliveries as they are now, for a snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Shelf {
        lock(&self.0.shelf).clone()
    }

    /// Puts these in the place of all. What was being sent when they were written is due again; what comes of attempts that
    /// are under way now is lost.
    pub fn restore(&self, shelf: Shelf) {
        let mut present = lock(&self.0.shelf);
        *present = shelf.after(&present);
        drop(present);
        self.0.changed.notify_one();
    }
}

/// For whoever sends.
impl Outbox {
    pub(super) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        lock(&self.0.shelf)
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(super) fn post(&self) -> &Post {
        &self.0.post
    }

    /// Notes what came of an attempt.
    pub(super) fn record(&self, taken: &Delivery, attempt: Attempt, factor: u32) {
        self.shelf().record(taken, attempt, factor);
        self.0.moved.send_replace(());
    }

    /// Does not send any more what was taken.
    pub(super) fn give_up(&self, taken: &Delivery, reason: Text) {
        self.shelf().give_up(taken, reason);
        self.0.moved.send_replace(());
    }

    pub(super) async fn changed(&self) {
        self.0.changed.notified().await;
    }

    /// What goes wrong with an attempt.
    pub(super) fn faults(&self, delivery: &Delivery) -> Chosen {
        let target = Target::notification(&delivery.notice.event);
        lock(&self.0.faults).next_attempt(&target, &self.0.keys.mchid())
    }

    /// Whose signature an attempt has.
    ///
    /// # Errors
    /// A certificate is to be made, and cannot be.
    pub(super) async fn signer(&self, delivery: &Delivery, is_rotated: bool) -> Result<TestPlatform> {
        let keys = &self.0.keys;
        let phase = self.pace().phase;
        let is_v3 = !delivery.notice.event_type.is_empty();
        if let (Phase::Sm2, true, Some(certificate)) = (phase, is_v3, keys.sm2_certificate()) {
            return Ok(keys.platform_signing(&certificate.serial_no));
        }
        if is_rotated && is_v3 {
            return Ok(keys.platform_signing(&keys.rotate_beside().await?.serial_no));
        }
        let by_public_key =
            phase.is_by_public_key(self.0.clock.now(), delivery.number, delivery.attempts.len());
        let certificate = match by_public_key {
            true => None,
            false => keys.certificates().pop(),
        };
        let serial = certificate.map_or_else(|| keys.public_key_id(), |newest| newest.serial_no);
        Ok(keys.platform_signing(&serial))
    }
}

/// Whoever panicked while it was locked left it whole: nothing is done in between.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
