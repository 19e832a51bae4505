//! Files on their way to a writer or a file, one after the other.

use std::io::Write;
use std::path::Path;

use super::Call;
#[cfg(feature = "blocking")]
use super::bridge::Bridge;
use super::stream::{self, Trust};
use super::trace::Span;
use crate::aside::aside;
use crate::download::{Download, FileStream, Part, file_failed};
use crate::error::{Error, ErrorKind};

/// The files to join: one, or those of a bill. Never none.
pub(super) struct Files(pub(super) Vec<Call<Download>>);

impl Files {
    pub(super) async fn write_to(self, mut writer: impl Write) -> Result<u64, Error> {
        let written = self
            .pour(Trust::Verified, |piece| {
                writer.write_all(piece).map_err(writer_failed)
            })
            .await?;
        writer.flush().map_err(writer_failed)?;
        Ok(written)
    }

    pub(super) async fn save_as(self, path: &Path) -> Result<u64, Error> {
        let mut part = self.part(path)?;
        // The part becomes the file only when the stream has ended well.
        let written = self.pour(Trust::AtTheEnd, |piece| part.write(piece)).await?;
        let finished = aside(move || part.finish()).await;
        finished.unwrap_or_else(|error| Err(file_failed(path, error)))?;
        Ok(written)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn write_to_blocking(self, mut writer: impl Write) -> Result<u64, Error> {
        let written = self.pour_blocking(Trust::Verified, |piece| {
            writer.write_all(piece).map_err(writer_failed)
        })?;
        writer.flush().map_err(writer_failed)?;
        Ok(written)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn save_as_blocking(self, path: &Path) -> Result<u64, Error> {
        let mut part = self.part(path)?;
        let written = self.pour_blocking(Trust::AtTheEnd, |piece| part.write(piece))?;
        part.finish()?;
        Ok(written)
    }

    fn part(&self, path: &Path) -> Result<Part, Error> {
        let mark = match self.0.first() {
            Some(call) => call.parts.client.core.next_nonce()?,
            None => String::new(),
        };
        Part::new(path, &mark)
    }

    /// Hands on every piece; gives the count of bytes.
    async fn pour(
        self,
        trust: Trust,
        mut take: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut written = 0;
        for call in self.0 {
            let mut stream = open(call, trust).await?;
            while let Some(piece) = stream.next().await {
                let piece = piece?;
                take(&piece)?;
                written += piece.len() as u64;
            }
        }
        Ok(written)
    }

    /// Reads on the thread of blocking calls, and hands the pieces to this one.
    #[cfg(feature = "blocking")]
    fn pour_blocking(
        self,
        trust: Trust,
        mut take: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut written = 0;
        for call in self.0 {
            pump(call, trust, |piece| {
                written += piece.len() as u64;
                take(piece)
            })?;
        }
        Ok(written)
    }
}

pub(super) async fn open(call: Call<Download>, trust: Trust) -> Result<FileStream, Error> {
    let span = Span::call(&call.parts);
    let transport = call.parts.client.core.engine.transport();
    span.follow(stream::open(*call.parts, transport, &span, trust))
        .await
}

#[cfg(feature = "blocking")]
fn pump(
    call: Call<Download>,
    trust: Trust,
    mut take: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let parts = *call.parts;
    let bridge = Bridge::of(&parts.client).map_err(|error| parts.name(error))?;
    let transport = bridge.transport();
    // Here, where the caller's span is the current one, and not on the runner's thread.
    let span = Span::call(&parts);
    let mut stream =
        bridge.run(async move { span.follow(stream::open(parts, transport, &span, trust)).await })??;
    loop {
        let (rest, piece) = bridge.run(async move {
            let piece = stream.next().await;
            (stream, piece)
        })?;
        match piece {
            Some(piece) => take(&piece?)?,
            None => return Ok(()),
        }
        stream = rest;
    }
}

fn writer_failed(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the writer failed: {error}")).source(error)
}
