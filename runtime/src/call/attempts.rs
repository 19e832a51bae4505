//! The attempts of a call: the same bytes, signed anew, to one host or another, within the call's time.

use std::time::Duration;

use bytes::Bytes;

use super::deadline::Deadline;
use super::parts::CallParts;
use super::prepared::Prepared;
use super::trace::Span;
use crate::client::Route;
use crate::crypto::ClientIdentity;
use crate::error::{Delivery, Error, ErrorKind};
use crate::keyring::Keyring;
use crate::operation::{Answer, Effect};
use crate::retry::RetryPolicy;
use crate::transport::{Chunks, Outgoing, Transport, TransportError, TransportErrorKind};

/// What one attempt is: sending, and reading what comes.
///
/// A trait and no closure: of an async closure the compiler cannot tell that it may go to another thread.
pub(super) trait Exchange: Sync {
    type Received: Send;

    /// Sends once, by [`Attempts::send`] or [`Attempts::open`].
    fn once(
        &self,
        attempts: &Attempts<'_>,
        span: &Span,
    ) -> impl Future<Output = Result<Self::Received, Error>> + Send;
}

pub(super) struct Attempts<'a> {
    parts: &'a CallParts,
    transport: &'a dyn Transport,
    prepared: Prepared,
    route: Route<'a>,
    /// The client certificate, if the operation needs it.
    identity: Option<ClientIdentity>,
    /// What a second sending does.
    effect: Effect,
    deadline: Deadline,
    delivery: Delivery,
}

impl<'a> Attempts<'a> {
    /// Builds the request that they all send.
    pub(super) fn new(
        parts: &'a CallParts,
        transport: &'a dyn Transport,
        keys: &Keyring,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let identity = parts.client_certificate()?;
        let prepared = Prepared::new(parts, keys).map_err(|error| parts.name(error))?;
        let core = &*parts.client.core;
        let route = if parts.has_own_host() {
            core.hosts.only(prepared.head.origin.clone())
        } else {
            core.hosts.route(prepared.head.origin.clone(), core.clock.now())
        };
        let effect = parts.effect(&prepared.head.headers);
        Ok(Self {
            parts,
            transport,
            effect,
            prepared,
            route,
            identity,
            deadline,
            delivery: Delivery::begun(effect),
        })
    }

    /// Makes one after the other, until something is received or another would be of no use.
    pub(super) async fn run<E: Exchange>(
        mut self,
        call: &Span,
        exchange: &E,
    ) -> Result<(E::Received, Delivery), Error> {
        loop {
            let span = self.begin(call);
            let outcome = span.follow(exchange.once(&self, &span)).await;
            if let Some(received) = self.end(outcome, &span).await? {
                return Ok((received, self.delivery));
            }
        }
    }

    /// Begins the next one.
    fn begin(&mut self, call: &Span) -> Span {
        self.delivery.attempts += 1;
        self.prepared.head.origin = self.route.origin().to_owned();
        let host = self
            .prepared
            .head
            .origin
            .split_once("://")
            .map_or("", |(_, host)| host);
        self.delivery.host = host.to_owned();
        call.attempt(self.delivery.attempts, host)
    }

    /// Signs and sends; gives the answer as it came.
    pub(super) async fn send(&self, span: &Span) -> Result<http::Response<Bytes>, Error> {
        let outcome = match self.outgoing(Some(self.parts.limit())).await {
            Ok(outgoing) => {
                let time = outgoing.timeout;
                let answer = self.deadline.exchange(time, self.transport.send(outgoing)).await;
                self.heard(answer, span)
            }
            Err(error) => Err(error),
        };
        outcome.map_err(|error| self.parts.name(error))
    }

    /// As [`send`](Self::send), with the body still to come.
    pub(super) async fn open(&self, span: &Span) -> Result<http::Response<Chunks>, Error> {
        let outcome = match self.outgoing(None).await {
            Ok(outgoing) => {
                let (time, each) = (outgoing.timeout, outgoing.piece_timeout);
                let began = self.elapsed();
                let answer = self
                    .deadline
                    .exchange(time, self.transport.send_streaming(outgoing))
                    .await;
                let left = time.saturating_sub(self.elapsed().saturating_sub(began));
                self.heard(answer.map(|answer| self.timed(answer, left, each)), span)
            }
            Err(error) => Err(error),
        };
        outcome.map_err(|error| self.parts.name(error))
    }

    /// A body on its way: its beginning belongs to the answer, each further piece has a time of its own. What is
    /// no file has none.
    fn timed(
        &self,
        answer: http::Response<Chunks>,
        first: Duration,
        each: Duration,
    ) -> http::Response<Chunks> {
        let each = answer.status().is_success().then_some(each);
        let timer = self.parts.client.core.timer.clone();
        answer.map(|chunks| chunks.timed(timer, first, each))
    }

