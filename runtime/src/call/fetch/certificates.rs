//! Fetching the platform certificates: one fetch for all who need it, which goes on without them.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};

use futures_util::FutureExt as _;

use super::certificate_list;
use crate::background::detach;
#[cfg(feature = "blocking")]
use crate::call::bridge::block_on;
use crate::call::deadline::Deadline;
use crate::call::trace::Span;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Fetching, Flight, Number, Outcome, lost};
use crate::transport::Shared;

/// Fetches the certificates, or waits for the fetch under way; at most once a minute.
pub(in crate::call) async fn refresh(client: &Client, transport: &Shared) -> Result<(), Error> {
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

/// The same, as long as a call has time.
pub(in crate::call) async fn refresh_within(
    deadline: &Deadline,
    client: &Client,
    transport: &Shared,
) -> Result<(), Error> {
    let fetched = deadline.bound(refresh(client, transport)).await;
    fetched.unwrap_or_else(|| Err(late()))
}

/// As [`refresh`], on the thread of blocking calls.
#[cfg(feature = "blocking")]
pub(in crate::call) fn refresh_blocking(client: &Client) -> Result<(), Error> {
    let own = client.clone();
    block_on(client, |transport| async move { refresh(&own, &transport).await })
}

/// Fetches them beside a call. Without a tokio runtime that lasts nothing can, and the call is late once in 12 hours.
pub(in crate::call) async fn renew(client: &Client, transport: &Shared, deadline: &Deadline, beside: bool) {
    // A failure is kept for whoever needs the certificates.
    if let (Ok((_, flight)), false) = (join(client, transport), beside) {
        deadline.bound_to_half(flight).await;
    }
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
        .map_err(|error| Arc::new(error.into_source()));
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
    .with_source(cause.clone())
}

/// The call's time is over, the fetch's is not.
fn late() -> Error {
    let text = "the platform certificates did not come within the call's time; the fetch goes on for the next call: \
                give the call more time, or fetch them before the first one with `refresh_platform_certificates`";
    Error::new(ErrorKind::PlatformCertificates, text)
}
