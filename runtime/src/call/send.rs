//! Sending a call: one core for async and blocking callers.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::attempts::{Attempts, Exchange};
#[cfg(feature = "blocking")]
use super::bridge::block_on;
use super::deadline::Deadline;
use super::parts::CallParts;
use super::pending::Call;
use super::trace::Span;
use super::trust::Trust;
use super::unseal::unseal;
use crate::answer::FromAnswer;
use crate::client::{Client, Decrypted};
use crate::error::{Delivery, Error};
use crate::future::BoxFuture;
use crate::operation::Answer;
use crate::received::Received;
use crate::record::Cipher;
use crate::response::{Response, decode, decrypted, wanted};
use crate::transport::Shared;

/// A verified answer, and how it came.
pub(super) struct Delivered {
    received: Received,
    client: Client,
    delivery: Delivery,
    /// What a key elsewhere has decrypted of it.
    decrypted: Option<Decrypted>,
}

/// What a type would decrypt of an answer.
type Wants = fn(&Received, &dyn Cipher);

impl Delivered {
    pub(super) fn decode<T: FromAnswer>(self) -> Result<Response<T>, Error> {
        decode(self.received, &self.client, self.decrypted.as_ref())
            .map_err(|error| error.delivered(self.delivery))
    }
}

type SendOutcome = Result<Delivered, Error>;

/// The future of a [`Call`].
#[must_use = "futures do nothing unless polled"]
pub struct Sending<T> {
    exchange: BoxFuture<'static, SendOutcome>,
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
            exchange: exchange_async(self.parts, wanted::<T>),
            answer: PhantomData,
        }
    }
}

impl<T> std::fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sending")
    }
}

impl<T: FromAnswer> Call<T> {
    /// Sends the call and waits for its answer, on a thread of the client's.
    ///
    /// Called on an async runtime it holds up the runtime's thread for that long; `.await` does not.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// fn main() -> Result<(), Error> {
    ///     # let platform = TestPlatform::new()?;
    ///     # let answering = platform.clone();
    ///     # let transport = platform.answering(move |_| answering.answer(200, r#"{"trade_state":"SUCCESS"}"#));
    ///     # let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    ///     let query = client.call(Method::GET, "v3/pay/transactions/id/{id}").path("id", "1217752501201407033233368018");
    ///     let order = query.query("mchid", client.mchid()).send_blocking()?;
    ///     assert_eq!(order["trade_state"], "SUCCESS");
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// As for `.await`; and [`ErrorKind::Unsupported`](crate::ErrorKind::Unsupported) where it would wait for ever: in
    /// what runs on that thread itself, such as the progress callback of a blocking download, and in a process that
    /// was forked after the first blocking call.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Response<T>, Error> {
        exchange_blocking(self.parts, wanted::<T>)?.decode()
    }
}

fn exchange_async(parts: Box<CallParts>, wants: Wants) -> BoxFuture<'static, SendOutcome> {
    let call = Span::call(&parts);
    Box::pin(async move {
        let transport = parts.client.core.engine.transport();
        call.follow(exchange(parts, transport, &call, wants)).await
    })
}

/// A call that another one needs first, over this transport.
pub(super) async fn exchange_over(parts: Box<CallParts>, transport: Shared, wants: Wants) -> SendOutcome {
    let call = Span::call(&parts);
    call.follow(exchange(parts, transport, &call, wants)).await
}

#[cfg(feature = "blocking")]
fn exchange_blocking(parts: Box<CallParts>, wants: Wants) -> SendOutcome {
    let (client, operation, path) = (parts.client.clone(), parts.operation, parts.path.clone());
    // Here, where the caller's span is the current one, and not on the runner's thread.
    let call = Span::call(&parts);
    let exchange = |transport| async move { call.follow(exchange(parts, transport, &call, wants)).await };
    block_on(&client, exchange).map_err(|error| error.of(&operation, path))
}

/// From a call to a verified answer.
async fn exchange(mut parts: Box<CallParts>, transport: Shared, call: &Span, wants: Wants) -> SendOutcome {
    if parts.operation.answers == Answer::Redirect {
        let url = parts.url()?;
        return Ok(Delivered {
            received: Received::redirect(parts.operation, parts.path, url),
            client: parts.client,
            delivery: Delivery::default(),
            decrypted: None,
        });
    }
    let deadline = Deadline::of(&parts);
    unseal(&mut parts, &deadline).await?;
    let trust = Trust::of(&parts, &transport, &deadline).await?;
    let attempts = Attempts::new(&parts, &*transport, trust.keys(), deadline.clone())?;
    let (received, delivery) = attempts.run(call, &WholeAnswer(&trust)).await?;
    let decrypted = match decrypted(&received, &parts.client, wants, deadline.left()).await {
        Ok(decrypted) => decrypted,
        Err(error) => return Err(error.delivered(delivery)),
    };
    Ok(Delivered {
        received,
        client: parts.client,
        delivery,
        decrypted,
    })
}

/// An answer that is read into memory, and believed.
struct WholeAnswer<'a>(&'a Trust<'a>);

impl Exchange for WholeAnswer<'_> {
    type Received = Received;

    async fn once(&self, attempts: &Attempts<'_>, span: &Span) -> Result<Received, Error> {
        self.0.receive(attempts.send(span).await?).await
    }
}
