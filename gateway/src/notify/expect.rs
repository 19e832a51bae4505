//! Assertions on what was told: they pass, or say what was seen instead.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::delivery::{Delivery, State};
use super::outbox::Outbox;
use crate::journal::{Expected, Times, difference, until_settled};

/// What is expected of notifications: `{"notification": "refund_success", "received": true, "fields": {"out_refund_no": "1"}}`.
///
/// Each delivery counts, a duplicate too, and not each attempt at it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Its event (`transaction_success`) or `event_type` (`TRANSACTION.SUCCESS`), or the beginning of one and a `*`.
    pub notification: String,
    /// How often; exactly once unless it is said.
    #[serde(default)]
    pub times: Times,
    /// What its payload has among others, in plain text.
    #[serde(default)]
    pub fields: Map<String, Value>,
    /// Whether the merchant has received it.
    #[serde(default)]
    pub received: Option<bool>,
    /// After the delivery of this number.
    #[serde(default)]
    pub since: u64,
    /// How long to wait for it, in milliseconds of real time. What must not happen is waited for to the end.
    #[serde(default)]
    pub within_ms: u64,
}

impl Told {
    /// Waits until it holds, or cannot hold any more, or the time is over.
    pub async fn check(&self, outbox: &Outbox) -> Expected {
        until_settled(self.times, self.within_ms, outbox.moves(), || self.look(outbox)).await
    }

    /// As it stands now.
    #[must_use]
    pub fn look(&self, outbox: &Outbox) -> Expected {
        let all = outbox.deliveries();
        let candidates = all.iter().filter(|delivery| self.is_of(delivery));
        let differ = candidates.map(|delivery| (delivery.number, self.differs(delivery)));
        let told = all.iter().filter(|delivery| delivery.number > self.since);
        let told = told.map(|delivery| delivery.notice.event.clone());
        Expected::of(
            &self.notification,
            self.times,
            "delivery",
            &differ.collect::<Vec<_>>(),
            told,
        )
    }

    fn is_of(&self, delivery: &Delivery) -> bool {
        let names = [&delivery.notice.event, &delivery.notice.event_type];
        let is_it = |name: &&String| match self.notification.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => **name == self.notification,
        };
        delivery.number > self.since && names.iter().any(is_it)
    }

    /// What of a delivery of the event is not as expected.
    fn differs(&self, delivery: &Delivery) -> Option<String> {
        let is_received = delivery.state == State::Delivered;
        if self.received.is_some_and(|wanted| wanted != is_received) {
            return Some(format!("the state is: {}", delivery.summary().en));
        }
        difference(
            &Value::Object(self.fields.clone()),
            &Value::Object(delivery.notice.payload.clone()),
        )
    }
}
