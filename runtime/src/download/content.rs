//! From the bytes that come to the content: gzip undone, the digest kept.

use std::io::Write as _;

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http::HeaderMap;

use super::{Expected, FileOptions};
use crate::crypto::Hasher;
use crate::error::{Error, ErrorKind};

/// How much is unpacked at once: a packed byte becomes a thousand at most.
const STEP: usize = 16 << 10;
/// How a gzip file begins. No bill does.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Takes what comes, gives what is wanted, and checks the digest at the end.
///
/// The digest of a bill is that of its unpacked content, packed or not.
pub(crate) struct Content {
    input: Bytes,
    ended: bool,
    /// `None` until the first bytes say what it is.
    packed: Option<bool>,
    unpack: bool,
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    digest: Option<(Expected, Hasher)>,
}

impl Content {
    pub(crate) fn new(options: &FileOptions, headers: &HeaderMap) -> Self {
        let digest = options.expected.clone().or_else(|| Expected::stated(headers));
        Self {
            input: Bytes::new(),
            ended: false,
            packed: None,
            unpack: options.unpack,
            decoder: None,
            digest: digest.and_then(|expected| expected.start().map(|hasher| (expected, hasher))),
        }
    }

    /// Whether nothing is to be done.
    pub(crate) fn passes_through(&self) -> bool {
        !self.unpack && self.digest.is_none()
    }

    /// Takes the next piece, once [`next`](Self::next) has no more of the one before.
    pub(crate) fn feed(&mut self, piece: Bytes) {
        self.input = match self.input.is_empty() {
            true => piece,
            // At most the one byte that did not say what it is.
            false => [&*self.input, &*piece].concat().into(),
        };
    }

    /// Nothing more comes.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    /// The next piece of the content. `None`: more input is needed, or, after
    /// the end, everything was given and the digest is right.
    pub(crate) fn next(&mut self) -> Result<Option<Bytes>, Error> {
        if self.passes_through() && !self.input.is_empty() {
            return Ok(Some(std::mem::take(&mut self.input)));
        }
        let needs_more = self.packed.is_none() && self.input.len() < GZIP.len() && !self.ended;
        while !self.input.is_empty() && !needs_more {
            let packed = *self.packed.get_or_insert_with(|| self.input.starts_with(&GZIP));
            let step = self.input.split_to(self.input.len().min(STEP));
            let plain = if packed {
                self.unpacked(&step)?
            } else {
                step.clone()
            };
            if let Some((_, digest)) = &mut self.digest {
                digest.update(&plain);
            }
            let out = if self.unpack { plain } else { step };
            if !out.is_empty() {
                return Ok(Some(out));
            }
        }
        if self.ended {
            return self.finish();
        }
        Ok(None)
    }

    fn unpacked(&mut self, step: &[u8]) -> Result<Bytes, Error> {
        let decoder = self
            .decoder
            .get_or_insert_with(|| MultiGzDecoder::new(Vec::new()));
        decoder.write_all(step).map_err(broken)?;
        decoder.flush().map_err(broken)?;
        Ok(std::mem::take(decoder.get_mut()).into())
    }

    /// Checks that gzip came to its end, and the digest.
    fn finish(&mut self) -> Result<Option<Bytes>, Error> {
        if let Some(decoder) = self.decoder.take() {
            let rest = Bytes::from(decoder.finish().map_err(broken)?);
            if let Some((_, digest)) = &mut self.digest {
                digest.update(&rest);
            }
            if self.unpack && !rest.is_empty() {
                return Ok(Some(rest));
            }
        }
        match self.digest.take() {
            Some((expected, digest)) => expected.compare(digest).map(|()| None),
            None => Ok(None),
        }
    }
}

fn broken(error: std::io::Error) -> Error {
    let text = format!("the file is gzip and cannot be unpacked ({error}): download it again");
    Error::new(ErrorKind::Digest, text).with_source(error)
}
