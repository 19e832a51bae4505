//! One POST to a merchant's server.

use std::error::Error as _;
use std::net::IpAddr;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use crate::text::Text;

/// Of a reply no more than this is read, in bytes: an acknowledgement has a few dozen.
const REPLY_BYTES: usize = 64 * 1024;

/// Sends as WeChat Pay does: no redirect is followed. To this machine TLS certificates are not checked, since
/// nobody certifies `localhost`, and no proxy is used.
#[derive(Debug, Clone)]
pub(super) struct Post {
    outside: Client,
    loopback: Client,
}

impl Post {
    pub(super) fn new() -> reqwest::Result<Self> {
        let builder = || {
            Client::builder()
                .redirect(Policy::none())
                .user_agent("Mozilla/4.0")
        };
        Ok(Self {
            outside: builder().build()?,
            loopback: builder()
                .no_proxy()
                .tls_danger_accept_invalid_certs(true)
                .build()?,
        })
    }

    /// Sends this and reads the reply, its body cut; both within this time.
    ///
    /// # Errors
    /// No reply: a text for people says why.
    pub(super) async fn send(
        &self,
        url: &str,
        (headers, body): (HeaderMap, Bytes),
        patience: Duration,
    ) -> Result<http::Response<Bytes>, Text> {
        let url = address(url).map_err(|en| Text::new(format!("`{url}` 不是 HTTP 地址"), en))?;
        let client = match is_loopback(&url) {
            true => &self.loopback,
            false => &self.outside,
        };
        let exchange = async {
            let response = client
                .post(url.clone())
                .headers(headers)
                .body(body)
                .send()
                .await?;
            read(response).await
        };
        match tokio::time::timeout(patience, exchange).await {
            Ok(reply) => reply.map_err(|error| unanswered(&url, &error)),
            Err(_) => {
                let secs = patience.as_secs();
                Err(Text::new(
                    format!("{secs} 秒内没有应答"),
                    format!("no reply within {secs} s"),
                ))
            }
        }
    }
}

/// Where a notification can be sent to.
///
/// # Errors
/// Nowhere, by this text.
pub fn address(text: &str) -> Result<Url, String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(url),
        _ => Err(format!(
            "`{text}` is no URL of HTTP: it is to be like http://127.0.0.1:8080/notify"
        )),
    }
}

async fn read(mut response: Response) -> reqwest::Result<http::Response<Bytes>> {
    let mut body = BytesMut::new();
    while let Some(piece) = response.chunk().await? {
        body.extend_from_slice(&piece[..piece.len().min(REPLY_BYTES - body.len())]);
        if body.len() == REPLY_BYTES {
            break;
        }
    }
    let mut reply = http::Response::new(body.freeze());
    *reply.status_mut() = response.status();
    std::mem::swap(reply.headers_mut(), response.headers_mut());
    Ok(reply)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn unanswered(url: &Url, error: &reqwest::Error) -> Text {
    let mut cause = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        cause = inner.to_string();
        source = inner.source();
    }
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or_default();
    match error.is_connect() {
        true => Text::new(
            format!("无法连接 {host}:{port}：{cause}。那里的程序在运行吗？"),
            format!("no connection to {host}:{port}: {cause}. Is the program running there?"),
        ),
        false => Text::new(
            format!("{host}:{port} 的应答中断：{cause}"),
            format!("the reply of {host}:{port} broke off: {cause}"),
        ),
    }
}
