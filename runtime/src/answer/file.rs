//! A file in memory.

use std::fmt;

use bytes::Bytes;

use super::FromAnswer;
use crate::download::{Content, FileOptions};
use crate::error::{Error, ErrorKind};
use crate::operation::Answer;
use crate::received::{Received, code_and_message};
use crate::record::Cipher;

/// A file. As it came, unless [`unpack`](crate::Call::unpack) was asked for.
///
/// `Debug` does not show the content.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Download {
    /// The content.
    pub content: Bytes,
    /// `Content-Type`, if it is there.
    pub content_type: Option<String>,
}

impl FromAnswer for Download {
    const ANSWER: Answer = Answer::File;

    fn from_answer(answer: &Received, _: &dyn Cipher) -> Result<Self, Error> {
        let content_type = answer
            .headers
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if let Some(error) = error_in_place(content_type, &answer.body) {
            return Err(error);
        }
        let length = answer.body.len() as u64;
        answer.file.tell(length, Some(length));
        let file = answer.file.opened(answer.body.clone())?;
        Ok(Self {
            content: whole(&answer.file, &answer.headers, file)?,
            content_type: content_type.map(str::to_owned),
        })
    }
}

/// The content of a file that is in memory.
fn whole(options: &FileOptions, headers: &http::HeaderMap, file: Bytes) -> Result<Bytes, Error> {
    let limit = options.limit();
    let mut content = Content::new(options, headers);
    if content.passes_through() {
        return Ok(file);
    }
    content.feed(file);
    content.end();
    let mut out = Vec::new();
    while let Some(piece) = content.next()? {
        if out.len() + piece.len() > limit {
            return Err(too_large(limit));
        }
        out.extend_from_slice(&piece);
    }
    Ok(out.into())
}

pub(crate) fn too_large(limit: usize) -> Error {
    let text = format!(
        "the file has more than {limit} bytes: save it with `to_file`, or read more into memory with `limit`"
    );
    // It would be as large the next time.
    Error::new(ErrorKind::Interrupted, text).permanent(true)
}

/// An error that came as a success where a file belongs.
pub(crate) fn error_in_place(content_type: Option<&str>, body: &[u8]) -> Option<Error> {
    if !content_type.is_some_and(is_json) {
        return None;
    }
    let (code, message) = code_and_message(body)?;
    Some(Error::new(ErrorKind::Api, "an error answer").said(Some(code), Some(message)))
}

pub(crate) fn is_json(content_type: &str) -> bool {
    content_type.to_ascii_lowercase().contains("json")
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_bytes", &self.content.len())
            .field("content_type", &self.content_type)
            .finish()
    }
}
