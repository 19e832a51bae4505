//! Notifications as an argument of an axum handler.

use std::fmt;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum_core::body::Body;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::trace::NotificationSpan;
use super::{Notification, Notifications, Reply, TypedEvent};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;
use crate::timer::Timer;

/// How large a notification may be. The documented ones have a few kB.
const MAX_BYTES: usize = 1 << 20;
/// How long its body may take. WeChat Pay itself waits no longer for the answer, so who is slower is somebody else.
const MAX_TIME: Duration = Duration::from_secs(5);

/// An axum extractor: the notification in a request's body, verified, decrypted and typed.
///
/// It takes the raw body (at most 1 MiB, within 5 seconds by the client's timer), so it is the handler's last argument. The
/// [`Client`] comes from the state by [`FromRef`]; platform certificates are
/// fetched if the notification names one that is not known. What does not verify is
/// refused with its right [`Reply`], which also is what the handler
/// returns. `WechatPay<RawNotification>` does without types.
///
/// ```
/// use axum::{Router, routing::post};
/// use wechatpay_openapi_runtime::{Client, RawNotification, Rejection, Reply, WechatPay};
///
/// // In a program: `WechatPay<Event>`, with `wechatpay_openapi::webhook::Event`.
/// async fn notified(notification: Result<WechatPay<RawNotification>, Rejection>) -> Reply {
///     match notification {
///         Ok(WechatPay(notification)) => {
///             println!("{:?} {}", notification.event_type(), notification.deduplication_key());
///             notification.success()
///         }
///         Err(rejection) => {
///             eprintln!("{}", rejection.error);
///             rejection.reply
///         }
///     }
/// }
///
/// fn routes(client: Client) -> Router {
///     Router::new().route("/notify", post(notified)).with_state(client)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct WechatPay<E>(pub Notification<E>);

/// Why [`WechatPay`] did not take a request, and the answer to it.
///
/// As a handler's argument it is only the answer. Take `Result<WechatPay<_>, Rejection>` to log the error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rejection {
    /// What is wrong.
    pub error: Error,
    /// What the sender is told: nothing of the error's text.
    pub reply: Reply,
}

impl<S, E> FromRequest<S> for WechatPay<E>
where
    S: Send + Sync,
    Client: FromRef<S>,
    E: TypedEvent,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        Client::from_ref(state)
            .notifications()
            .receive(request)
            .await
            .map(Self)
    }
}

impl Notifications {
    /// The notification in a request of axum's, read as by [`WechatPay`].
    ///
    /// For a handler that knows only from the path or a header which of several merchants is meant. Its argument is the
    /// whole `axum::extract::Request`.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use std::sync::Arc;
    /// use axum::extract::{Path, Request, State};
    /// use wechatpay_openapi_runtime::{Client, RawNotification, Rejection, Reply};
    ///
    /// /// `/notify/{mchid}`, of many merchants.
    /// async fn notified(
    ///     State(merchants): State<Arc<BTreeMap<String, Client>>>,
    ///     Path(mchid): Path<String>,
    ///     request: Request,
    /// ) -> Result<Reply, Rejection> {
    ///     let Some(client) = merchants.get(&mchid) else {
    ///         return Ok(Reply::failure("no such merchant"));
    ///     };
    ///     // In a program: `receive::<Event>`, with `wechatpay_openapi::webhook::Event`.
    ///     let notification = client.notifications().receive::<RawNotification>(request).await?;
    ///     println!("{:?}", notification.event_type());
    ///     Ok(notification.success())
    /// }
    /// ```
    ///
    /// # Errors
    /// As of the extractor.
    pub async fn receive<E: TypedEvent>(&self, request: Request) -> Result<Notification<E>, Rejection> {
        let client = &self.client;
        let (parts, body) = request.into_parts();
        let body = match read(client, body).await {
            Ok(body) => body,
            Err(rejection) => {
                NotificationSpan::of(client, &parts.headers).refused(&rejection.error, &[]);
                return Err(rejection);
            }
        };
        let read = self.parse_event_fetching(&parts.headers, &body).await;
        read.map_err(|error| Rejection {
            reply: Reply::for_error(&error, &body),
            error,
        })
    }
}

async fn read(client: &Client, body: Body) -> Result<Bytes, Rejection> {
    let all = Limited::new(body, MAX_BYTES).collect();
    let error = match within(&*client.core.timer, MAX_TIME, all).await {
        Some(Ok(body)) => return Ok(body.to_bytes()),
        None => Error::new(
            ErrorKind::Timeout,
            "the notification's body did not arrive within 5 s",
        ),
        Some(Err(source)) if source.is::<LengthLimitError>() => {
            let text = "the notification is larger than 1 MiB";
            let reply = Reply {
                status: 413,
                ..Reply::failure(text)
            };
            let error = Error::new(ErrorKind::Decode, text).with_source(source);
            return Err(Rejection { error, reply });
        }
        Some(Err(source)) => {
            Error::new(ErrorKind::Interrupted, "the notification's body did not arrive").with_source(source)
        }
    };
    let reply = Reply::for_error(&error, &[]);
    Err(Rejection { error, reply })
}

/// `None` if the time was over first. There is no timer for what is there at once.
async fn within<T>(timer: &dyn Timer, time: Duration, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut limit: Option<BoxFuture<'_, ()>> = None;
    std::future::poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        let limit = limit.get_or_insert_with(|| timer.sleep(time));
        limit.as_mut().poll(context).map(|()| None)
    })
    .await
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        http::Response::<Bytes>::from(self).map(Body::from)
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        self.reply.into_response()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Rejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.error)
    }
}
