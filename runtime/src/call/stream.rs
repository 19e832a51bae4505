//! Opening a file: its head checked, its content still to come.

use bytes::{Bytes, BytesMut};

use super::attempts::{Attempts, undelivered};
use super::certificates::{keys_for, receive, refresh};
use super::deadline::Deadline;
use super::parts::CallParts;
use super::trace::Span;
use crate::aside::aside;
use crate::download::{Begun, FileStream, error_in_place, is_json, length, too_large, too_large_to_open};
use crate::error::{Error, ErrorKind};
use crate::keyring::Keyring;
use crate::operation::{Verify, Version};
use crate::transport::{Chunks, Shared, TransportError};
use crate::verify::{Claim, Failure, SignatureHeaders};

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        undelivered(error)
    }
}

/// When the pieces of a signed file are given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// When its signature held: it is read whole into memory first.
    Verified,
    /// As they come, to a reader who uses none of them unless the stream ends well.
    AtTheEnd,
}

/// The longest answer that may be an error where a file belongs.
const ERROR_LIMIT: usize = 1 << 20;

/// Sends the request, again if the policy says so, and reads as much of the answer as is needed to know that
/// it is the file. From then on it is the reader's: nothing that was given is asked for again.
pub(super) async fn open(
    parts: CallParts,
    transport: Shared,
    call: &Span,
    trust: Trust,
) -> Result<FileStream, Error> {
    let deadline = Deadline::of(&parts);
    let keys = match parts.operation.version {
        Version::V3 => keys_for(&parts, &transport, &deadline).await,
        Version::V2 => Ok(parts.client.core.platform_keys()),
    };
    let keys = keys.map_err(|error| parts.name(error))?;
    let mut attempts = Attempts::new(&parts, &keys, deadline.clone())?;
    let begun = loop {
        let span = attempts.begin(call);
        let attempt = async {
            let answer = attempts.open(&*transport, &span).await?;
            let begun = begin(&parts, answer, &keys, &transport, &deadline, trust).await?;
            opened(&parts, begun).await.map_err(|error| parts.name(error))
        };
        let outcome = span.follow(attempt).await;
        if let Some(begun) = attempts.end(outcome, &span).await? {
            break begun;
        }
    };
    let delivery = attempts.delivery();
    let (operation, path) = (parts.operation, parts.path);
    let blame = move |error: Error| error.of(&operation, path.clone()).delivered(delivery.clone());
    Ok(FileStream::new(begun, parts.options.file, blame))
}

/// Reads the beginning; or all of what must be verified first, or may be an error.
async fn begin(
    parts: &CallParts,
    answer: http::Response<Chunks>,
    keys: &Keyring,
    transport: &Shared,
    deadline: &Deadline,
    trust: Trust,
) -> Result<Begun, Error> {
    let (head, mut chunks) = answer.into_parts();
    let named = |error: TransportError| parts.name(error.into());
    let mut first = first(&mut chunks).await.map_err(named)?;
    // Part of a file (206) is none.
    let mut is_file = head.status == http::StatusCode::OK;
    if is_file && may_be_error(parts, &head.headers, &first) {
        while first.len() <= ERROR_LIMIT
            && let Some(piece) = chunks.next().await
        {
            first.extend_from_slice(&piece.map_err(named)?);
        }
        is_file = first.len() > ERROR_LIMIT;
    }
    let mut claim = None;
    if is_file && is_verified(parts, &head.headers) {
        // An encrypted file is read whole anyway.
        if trust == Trust::AtTheEnd && parts.options.file.sealed.is_none() {
            claim = claimed(parts, &head, keys, transport, deadline).await?;
        }
        is_file = claim.is_some();
    }
    if is_file {
        let chunks = Chunks::new(Beginning(Some(first.freeze()), chunks));
        let headers = head.headers;
        return Ok(Begun {
            headers,
            chunks,
            claim,
        });
    }
    let body = whole(first, &mut chunks, parts.limit(), too_large, |_| {})
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
    Ok(Begun {
        headers: received.headers,
        chunks: Chunks::whole(received.body),
        claim: None,
    })
}

/// Reads an encrypted file whole and opens it; any other stays as it is.
async fn opened(parts: &CallParts, mut begun: Begun) -> Result<Begun, Error> {
    let options = &parts.options.file;
    let Some(sealed) = options.sealed.clone() else {
        return Ok(begun);
    };
    let (limit, total) = (options.limit(), length(&begun.headers));
    if total.is_some_and(|total| total > limit as u64) {
        return Err(too_large_to_open(limit));
    }
    let tell = |received| options.tell(received, total);
    let file = whole(BytesMut::new(), &mut begun.chunks, limit, too_large_to_open, tell).await?;
    let content = aside(move || sealed.open(file)).await;
    let content = content.unwrap_or_else(|error| Err(undone(error)))?;
    begun.chunks = Chunks::whole(content);
    Ok(begun)
}

fn undone(error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::Interrupted,
        "the file was not decrypted: the runtime went away",
    )
    .source(error)
}

/// Whether the operation has the answer verified.
fn is_verified(parts: &CallParts, headers: &http::HeaderMap) -> bool {
    match parts.operation.verify {
        Verify::Unsigned => false,
        Verify::SignedIfPresent => SignatureHeaders::count(headers) > 0,
        Verify::Signed | Verify::StatementSha1 => !parts.is_v2(),
    }
}

/// Whether it looks like an error in a file's place.
fn may_be_error(parts: &CallParts, headers: &http::HeaderMap, first: &[u8]) -> bool {
    match parts.operation.version {
        Version::V2 => first.trim_ascii_start().starts_with(b"<"),
        Version::V3 => content_type(headers).is_some_and(is_json),
    }
}

/// What the headers claim of the file, with newer keys if theirs is unknown; `None` if it must be read whole for that.
async fn claimed(
    parts: &CallParts,
    head: &http::response::Parts,
    keys: &Keyring,
    transport: &Shared,
    deadline: &Deadline,
) -> Result<Option<Claim>, Error> {
    let core = &*parts.client.core;
    let claim = |keys: &Keyring| Claim::of(parts.operation.verify, keys, core.clock.now(), &head.headers);
    let mut claimed = claim(keys);
    if let Err(Failure::UnknownSerial { serial, .. }) = &claimed
        && core.keys.fetches()
        && !serial.starts_with("PUB_KEY_ID_")
    {
        // As for any answer, a fetch that failed leaves the key unknown.
        let _ = deadline.bound(refresh(&parts.client, transport)).await;
        claimed = claim(&core.keys.snapshot());
    }
    claimed.map_err(|failure| {
        let error = parts.name(failure.into());
        error.answered(head.status, &head.headers, &Bytes::new())
    })
}

fn content_type(headers: &http::HeaderMap) -> Option<&str> {
    headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
}

/// The beginning, up to a byte that is no blank.
async fn first(chunks: &mut Chunks) -> Result<BytesMut, TransportError> {
    let mut first = BytesMut::new();
    while first.trim_ascii_start().is_empty() && first.len() < 1024 {
        match chunks.next().await {
            Some(piece) => first.extend_from_slice(&piece?),
            None => break,
        }
    }
    Ok(first)
}

/// The rest, after what was read already.
async fn whole(
    first: BytesMut,
    chunks: &mut Chunks,
    limit: usize,
    too_large: fn(usize) -> Error,
    tell: impl Fn(u64),
) -> Result<Bytes, Error> {
    let mut body = first;
    while let Some(piece) = chunks.next().await {
        body.extend_from_slice(&piece?);
        tell(body.len() as u64);
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
