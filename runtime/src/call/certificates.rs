//! The platform's keys for one call: fetched before it, renewed beside it, fetched again for an answer by an unknown one.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};

use bytes::Bytes;
use futures_util::FutureExt as _;

use super::deadline::Deadline;
use super::parts::CallParts;
use super::trace::Span;
use super::{certificate_list, read};
use crate::answer::Received;
use crate::aside::{detach, has_runtime};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Fetching, Flight, Keyring, Need, Number, Outcome, lost};
use crate::operation::Verify;
use crate::transport::Shared;

/// The keys for one call: fetched first if there are none, renewed meanwhile if they are old.
pub(super) async fn keys_for(
    parts: &CallParts,
    transport: &Shared,
    deadline: &Deadline,
) -> Result<Arc<Keyring>, Error> {
    let (client, core) = (&parts.client, &*parts.client.core);
    if parts.operation.verify != Verify::Unsigned {
        match client
            .fetching
            .need(&core.keys, core.clock.now(), core.timer.now())
        {
            Need::Nothing => {}
            Need::First => {
                let fetched = deadline.bound(refresh(client, transport)).await;
                fetched.unwrap_or_else(|| Err(late()))?;
            }
            Need::Renewal => renew(client, transport, deadline, has_runtime()).await,
            Need::LateRenewal => renew(client, transport, deadline, false).await,
        }
    }
    Ok(core.keys.snapshot())
}

/// Fetches beside the call. Without a tokio runtime that lasts nothing can, and the call is late once in 12 hours.
async fn renew(client: &Client, transport: &Shared, deadline: &Deadline, beside: bool) {
    // A failure is kept for whoever needs the certificates.
    if let (Ok((_, flight)), false) = (join(client, transport), beside) {
        deadline.bound_to_half(flight).await;
    }
}

/// Reads an answer; if its key is unknown, once more with newer keys.
pub(super) async fn receive(
    parts: &CallParts,
    answer: http::Response<Bytes>,
    keys: &Keyring,
    transport: &Shared,
    deadline: &Deadline,
) -> Result<Received, Error> {
    let store = &parts.client.core.keys;
    let is_public_key = read::serial(&answer).is_some_and(|serial| serial.starts_with("PUB_KEY_ID_"));
    if !store.fetches() || is_public_key {
        return parts.receive(answer, keys);
    }
    let unknown = match parts.receive(answer.clone(), keys) {
        Err(error) if error.kind() == ErrorKind::UnknownSerial => error,
        known => return known,
    };
    // Another call may have fetched meanwhile.
    let known_now = parts.receive(answer.clone(), &store.snapshot());
    if !matches!(&known_now, Err(error) if error.kind() == ErrorKind::UnknownSerial) {
        return known_now;
    }
    let fetched = deadline.bound(refresh(&parts.client, transport)).await;
    match fetched.unwrap_or_else(|| Err(late())) {
        Ok(()) => parts.receive(answer, &store.snapshot()),
        Err(error) => Err(unknown.note(&error).source(error)),
    }
}

/// Fetches the certificates, or waits for the fetch under way; at most once a minute.
pub(crate) async fn refresh(client: &Client, transport: &Shared) -> Result<(), Error> {
    // Twice: a fetch may run on a runtime that goes away, which is not this one.
    for _ in 0..2 {
        let (number, flight) = match join(client, transport) {
            Ok(joined) => joined,
            Err(outcome) => return outcome.map_err(|cause| failed(&cause)),
        };
        match flight.await {
            Some(outcome) => return outcome.map_err(|cause| failed(&cause)),
            None => client.fetching.lose(number),
        }
    }
    Err(lost())
}

/// As [`refresh`], on the thread of blocking calls.
#[cfg(feature = "blocking")]
pub(crate) fn refresh_blocking(client: &Client) -> Result<(), Error> {
    let bridge = super::bridge::Bridge::of(client)?;
    let (client, transport) = (client.clone(), bridge.transport());
    bridge.run(async move { refresh(&client, &transport).await })?
}

/// The fetch under way, or a new one, or why there is to be none.
fn join(client: &Client, transport: &Shared) -> Result<(Number, Flight), Outcome> {
    let core = &*client.core;
    client
        .fetching
        .join(core.clock.now(), core.timer.now(), core.timeout, |number| {
            // With a log of its own, so that the fetch does not keep what keeps it.
            let alone = Client::new(client.core.clone());
            let fetch = fetch(alone, transport.clone(), Entry::new(client, number));
            let caller = Span::current();
            detach(Box::pin(async move { caller.follow(fetch).await })).shared()
        })
}

/// One fetch, from its beginning to the log of its end.
async fn fetch(client: Client, transport: Shared, entry: Entry) -> Outcome {
    let fetched = AssertUnwindSafe(certificate_list::download(&client, &transport)).catch_unwind();
    let panicked = || Err(Error::new(ErrorKind::Interrupted, "the transport panicked"));
    let outcome = fetched.await.unwrap_or_else(|_| panicked());
    let outcome = outcome
        .map(|keys| client.core.keys.replace(keys))
        .map_err(Arc::new);
    if let Some(log) = entry.log.upgrade() {
        log.end(entry.number, client.core.clock.now(), &outcome);
    }
    outcome
}

/// A fetch in the log, which hears of its end even if that is the end of its runtime.
struct Entry {
    log: Weak<Fetching>,
    number: Number,
}

impl Entry {
    fn new(client: &Client, number: Number) -> Self {
        Self {
            log: Arc::downgrade(&client.fetching),
            number,
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if let Some(log) = self.log.upgrade() {
            log.lose_unless_locked(self.number);
        }
    }
}

/// The same failure for everyone who waited, and for those who come too early for another fetch.
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

/// The call's time is over, the fetch's is not.
fn late() -> Error {
    let text = "the platform certificates did not come within the call's time; the fetch goes on for the next call: \
                give the call more time, or fetch them before the first one with `refresh_platform_certificates`";
    Error::new(ErrorKind::PlatformCertificates, text)
}
