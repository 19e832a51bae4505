//! Sending a call: one core for async and blocking callers.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::Call;
use super::attempts::Attempts;
use super::certificates::{keys_for, receive};
use super::deadline::Deadline;
use super::parts::CallParts;
use super::trace::Span;
use crate::answer::{FromAnswer, Received, decode};
use crate::client::Client;
use crate::error::{Delivery, Error};
use crate::future::BoxFuture;
use crate::operation::{Answer, Version};
use crate::response::Response;
use crate::transport::Shared;

/// A verified answer, and how it came.
pub(super) struct Delivered {
    received: Received,
    client: Client,
    delivery: Delivery,
}

impl Delivered {
    pub(super) fn decode<T: FromAnswer>(self) -> Result<Response<T>, Error> {
        decode(self.received, &self.client).map_err(|error| error.delivered(self.delivery))
    }
}

type Outcome = Result<Delivered, Error>;

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
        Poll::Ready(outcome.and_then(Delivered::decode))
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
    let call = Span::call(&parts);
    Box::pin(async move {
        let transport = parts.client.core.engine.transport();
        call.follow(exchange(parts, transport, &call)).await
    })
}

/// A call that another one needs first, over this transport.
pub(super) async fn exchange_over(parts: Box<CallParts>, transport: Shared) -> Outcome {
    let call = Span::call(&parts);
    call.follow(exchange(parts, transport, &call)).await
}

#[cfg(feature = "blocking")]
pub(super) fn exchange_blocking(parts: Box<CallParts>) -> Outcome {
    let (operation, path) = (parts.operation, parts.path.clone());
    let bridge = super::bridge::Bridge::of(&parts.client).map_err(|error| parts.name(error))?;
    let transport = bridge.transport();
    // Here, where the caller's span is the current one, and not on the runner's thread.
    let call = Span::call(&parts);
    let outcome = bridge.run(async move { call.follow(exchange(parts, transport, &call)).await });
    outcome.unwrap_or_else(|error| Err(error.of(&operation, path)))
}

/// From a call to a verified answer.
async fn exchange(parts: Box<CallParts>, transport: Shared, call: &Span) -> Outcome {
    if parts.operation.answers == Answer::Redirect {
        let url = parts.url()?;
        return Ok(Delivered {
            received: Received::redirect(parts.operation, parts.path, url),
            client: parts.client,
            delivery: Delivery::default(),
        });
    }
    let deadline = Deadline::of(&parts);
    let keys = match parts.operation.version {
        Version::V3 => keys_for(&parts, &transport, &deadline).await,
        Version::V2 => Ok(parts.client.core.platform_keys()),
    };
    let keys = keys.map_err(|error| parts.name(error))?;
    let mut attempts = Attempts::new(&parts, &keys, deadline.clone())?;
    let received = loop {
        let span = attempts.begin(call);
        let attempt = async {
            let answer = attempts.send(&*transport, &span).await?;
            receive(&parts, answer, &keys, &transport, &deadline).await
        };
        let outcome = span.follow(attempt).await;
        if let Some(received) = attempts.end(outcome, &span).await? {
            break received;
        }
    };
    let delivery = attempts.delivery();
    Ok(Delivered {
        received,
        client: parts.client,
        delivery,
    })
}
