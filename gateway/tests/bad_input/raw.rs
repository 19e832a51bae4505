//! HTTP byte by byte.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How an answer begins, and what is in it.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    /// `code` of v3.
    pub(crate) fn code(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body["code"].as_str().unwrap_or_default().to_owned()
    }
}

pub(crate) async fn open(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.expect("it listens")
}

/// Sends these bytes and reads until the other side closes.
pub(crate) async fn send(address: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = open(address).await;
    // It may close before it has read everything.
    drop(stream.write_all(request).await);
    answer(&mut stream).await.expect("an answer")
}

/// What comes until the other side closes; `None` if that is nothing.
pub(crate) async fn answer(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(30), async {
        let mut piece = [0; 8192];
        while let Ok(length @ 1..) = stream.read(&mut piece).await {
            bytes.extend_from_slice(&piece[..length]);
        }
    });
    drop(read.await);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let body = text
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned())
        .unwrap_or_default();
    Some(Answer { status, body })
}
