//! An error as text: `Display` in one line, `Debug` without anything that was sent.

use std::fmt::{self, Write as _};

use bytes::Bytes;

use super::held::Called;
use super::line::{Cut, OneLine};
use super::{Error, ErrorKind};
use crate::operation::Advice;

/// How much is shown of what others wrote, in characters.
const CODE: usize = 64;
const MESSAGE: usize = 500;
const REQUEST_ID: usize = 128;
/// Texts of ours, into which some of others' are written.
const TEXT: usize = 4_000;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_list = f.alternate();
        self.fmt_text(&mut OneLine(f))?;
        self.fmt_problems(f, is_list)?;
        let out = &mut OneLine(f);
        if let Some(id) = self.request_id() {
            write!(out, " (Request-ID {})", Cut(id, REQUEST_ID))?;
        }
        self.fmt_delivery(out)?;
        self.fmt_advice(out)
    }
}

impl Error {
    fn fmt_text(&self, out: &mut OneLine<'_, '_>) -> fmt::Result {
        if let Some(Called { operation, path }) = &self.0.call {
            write!(out, "{} {path}: ", operation.method)?;
        }
        if self.0.kind == ErrorKind::Api {
            self.fmt_api(out)
        } else {
            write!(out, "{}", Cut(&self.0.text, TEXT))
        }
    }

    /// What is wrong with a configuration: on this line, or each on its own.
    fn fmt_problems(&self, f: &mut fmt::Formatter<'_>, is_list: bool) -> fmt::Result {
        if self.0.kind != ErrorKind::Config {
            return Ok(());
        }
        let one = self.0.problems.len() == 1;
        for (index, problem) in self.0.problems.iter().enumerate() {
            match (is_list, index) {
                (true, _) => f.write_str("\n- ")?,
                (false, 0) if one => f.write_str(": ")?,
                (false, 0) => f.write_str(": (1) ")?,
                (false, _) => write!(f, "; ({}) ", index + 1)?,
            }
            OneLine(f).write_str(problem)?;
        }
        Ok(())
    }

    fn fmt_api(&self, out: &mut OneLine<'_, '_>) -> fmt::Result {
        if let Some(status) = self.status() {
            write!(out, "WeChat Pay answered {}", status.as_u16())?;
        }
        if let Some(code) = self.code() {
            write!(out, " {}", Cut(code, CODE))?;
        }
        if let Some(message) = self.message() {
            write!(out, ": {}", Cut(message, MESSAGE))?;
        }
        if self.0.verified_by.is_none() {
            out.write_str(" [unsigned]")?;
        }
        if self.0.said.is_none() && self.status().is_some_and(|status| status.is_success()) {
            write!(out, "; {}", Cut(&self.0.text, TEXT))?;
        }
        match self.0.clocks {
            Some(times) => write!(out, "; {}", times.of_clocks()),
            None => Ok(()),
        }
    }
}

/// What to do, last.
impl Error {
    fn fmt_advice(&self, out: &mut OneLine<'_, '_>) -> fmt::Result {
        if !self.is_advised() {
            return Ok(());
        }
        match (self.advice(), self.retry_after()) {
            (Advice::Query, _) => write!(out, "; {} before anything else", Advice::Query),
            (Advice::RetryLater, Some(time)) => write!(out, "; retry after {} s", time.as_secs_f64().ceil()),
            (advice, _) => write!(out, "; {advice}"),
        }
    }

    /// Whether the line ends with it: of a call that was sent. What is refused on this side says in its own text what is
    /// wrong, and so does a file; and a notification is answered, not repeated.
    fn is_advised(&self) -> bool {
        let is_of_call = self.0.call.is_some() && !self.0.is_source;
        match self.0.kind {
            ErrorKind::Config
            | ErrorKind::Unsupported
            | ErrorKind::Request
            | ErrorKind::NoPlatformCertificates
            | ErrorKind::MissingFields
            | ErrorKind::Digest
            | ErrorKind::Io
            | ErrorKind::Crypto => false,
            ErrorKind::PlatformCertificates => !self.0.is_source,
            ErrorKind::NotSent
            | ErrorKind::Timeout
            | ErrorKind::Interrupted
            | ErrorKind::Api
            | ErrorKind::Accepted
            | ErrorKind::Unsigned
            | ErrorKind::Probe
            | ErrorKind::Expired
            | ErrorKind::UnknownSerial
            | ErrorKind::Signature
            | ErrorKind::Decrypt
            | ErrorKind::Decode => is_of_call,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("text", &format_args!("{self}"))
            .field("status", &self.status())
            .field("problems", &self.0.problems)
            .field("verified_by", &self.0.verified_by)
            .field("clocks", &self.0.clocks)
            .field("host", &self.host())
            .field("retry_after", &self.retry_after())
            .field("body_bytes", &self.body().map(Bytes::len))
            .field("source", &self.0.source)
            .finish()
    }
}
