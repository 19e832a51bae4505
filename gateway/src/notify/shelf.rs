//! All deliveries, and which of them is due: plain data, without a clock or a network.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::delivery::{Attempt, Delivery, State};
use super::schedule::Schedule;
use crate::fault::{Chosen, MOST_COPIES};
use crate::ledger::beijing;
use crate::message::Notice;
use crate::text::Text;

/// Deliveries beyond this are forgotten, the oldest first, closed ones before open ones.
const KEPT: usize = 2_000;
/// The numbers of two seeds that follow each other are so far apart.
const SEEDS_APART: u64 = 61_803;
/// Deliveries by their number. What a snapshot has of notifications.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "KeptShelf", into = "KeptShelf")]
pub struct Shelf {
    /// Where ids and nonces come from.
    seed: u64,
    /// The number that was given last.
    last: u64,
    /// How many attempts there were, of all deliveries.
    turn: u64,
    deliveries: BTreeMap<u64, Delivery>,
    /// When each that waits is due.
    due: BTreeSet<(i64, u64)>,
}

/// How a shelf is written.
#[derive(Serialize, Deserialize)]
struct KeptShelf {
    #[serde(default)]
    seed: u64,
    last: u64,
    deliveries: Vec<Delivery>,
}

/// A notification to send, with what faults make of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered {
    /// What, and where to.
    pub notice: Notice,
    /// The exchange that caused it.
    pub caused_by: Option<u64>,
    /// So many more of it, all at the same time.
    pub duplicates: u32,
    /// So many seconds later than its flow said.
    pub late_secs: u32,
}

impl Ordered {
    /// Without any fault.
    #[must_use]
    pub fn plain(notice: Notice) -> Self {
        Self {
            notice,
            caused_by: None,
            duplicates: 0,
            late_secs: 0,
        }
    }

    /// With what faults make of it.
    #[must_use]
    pub fn with(self, chosen: &Chosen) -> Self {
        Self {
            duplicates: self.duplicates.saturating_add(chosen.copies()).min(MOST_COPIES),
            late_secs: self.late_secs.saturating_add(chosen.late_secs()),
            ..self
        }
    }
}

