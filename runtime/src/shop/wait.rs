//! Asking again until a state lasts.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use crate::answer::FromAnswer;
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;
use crate::record::{Record, RecordRef};
use crate::response::Response;

/// The states of an answer that last: the field that says the state, and its final values.
///
/// A fact of the operation, written by the generator.
///
/// ```
/// use wechatpay_openapi_runtime::Final;
///
/// const STATES: Final = Final::states("trade_state", &["SUCCESS", "CLOSED", "REVOKED", "PAYERROR"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Final {
    field: &'static str,
    values: &'static [&'static str],
}

impl Final {
    /// The field (`trade_state`) and its final values (`SUCCESS`, `CLOSED`, …). A value that is not among them, a new
    /// one too, is waited through.
    #[must_use]
    pub const fn states(field: &'static str, values: &'static [&'static str]) -> Self {
        Self { field, values }
    }

    /// What stands in the way of an end; `None` at the end.
    fn pending(self, answer: RecordRef<'_>) -> Option<String> {
        let Self { field, values } = self;
        match answer.text(field) {
            Some(state) if values.contains(&state) => None,
            Some(state) if is_word(state) => Some(format!("`{field}` is still `{state}`")),
            Some(_) => Some(format!("`{field}` is no documented word")),
            None => Some(format!("the answer has no `{field}`")),
        }
    }
}

/// A documented word, and nothing that could be somebody's.
fn is_word(state: &str) -> bool {
    state.len() <= 40
        && state
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

type Pending<T> = Arc<dyn Fn(&T) -> Option<String> + Send + Sync>;

/// A query that is repeated until its answer is final: `.await` it.
///
/// It asks every 5 seconds for a minute, unless [`every`](Self::every) and [`within`](Self::within) say otherwise, by the
/// client's [`timer`](crate::ClientBuilder::timer). A query that fails in a way that may be gone the next time (no connection, a rate
/// limit, a system error: [`Advice`](crate::Advice) says so) is asked again as well; any other failure ends it.
///
/// This is for a till that waits for a payer, or a job that follows a transfer. Where a notification comes, rely on that.
///
/// ```
/// use std::time::Duration;
/// use wechatpay_openapi_runtime::{Error, Response, Wait};
/// # use wechatpay_openapi_runtime::record;
/// # record! {
/// #     /// As in the generated crate.
/// #     pub struct Transaction {
/// #         /// The state.
/// #         pub trade_state: Option<String>,
/// #     }
/// # }
///
/// /// `order` is `client.v3().pay().transactions().out_trade_no().out_trade_no("…").wait(request)`.
/// async fn paid(order: Wait<Transaction>) -> Result<bool, Error> {
///     let order = order.every(Duration::from_secs(3)).within(Duration::from_secs(90)).await?;
///     Ok(order.trade_state.as_deref() == Some("SUCCESS"))
/// }
/// ```
#[must_use = "nothing is asked before it is awaited"]
pub struct Wait<T> {
    call: Call<T>,
    pending: Pending<T>,
    every: Duration,
    within: Duration,
}

impl<T: Record> Wait<T> {
    /// Waits for one of these states. For generated code, and for what is not documented.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, Final, Method, Wait, record};
    ///
    /// record! {
    ///     /// The answer of a query that is not documented yet.
    ///     pub struct Order {
    ///         /// The state.
    ///         pub state: Option<String>,
    ///     }
    /// }
    ///
    /// async fn end(client: &Client) -> Result<Option<String>, Error> {
    ///     let query = client.call(Method::GET, "v3/some/new/{id}").path("id", "1").receive::<Order>();
    ///     let order = Wait::new(query, Final::states("state", &["DONE", "FAILED"])).await?;
    ///     Ok(order.into_inner().state)
    /// }
    /// ```
    pub fn new(call: Call<T>, states: Final) -> Self {
        Self::of(call, move |answer| states.pending(RecordRef::new(answer)))
    }
}

impl<T: FromAnswer> Call<T> {
    /// Sends the call again and again until an answer is as `done` says: see [`Wait`].
    ///
    /// For a query whose operation has no `wait`, or for another end than that has.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, Method};
    ///
    /// async fn is_done(client: &Client) -> Result<(), Error> {
    ///     let query = client.call(Method::GET, "v3/some/new/{id}").path("id", "1");
    ///     query.until(|answer| answer["state"] == "DONE").await?;
    ///     Ok(())
    /// }
    /// ```
    pub fn until(self, done: impl Fn(&T) -> bool + Send + Sync + 'static) -> Wait<T> {
        Wait::of(self, move |answer| {
            (!done(answer)).then(|| "the answer is still not as it was waited for".to_owned())
        })
    }
}

impl<T: FromAnswer> Wait<T> {
    fn of(call: Call<T>, pending: impl Fn(&T) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            call,
            pending: Arc::new(pending),
            every: Duration::from_secs(5),
            within: Duration::from_secs(60),
        }
    }

    /// How long to wait between an answer and the next query; 5 seconds without this.
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = pause;
        self
    }

    /// How long to wait in all; a minute without this. What is under way when it is over is still answered.
    pub fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// Sets what each of the queries has, such as `|call| call.timeout(…)`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wechatpay_openapi_runtime::{FromAnswer, Wait};
    ///
    /// fn patient<T: FromAnswer>(order: Wait<T>) -> Wait<T> {
    ///     order.with(|query| query.timeout(Duration::from_secs(30)))
    /// }
    /// ```
    pub fn with(mut self, set: impl FnOnce(Call<T>) -> Call<T>) -> Self {
        self.call = set(self.call);
        self
    }

    async fn wait(self) -> Result<Response<T>, Error> {
        let timer = self.call.timer();
        let began = timer.now();
        loop {
            let outcome = self.call.clone().await;
            let open = match outcome {
                Ok(answer) => match (self.pending)(&answer) {
                    None => return Ok(answer),
                    Some(why) => answer.blame(Error::new(ErrorKind::Timeout, why)),
                },
                Err(error) if error.advice().repeats() => error,
                Err(error) => return Err(error),
            };
            let pause = self.every.max(open.retry_after().unwrap_or_default());
            let waited = timer.now().saturating_sub(began);
            if waited.saturating_add(pause) > self.within {
                return Err(open.note(format_args!("waited {} s for a final state", waited.as_secs())));
            }
            timer.sleep(pause).await;
        }
    }
}

impl<T: FromAnswer> IntoFuture for Wait<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("call", &self.call)
            .field("every", &self.every)
            .field("within", &self.within)
            .finish_non_exhaustive()
    }
}
