//! The default transport: reqwest over rustls.

use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::{BoxFuture, Outgoing, Transport, TransportError};
use crate::record::BoxError;

/// Sends by reqwest. A clone shares the connections.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

/// WeChat Pay closes idle connections after 8 seconds; we are first, so that no
/// request meets a closing one.
const POOL_IDLE: Duration = Duration::from_secs(7);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

impl ReqwestTransport {
    /// With the settings that WeChat Pay wants.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, BoxError> {
        Ok(Self {
            client: Self::builder().build()?,
        })
    }

    /// The settings to start from for a client of your own: proxy, root certificates, …
    ///
    /// Redirects are off and answers are not decompressed; leave it so.
    pub fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .pool_idle_timeout(POOL_IDLE)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let limit = outgoing.limit;
            let mut request = reqwest::Request::try_from(outgoing.request).map_err(failure)?;
            *request.timeout_mut() = Some(outgoing.timeout);
            let response = self.client.execute(request).await.map_err(failure)?;
            collect(response, limit).await
        })
    }
}

async fn collect(
    mut response: reqwest::Response,
    limit: Option<usize>,
) -> Result<http::Response<Bytes>, TransportError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if limit.is_some_and(|limit| body.len() + chunk.len() > limit) {
            let text = format!("the answer is larger than {} bytes", limit.unwrap_or_default());
            return Err(TransportError::interrupted(text));
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = http::Response::new(body.freeze());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    Ok(answer)
}

fn failure(error: reqwest::Error) -> TransportError {
    // A URL may hold a download's token.
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        TransportError::not_sent(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::interrupted(error)
    }
}