impl Shelf {
    /// An empty one.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// An empty one whose numbers go on.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            last: self.last,
            turn: self.turn,
            ..Self::new(self.seed)
        }
    }

    /// Where ids and nonces come from.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Puts a notification here at this time, in milliseconds. Gives the numbers of its deliveries.
    pub fn add(&mut self, ordered: Ordered, now: i64) -> Vec<u64> {
        let after = i64::from(ordered.notice.after_secs) + i64::from(ordered.late_secs);
        let at = now.saturating_add(after.saturating_mul(1000));
        let id = envelope_id(
            now,
            self.seed.wrapping_mul(SEEDS_APART).wrapping_add(self.last + 1),
        );
        let numbers: Vec<u64> = (0..=ordered.duplicates)
            .map(|copy| {
                self.last += 1;
                let state = match ordered.notice.notify_url.is_empty() {
                    true => State::GivenUp { reason: no_address() },
                    false => State::Waiting { at },
                };
                self.insert(Delivery {
                    number: self.last,
                    id: id.clone(),
                    created_at: now,
                    notice: ordered.notice.clone(),
                    caused_by: ordered.caused_by,
                    is_duplicate: copy > 0,
                    state,
                    attempts: Vec::new(),
                });
                self.last
            })
            .collect();
        self.forget();
        numbers
    }

    /// When the next attempt is due, in milliseconds.
    #[must_use]
    pub fn next_at(&self) -> Option<i64> {
        self.due.first().map(|(at, _)| *at)
    }

    /// At most so many of what is due now, which from now on is being sent.
    pub fn take_due(&mut self, now: i64, most: usize) -> Vec<Delivery> {
        let numbers: Vec<(i64, u64)> = self.due.range(..=(now, u64::MAX)).copied().take(most).collect();
        let mut taken = Vec::new();
        for (due, number) in numbers {
            self.due.remove(&(due, number));
            if let Some(delivery) = self.deliveries.get_mut(&number) {
                self.turn += 1;
                delivery.state = State::Sending { due, turn: self.turn };
                taken.push(delivery.clone());
            }
        }
        taken
    }

    /// Notes what came of an attempt at a delivery as it was taken, and when the next one is due: a pause of the schedule,
    /// divided by `factor`, after this one was due. Nothing happens if it is not being sent any more, such as after a restore.
    pub fn record(&mut self, taken: &Delivery, attempt: Attempt, factor: u32) {
        let number = taken.number;
        let Some(delivery) = self
            .deliveries
            .get_mut(&number)
            .filter(|one| one.state == taken.state)
        else {
            return;
        };
        let State::Sending { due, .. } = delivery.state else {
            return;
        };
        let is_received = attempt.verdict.is_received;
        // One is enough to look at, and there may be thousands of deliveries.
        delivery.attempts.iter_mut().for_each(|before| before.sent = None);
        delivery.attempts.push(attempt);
        let pause = Schedule::of(&delivery.notice.event).pause_secs(delivery.attempts.len());
        delivery.state = match pause {
            _ if is_received => State::Delivered,
            Some(secs) => State::Waiting {
                at: due.saturating_add(i64::from(secs) * 1000 / i64::from(factor.max(1))),
            },
            None => State::GivenUp {
                reason: exhausted(delivery.attempts.len()),
            },
        };
        self.index(number);
    }

    /// Does not send any more what was taken.
    pub fn give_up(&mut self, taken: &Delivery, reason: Text) {
        let delivery = self.deliveries.get_mut(&taken.number);
        if let Some(delivery) = delivery.filter(|one| one.state == taken.state) {
            delivery.state = State::GivenUp { reason };
        }
    }

    /// Sends it again now, whatever became of it; `false` if there is none of this number, or nowhere to send it.
    pub fn resend(&mut self, number: u64, now: i64) -> bool {
        let Some(delivery) = self.deliveries.get_mut(&number) else {
            return false;
        };
        match delivery.state {
            _ if delivery.notice.notify_url.is_empty() => return false,
            State::Sending { .. } => return true,
            State::Waiting { at } => drop(self.due.remove(&(at, number))),
            State::Delivered | State::GivenUp { .. } => {}
        }
        delivery.state = State::Waiting { at: now };
        self.index(number);
        true
    }

    /// Gives up what waits; `false` if nothing of this number does.
    pub fn cancel(&mut self, number: u64) -> bool {
        let Some(delivery) = self.deliveries.get_mut(&number) else {
            return false;
        };
        let State::Waiting { at } = delivery.state else {
            return false;
        };
        self.due.remove(&(at, number));
        delivery.state = State::GivenUp {
            reason: Text::new("已取消", "it was cancelled"),
        };
        true
    }

    /// Notes which exchange of the journal caused these.
    pub fn caused(&mut self, numbers: &[u64], by: u64) {
        for number in numbers {
            if let Some(delivery) = self.deliveries.get_mut(number) {
                delivery.caused_by = Some(by);
            }
        }
    }

    /// What was being sent is due again: nobody knows what came of it.
    pub fn reopen(&mut self) {
        for delivery in self.deliveries.values_mut() {
            if let State::Sending { due, .. } = delivery.state {
                delivery.state = State::Waiting { at: due };
                self.due.insert((due, delivery.number));
            }
        }
    }

    /// The same in the place of another, whose attempts that are under way are none of this one's.
    #[must_use]
    pub fn after(self, present: &Self) -> Self {
        Self {
            turn: self.turn.max(present.turn),
            ..self
        }
    }

    /// The delivery of this number.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<&Delivery> {
        self.deliveries.get(&number)
    }

    /// All that are known, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Delivery> {
        self.deliveries.values()
    }

    fn insert(&mut self, delivery: Delivery) {
        let number = delivery.number;
        self.deliveries.insert(number, delivery);
        self.index(number);
    }

    fn index(&mut self, number: u64) {
        if let Some(State::Waiting { at }) = self.deliveries.get(&number).map(|delivery| &delivery.state) {
            self.due.insert((*at, number));
        }
    }

    fn forget(&mut self) {
        while self.deliveries.len() > KEPT {
            let closed = self.deliveries.values().find(|delivery| !delivery.is_open());
            let Some(number) = closed
                .or_else(|| self.deliveries.values().next())
                .map(|one| one.number)
            else {
                return;
            };
            if let Some(State::Waiting { at }) = self.deliveries.remove(&number).map(|gone| gone.state) {
                self.due.remove(&(at, number));
            }
        }
    }
}

/// As WeChat Pay forms it: the time in Beijing and a number of five digits.
fn envelope_id(millis: i64, number: u64) -> String {
    let number = number % 100_000;
    format!("EV-{}{number:05}", beijing::compact(millis.div_euclid(1000)))
}

impl From<KeptShelf> for Shelf {
    fn from(kept: KeptShelf) -> Self {
        let mut shelf = Self {
            seed: kept.seed,
            last: kept.last,
            ..Self::default()
        };
        for delivery in kept.deliveries {
            shelf.last = shelf.last.max(delivery.number);
            shelf.insert(delivery);
        }
        shelf.reopen();
        shelf
    }
}

impl From<Shelf> for KeptShelf {
    fn from(shelf: Shelf) -> Self {
        Self {
            seed: shelf.seed,
            last: shelf.last,
            deliveries: shelf.deliveries.into_values().collect(),
        }
    }
}

/// Of a notification that nobody can be told.
fn no_address() -> Text {
    Text::new(
        "没有 `notify_url`：请求和网关设置都没有指定，无人可通知",
        "there is no `notify_url`: neither the request nor the gateway's settings name one, so nobody is told",
    )
}

fn exhausted(attempts: usize) -> Text {
    Text::new(
        format!("已发送 {attempts} 次，通知次数用完"),
        format!("its schedule ends after {attempts} attempts"),
    )
}
