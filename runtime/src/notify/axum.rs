//! Notifications as an argument of an axum handler.

use std::fmt;

use axum_core::body::Body;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::{Notification, Reply, TypedEvent};
use crate::client::Client;
use crate::error::{Error, ErrorKind};

/// How large a notification may be. The documented ones have a few kB.
const MAX_BYTES: usize = 1 << 20;

/// An axum extractor: the notification in a request's body, verified, decrypted and typed.
///
/// It takes the raw body (at most 1 MiB), so it is the handler's last argument. The
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
///             println!("{} {}", notification.raw.id(), notification.event_type());
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
        let (parts, body) = request.into_parts();
        let body = read(body).await?;
        let client = Client::from_ref(state);
        match client
            .notifications()
            .parse_event_fetching(&parts.headers, &body)
            .await
        {
            Ok(notification) => Ok(Self(notification)),
            Err(error) => Err(Rejection {
                reply: Reply::for_error(&error, &body),
                error,
            }),
        }
    }
}

async fn read(body: Body) -> Result<Bytes, Rejection> {
    let read = Limited::new(body, MAX_BYTES).collect().await;
    read.map(|body| body.to_bytes()).map_err(|source| {
        let is_too_long = source.is::<LengthLimitError>();
        let (kind, status) = match is_too_long {
            true => (ErrorKind::Decode, 413),
            false => (ErrorKind::Interrupted, 400),
        };
        let text = match is_too_long {
            true => "the notification is larger than 1 MiB",
            false => "the notification's body did not arrive",
        };
        let reply = Reply {
            status,
            ..Reply::failure(text)
        };
        Rejection {
            error: Error::new(kind, text).source(source),
            reply,
        }
    })
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
