//! Sending a call: one core for async and blocking callers.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::Call;
use super::certificates::{keys_for, receive};
use super::parts::CallParts;
use crate::answer::{FromAnswer, Received, decode};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::keyring::Keyring;
use crate::operation::{Answer, Version};
use crate::response::Response;
use crate::transport::{BoxFuture, Outgoing, Shared, Transport, TransportError};

type Outcome = Result<(Received, Client), Error>;

/// The future of a [`Call`].
#[must_use = "futures do nothing unless polled"]
pub struct Sending<T> {
    exchange: BoxFuture<'static, Outcome>,
    answer: PhantomData<fn() -> T>,
}

impl<T: FromAnswer> Future for Sending<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.exchange.as_mut().poll(cx));
        Poll::Ready(outcome.and_then(|(received, client)| decode(received, &client)))
    }
}

impl<T: FromAnswer> IntoFuture for Call<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        Sending {
            exchange: exchange_async(self.parts),
            answer: PhantomData,
        }
    }
}

impl<T> std::fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sending")
    }
}

fn exchange_async(parts: Box<CallParts>) -> BoxFuture<'static, Outcome> {
    Box::pin(async move {
        let engine = parts.client.core.engine.clone();
        exchange(parts, engine.transport()).await
    })
}

#[cfg(feature = "blocking")]
pub(super) fn exchange_blocking(parts: Box<CallParts>) -> Outcome {
    let (method, path) = (parts.operation.method, parts.path.clone());
    let (runner, transport) = parts.client.core.engine.driver().map_err(|error| {
        parts.name(Error::new(ErrorKind::NotSent, "blocking calls cannot be started").source(error))
    })?;
    let outcome = runner.run(async move { exchange(parts, transport).await });
    outcome
        .unwrap_or_else(|| Err(Error::new(ErrorKind::Interrupted, "the transport panicked").of(method, path)))
}

/// From a call to a verified answer.
pub(super) async fn exchange(parts: Box<CallParts>, transport: Shared) -> Outcome {
    if parts.operation.answers == Answer::Redirect {
        let url = parts.url()?;
        return Ok((
            Received::redirect(parts.operation.method, parts.path, url),
            parts.client,
        ));
    }
    let keys = match parts.operation.version {
        Version::V3 => keys_for(&parts, &transport).await,
        Version::V2 => Ok(parts.client.core.platform_keys()),
    };
    let keys = keys.map_err(|error| parts.name(error))?;
    let answer = deliver(&parts, &keys, &*transport).await?;
    let received = receive(&parts, answer, &keys, &*transport).await?;
    Ok((received, parts.client))
}

/// Builds, signs and sends; gives the answer as it came.
pub(super) async fn deliver(
    parts: &CallParts,
    keys: &Keyring,
    transport: &dyn Transport,
) -> Result<http::Response<Bytes>, Error> {
    let client_certificate = parts.client_certificate()?;
    let request = parts
        .prepare(keys)
        .and_then(|prepared| prepared.sign(&parts.client.core))
        .map_err(|error| parts.name(error))?;
    let outgoing = Outgoing {
        request,
        timeout: parts.timeout(),
        limit: Some(parts.limit()),
        client_certificate,
    };
    transport
        .send(outgoing)
        .await
        .map_err(|error| parts.name(undelivered(error)))
}

pub(super) fn undelivered(error: TransportError) -> Error {
    use crate::transport::TransportErrorKind as Kind;
    let kind = match error.kind {
        Kind::NotSent => ErrorKind::NotSent,
        Kind::Timeout => ErrorKind::Timeout,
        Kind::Interrupted => ErrorKind::Interrupted,
    };
    let text = format!("{error}: {}", innermost(&*error.source));
    Error::new(kind, text).source(error.source)
}

/// The cause at the end of the chain, which says what really happened (`Connection refused`).
fn innermost<'a>(error: &'a (dyn std::error::Error + 'static)) -> &'a (dyn std::error::Error + 'static) {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error
}