    /// The request with a fresh signature and the time that it has left.
    async fn outgoing(&self, limit: Option<usize>) -> Result<Outgoing, Error> {
        let request = match self.timeout().is_zero() {
            true => None,
            false => {
                let signed = self.prepared.sign(&self.parts.client.core);
                self.deadline.bound(signed).await
            }
        };
        let over = |text: &'static str| Err(Error::new(ErrorKind::NotSent, text).permanent(true));
        let Some(request) = request else {
            return over(match self.parts.client.core.signs_elsewhere() {
                true => "the signing key did not sign within the call's time: nothing was sent",
                false => "the call's time was over before it could be sent",
            });
        };
        let (request, timeout) = (request?, self.timeout());
        if timeout.is_zero() {
            return over("the call's time was over before it could be sent");
        }
        Ok(Outgoing {
            request,
            timeout,
            piece_timeout: self.parts.timeout(),
            limit,
            client_certificate: self.identity.clone(),
        })
    }

    /// Tells span and client how the host did.
    fn heard<B>(
        &self,
        outcome: Result<http::Response<B>, TransportError>,
        span: &Span,
    ) -> Result<http::Response<B>, Error> {
        self.remember(outcome.as_ref().err());
        let answer = outcome.map_err(Error::from)?;
        let id = answer.headers().get("request-id");
        span.answered(answer.status().as_u16(), id.and_then(|id| id.to_str().ok()));
        Ok(answer)
    }

    fn remember(&self, failure: Option<&TransportError>) {
        let now = self.parts.client.core.clock.now();
        match failure {
            None => self.route.answered(),
            Some(error) if error.permanent => {}
            Some(error) if error.kind == TransportErrorKind::NotSent => self.route.unreachable(now),
            Some(_) => self.route.silent(now),
        }
    }

    /// Ends one: gives what was received, or waits until the next may begin, or gives the error of them all.
    async fn end<T>(&mut self, outcome: Result<T, Error>, span: &Span) -> Result<Option<T>, Error> {
        let error = match outcome {
            Ok(received) => {
                self.parts.client.core.bucket.succeeded();
                span.ended("ok");
                return Ok(Some(received));
            }
            Err(error) => error.timed(self.parts.pause(), self.parts.client.core.clock.now()),
        };
        span.ended(&format!("{:?}", error.kind()));
        let Some(pause) = self.pause_before_another(&error) else {
            return Err(error.delivered(self.delivery.clone()));
        };
        self.delivery.earlier_effect |= error.may_have_taken_effect();
        span.repeats(pause);
        if !pause.is_zero() {
            self.parts.client.core.timer.sleep(pause).await;
        }
        Ok(None)
    }

    /// How long to wait before the next attempt, which is turned to its host; `None` if there is to be none.
    fn pause_before_another(&mut self, error: &Error) -> Option<Duration> {
        let (policy, attempt) = (self.policy(), self.delivery.attempts);
        let version = self.parts.operation.version;
        if !policy.repeats(version, self.effect, error) || policy.is_last(attempt) {
            return None;
        }
        let asked = error.retry_after().unwrap_or_default();
        let pause = policy.pause(attempt, self.roll()).max(asked);
        let elapsed = self.elapsed();
        let left = self.left().min(policy.left(elapsed));
        let not_sent = error.kind() == ErrorKind::NotSent;
        let at_fault = !error.status().is_some_and(|status| status.is_client_error());
        let reads = self.effect == Effect::None;
        let turned = (not_sent || reads && at_fault) && self.route.turn();
        // The other host need not rest.
        let pause = match turned && not_sent && attempt == 1 {
            true => Duration::ZERO,
            false => pause,
        };
        if pause >= left {
            return None;
        }
        let core = &self.parts.client.core;
        self.delivery.over_budget = !core.bucket.take(core.timer.now());
        (!self.delivery.over_budget).then_some(pause)
    }

    fn policy(&self) -> &'a RetryPolicy {
        self.parts.policy()
    }

    /// The time that the next attempt has: all that is left, unless another may follow when it is over.
    fn timeout(&self) -> Duration {
        let (operation, policy) = (&self.parts.operation, self.policy());
        let left = self.left();
        let whole = matches!(operation.answers, Answer::File | Answer::CsvOrXml);
        if whole || policy.is_last(self.delivery.attempts) || !policy.resends(self.effect) {
            return left;
        }
        let documented = Duration::from_secs(operation.timeout_secs.unwrap_or(0).into());
        policy.limit_of_attempt().max(documented).min(left)
    }

    fn left(&self) -> Duration {
        self.deadline.left()
    }

    fn elapsed(&self) -> Duration {
        self.deadline.elapsed()
    }

    /// A random byte, from where nonces come from.
    fn roll(&self) -> u8 {
        // A failing generator must not hide the error that a pause is wanted for.
        let nonce = self.parts.client.core.next_nonce().unwrap_or_default();
        nonce
            .bytes()
            .fold(0, |sum: u8, byte| sum.wrapping_mul(31).wrapping_add(byte))
    }
}
