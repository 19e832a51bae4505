//! Opening a file: its head checked, its content still to come.

use bytes::{Bytes, BytesMut};

use super::attempts::{Attempts, undelivered};
use super::certificates::{keys_for, receive};
use super::deadline::Deadline;
use super::parts::CallParts;
use super::trace::Span;
use crate::download::{FileStream, error_in_place, is_json, too_large};
use crate::error::Error;
use crate::keyring::Keyring;
use crate::operation::{Verify, Version};
use crate::transport::{Chunks, Shared, TransportError};
use crate::verify::SignatureHeaders;

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        undelivered(error)
    }
}

/// Sends the request, again if the policy says so, and reads as much of the answer as is needed to know that
/// it is the file. From then on it is the reader's: nothing that was given is asked for again.
pub(super) async fn open(parts: CallParts, transport: Shared, call: &Span) -> Result<FileStream, Error> {
    let deadline = Deadline::of(&parts);
    let keys = match parts.operation.version {
        Version::V3 => keys_for(&parts, &transport, &deadline).await,
        Version::V2 => Ok(parts.client.core.platform_keys()),
    };
    let keys = keys.map_err(|error| parts.name(error))?;
    let mut attempts = Attempts::new(&parts, &keys, deadline.clone())?;
    let (headers, chunks) = loop {
        let span = attempts.begin(call);
        let attempt = async {
            let answer = attempts.open(&*transport, &span).await?;
            begin(&parts, answer, &keys, &transport, &deadline).await
        };
        let outcome = span.follow(attempt).await;
        if let Some(begun) = attempts.end(outcome, &span).await? {
            break begun;
        }
    };
    let delivery = attempts.delivery();
    let (method, path) = (parts.operation.method, parts.path);
    let blame = move |error: Error| error.of(method, path.clone()).delivered(delivery.clone());
    Ok(FileStream::new(headers, chunks, parts.options.file, blame))
}

/// Reads the beginning; or all of what must be verified, or may be an error.
async fn begin(
    parts: &CallParts,
    answer: http::Response<Chunks>,
    keys: &Keyring,
    transport: &Shared,
    deadline: &Deadline,
) -> Result<(http::HeaderMap, Chunks), Error> {
    let (head, mut chunks) = answer.into_parts();
    let first = first(&mut chunks)
        .await
        .map_err(|error| parts.name(error.into()))?;
    if is_file(parts, &head, &first) {
        return Ok((head.headers, Chunks::new(Beginning(Some(first), chunks))));
    }
    let body = whole(first, &mut chunks, parts.limit())
        .await
        .map_err(|error| parts.name(error))?;
    let received = receive(
        parts,
        http::Response::from_parts(head, body),
        keys,
        transport,
        deadline,
    )
    .await?;
    if let Some(error) = error_in_place(content_type(&received.headers), &received.body) {
        return Err(received.blame(error));
    }
    Ok((received.headers, Chunks::whole(received.body)))
}

/// Whether this is surely the file, and nothing of it needs the whole to be verified.
fn is_file(parts: &CallParts, head: &http::response::Parts, first: &Bytes) -> bool {
    let signed = SignatureHeaders::count(&head.headers) > 0;
    let whole_is_verified = match parts.operation.verify {
        Verify::Unsigned => false,
        Verify::SignedIfPresent => signed,
        Verify::Signed | Verify::StatementSha1 => !parts.is_v2(),
    };
    let may_be_error = match parts.operation.version {
        Version::V2 => first.trim_ascii_start().starts_with(b"<"),
        Version::V3 => content_type(&head.headers).is_some_and(is_json),
    };
    head.status.is_success() && !whole_is_verified && !may_be_error
}

fn content_type(headers: &http::HeaderMap) -> Option<&str> {
    headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
}

/// The beginning, up to a byte that is no blank.
async fn first(chunks: &mut Chunks) -> Result<Bytes, TransportError> {
    let mut first = BytesMut::new();
    while first.trim_ascii_start().is_empty() && first.len() < 1024 {
        match chunks.next().await {
            Some(piece) => first.extend_from_slice(&piece?),
            None => break,
        }
    }
    Ok(first.freeze())
}

async fn whole(first: Bytes, chunks: &mut Chunks, limit: usize) -> Result<Bytes, Error> {
    let mut body = BytesMut::from(first);
    while let Some(piece) = chunks.next().await {
        body.extend_from_slice(&piece?);
        if body.len() > limit {
            return Err(too_large(limit));
        }
    }
    Ok(body.freeze())
}

/// What was read already, then the rest.
struct Beginning(Option<Bytes>, Chunks);

impl futures_core::Stream for Beginning {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        match self.0.take().filter(|first| !first.is_empty()) {
            Some(first) => std::task::Poll::Ready(Some(Ok(first))),
            None => std::pin::Pin::new(&mut self.1).poll_next(cx),
        }
    }
}
