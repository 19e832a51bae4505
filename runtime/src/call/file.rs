//! Calls whose answer is a file.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::parts::{CallParts, Options, Payload, Values};
use super::trace::Span;
use super::{Call, stream};
use crate::aside::aside;
use crate::client::Client;
use crate::download::{Download, Expected, FileStream, Part, Progress, file_failed, locate};
use crate::error::Error;
use crate::operation::{Method, Operation, Verify};

impl Call<Download> {
    /// The file behind a download URL. A URL that leads elsewhere fails when it is sent.
    pub(crate) fn download(client: Client, url: &str) -> Self {
        let mut operation = Operation::v3(Method::Get, "").verify(Verify::SignedIfPresent);
        operation.answers = crate::operation::Answer::File;
        let (values, payload) = match locate(url, &client.core.hosts) {
            Ok((origin, target)) => (Values::Url { origin, target }, Payload::None),
            Err(text) => (Values::Named(Vec::new()), Payload::Failed(text)),
        };
        // Its query holds a token.
        let path = match &values {
            Values::Url { target, .. } => target.split('?').next().unwrap_or_default().to_owned(),
            _ => "/".to_owned(),
        };
        Self::from_parts(CallParts {
            client,
            operation,
            path: path.into(),
            values,
            query: Vec::new(),
            payload,
            options: Options::default(),
        })
    }

    /// Checks the file against the digest that it was announced with (`hash_type`, `hash_value`):
    /// SHA1 or SHA256 in hexadecimal, of the unpacked content, whether it comes as gzip or not.
    pub fn digest(mut self, kind: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.options.file.expected = Some(Expected::new(kind, value));
        self
    }

    /// Unpacks the file if it is gzip (`tar_type=GZIP`). Without this it is given as it comes.
    pub fn unpack(mut self) -> Self {
        self.parts.options.file.unpack = true;
        self
    }

    /// The largest file to read into memory, in bytes, packed or unpacked; 64 MiB without this.
    /// What is streamed or saved is not limited.
    pub fn limit(mut self, bytes: usize) -> Self {
        self.parts.options.limit = Some(bytes);
        self.parts.options.file.limit = Some(bytes);
        self
    }

    /// Is told of each piece that comes; of a file read into memory once, at the end.
    pub fn progress(mut self, tell: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.parts.options.file.progress = Some(Arc::new(tell));
        self
    }

    /// Begins the download and gives the content piece by piece.
    ///
    /// The [`timeout`](Call::timeout) is for the answer's beginning with all
    /// attempts, and for each piece anew. A file that is signed is read and
    /// verified whole before the first piece is given; bills are not.
    ///
    /// Until the file begins, it is asked for again as [`retry`](Call::retry)
    /// says. A file that breaks off later is an error, and is not begun again:
    /// whoever has its pieces must drop them first.
    ///
    /// # Errors
    /// As for `.await`: an error of the API is one here, too, with its body.
    pub async fn stream(self) -> Result<FileStream, Error> {
        let call = Span::call(&self.parts);
        let transport = self.parts.client.core.engine.transport();
        call.follow(stream::open(*self.parts, transport, &call)).await
    }

    /// Writes the content to a writer; gives the count of bytes written.
    ///
    /// # Errors
    /// As for [`stream`](Self::stream) and its pieces, or the writer failed. What was
    /// written before an error is not the file.
    pub async fn to_writer(self, mut writer: impl Write) -> Result<u64, Error> {
        let mut stream = self.stream().await?;
        let mut written = 0;
        while let Some(piece) = stream.next().await {
            write(&mut writer, &piece?, &mut written)?;
        }
        writer.flush().map_err(writer_failed)?;
        Ok(written)
    }

    /// Saves the file; gives the count of bytes written.
    ///
    /// It is written beside the target under another name, and moved into place
    /// when it is whole, has its digest and is on the disk. After an error the
    /// target is as it was before, and nothing else is left.
    ///
    /// # Errors
    /// As for [`stream`](Self::stream) and its pieces, or the file cannot be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let mark = self.parts.client.core.next_nonce()?;
        let mut stream = self.stream().await?;
        let mut part = Part::create(path.as_ref(), &mark)?;
        let mut written = 0;
        while let Some(piece) = stream.next().await {
            let piece = piece?;
            part.write(&piece)?;
            written += piece.len() as u64;
        }
        let finished = aside(move || part.finish()).await;
        finished.unwrap_or_else(|error| Err(file_failed(path.as_ref(), error)))?;
        Ok(written)
    }

    /// As [`to_file`](Self::to_file), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn to_file_blocking(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let mark = self.parts.client.core.next_nonce()?;
        let mut part: Option<Part> = None;
        let mut written = 0;
        self.pump(|piece| {
            let part = match &mut part {
                Some(part) => part,
                None => part.insert(Part::create(path.as_ref(), &mark)?),
            };
            written += piece.len() as u64;
            part.write(piece)
        })?;
        match part {
            Some(part) => part.finish()?,
            None => Part::create(path.as_ref(), &mark)?.finish()?,
        }
        Ok(written)
    }

    /// As [`to_writer`](Self::to_writer), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn to_writer_blocking(self, mut writer: impl Write) -> Result<u64, Error> {
        let mut written = 0;
        self.pump(|piece| write(&mut writer, piece, &mut written))?;
        writer.flush().map_err(writer_failed)?;
        Ok(written)
    }

    /// Reads on the thread of blocking calls, and hands the pieces to this one.
    #[cfg(feature = "blocking")]
    fn pump(self, mut take: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
        let bridge = super::bridge::Bridge::of(&self.parts.client).map_err(|error| self.parts.name(error))?;
        let (parts, transport) = (*self.parts, bridge.transport());
        // Here, where the caller's span is the current one, and not on the runner's thread.
        let call = Span::call(&parts);
        let mut stream =
            bridge.run(async move { call.follow(stream::open(parts, transport, &call)).await })??;
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
}

fn write(writer: &mut impl Write, piece: &[u8], written: &mut u64) -> Result<(), Error> {
    writer.write_all(piece).map_err(writer_failed)?;
    *written += piece.len() as u64;
    Ok(())
}

fn writer_failed(error: std::io::Error) -> Error {
    Error::new(crate::error::ErrorKind::Io, format!("the writer failed: {error}")).source(error)
}
