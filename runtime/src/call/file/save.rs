//! Files on their way to a writer or a file, one after the other.

use std::io::Write;
use std::path::Path;

use super::open::{Release, open};
use crate::answer::Download;
use crate::background::spawn_blocking;
#[cfg(feature = "blocking")]
use crate::call::bridge::block_on;
use crate::call::pending::Call;
use crate::call::trace::Span;
use crate::download::{FileStream, PartFile, file_failed};
use crate::error::{Error, ErrorKind};

/// The files to join: one, or those of a bill. Never none.
pub(super) struct Files(pub(super) Vec<Call<Download>>);

impl Files {
    pub(super) async fn write_to(self, mut writer: impl Write) -> Result<u64, Error> {
        let written = self
            .pour(Release::Verified, |piece| {
                writer.write_all(piece).map_err(writer_failed)
            })
            .await?;
        writer.flush().map_err(writer_failed)?;
        Ok(written)
    }

    pub(super) async fn save_as(self, path: &Path) -> Result<u64, Error> {
        let mut part = PartFile::new(path)?;
        // The part becomes the file only when the stream has ended well.
        let written = self.pour(Release::AtTheEnd, |piece| part.write(piece)).await?;
        let finished = spawn_blocking(move || part.finish()).await;
        finished.unwrap_or_else(|error| Err(file_failed(path, error)))?;
        Ok(written)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn write_to_blocking(self, mut writer: impl Write) -> Result<u64, Error> {
        let written = self.pour_blocking(Release::Verified, |piece| {
            writer.write_all(piece).map_err(writer_failed)
        })?;
        writer.flush().map_err(writer_failed)?;
        Ok(written)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn save_as_blocking(self, path: &Path) -> Result<u64, Error> {
        let mut part = PartFile::new(path)?;
        let written = self.pour_blocking(Release::AtTheEnd, |piece| part.write(piece))?;
        part.finish()?;
        Ok(written)
    }

    /// Hands on every piece; gives the count of bytes.
    async fn pour(
        self,
        release: Release,
        mut take: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut written = 0;
        for call in self.0 {
            let mut stream = opened(call, release).await?;
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
        release: Release,
        mut take: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut written = 0;
        for call in self.0 {
            pump(call, release, |piece| {
                written += piece.len() as u64;
                take(piece)
            })?;
        }
        Ok(written)
    }
}

pub(super) async fn opened(call: Call<Download>, release: Release) -> Result<FileStream, Error> {
    let span = Span::call(&call.parts);
    let transport = call.parts.client.core.engine.transport();
    span.follow(open(*call.parts, transport, &span, release)).await
}

#[cfg(feature = "blocking")]
fn pump(
    call: Call<Download>,
    release: Release,
    mut take: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let parts = *call.parts;
    let (client, operation, path) = (parts.client.clone(), parts.operation, parts.path.clone());
    // Here, where the caller's span is the current one, and not on the runner's thread.
    let span = Span::call(&parts);
    let opened = |transport| async move { span.follow(open(parts, transport, &span, release)).await };
    let mut stream = block_on(&client, opened).map_err(|error| error.of(&operation, path))?;
    loop {
        let (rest, piece) = block_on(&client, |_| async move {
            let piece = stream.next().await.transpose()?;
            Ok((stream, piece))
        })?;
        match piece {
            Some(piece) => take(&piece)?,
            None => return Ok(()),
        }
        stream = rest;
    }
}

fn writer_failed(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the writer failed: {error}")).with_source(error)
}
