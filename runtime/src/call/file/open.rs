//! Opening a file: its head checked, its content still to come.

use bytes::{Bytes, BytesMut};

use crate::answer::{error_in_place, is_json, too_large};
use crate::background::spawn_blocking;
use crate::call::attempts::{Attempts, Exchange};
use crate::call::deadline::Deadline;
use crate::call::parts::CallParts;
use crate::call::trace::Span;
use crate::call::trust::Trust;
use crate::call::unseal::unseal;
use crate::download::{Begun, FileStream, length, too_large_to_open};
use crate::error::{Error, ErrorKind};
use crate::operation::{Verify, Version};
use crate::transport::{Chunks, Shared, TransportError};
use crate::verify::SignatureHeaders;

/// When the pieces of a signed file are given out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Release {
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
    mut parts: CallParts,
    transport: Shared,
    call: &Span,
    release: Release,
) -> Result<FileStream, Error> {
    let deadline = Deadline::of(&parts);
    unseal(&mut parts, &deadline).await?;
    let trust = Trust::of(&parts, &transport, &deadline).await?;
    let attempts = Attempts::new(&parts, &*transport, trust.keys(), deadline.clone())?;
    let beginning = Beginning {
        parts: &parts,
        trust: &trust,
        release,
    };
    let (begun, delivery) = attempts.run(call, &beginning).await?;
    let (operation, path) = (parts.operation, parts.path);
    let blame = move |error: Error| error.of(&operation, path.clone()).delivered(delivery.clone());
    Ok(FileStream::new(begun, parts.options.file, blame))
}

/// As much of a file as is needed to know that it is one.
struct Beginning<'a> {
    parts: &'a CallParts,
    trust: &'a Trust<'a>,
    release: Release,
}

impl Exchange for Beginning<'_> {
    type Received = Begun;

    async fn once(&self, attempts: &Attempts<'_>, span: &Span) -> Result<Begun, Error> {
        let parts = self.parts;
        let answer = attempts.open(span).await?;
        let begun = begin(parts, answer, self.trust, self.release).await?;
        opened(parts, begun).await.map_err(|error| parts.name(error))
    }
}

/// Reads the beginning; or all of what must be verified first, or may be an error.
async fn begin(
    parts: &CallParts,
    answer: http::Response<Chunks>,
    trust: &Trust<'_>,
    release: Release,
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
        if release == Release::AtTheEnd && parts.options.file.sealed.is_none() {
            claim = trust.claim(&head).await?;
        }
        is_file = claim.is_some();
    }
    if is_file {
        let chunks = Chunks::new(Rejoined(Some(first.freeze()), chunks));
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
    let received = trust.receive(http::Response::from_parts(head, body)).await?;
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
    let content = spawn_blocking(move || sealed.open(file)).await;
    let content = content.unwrap_or_else(|error| Err(undone(error)))?;
    begun.chunks = Chunks::whole(content);
    Ok(begun)
}

fn undone(error: std::io::Error) -> Error {
    Error::new(
        ErrorKind::Interrupted,
        "the file was not decrypted: the runtime went away",
    )
    .with_source(error)
}

/// Whether the operation has the answer verified.
fn is_verified(parts: &CallParts, headers: &http::HeaderMap) -> bool {
    match parts.operation.verify {
        Verify::Unsigned => false,
        Verify::SignedIfPresent => SignatureHeaders::count(headers) > 0,
        Verify::Signed | Verify::StatementSha1 => parts.operation.version == Version::V3,
    }
}

/// Whether it looks like an error in a file's place.
fn may_be_error(parts: &CallParts, headers: &http::HeaderMap, first: &[u8]) -> bool {
    match parts.operation.version {
        Version::V2 => first.trim_ascii_start().starts_with(b"<"),
        Version::V3 => content_type(headers).is_some_and(is_json),
    }
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
struct Rejoined(Option<Bytes>, Chunks);

impl futures_core::Stream for Rejoined {
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
