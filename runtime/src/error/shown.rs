//! An error as text: `Display` in one line, `Debug` without anything that was sent.

use std::fmt::{self, Write as _};

use bytes::Bytes;

use super::held::Called;
use super::line::{Cut, OneLine};
use super::{Error, ErrorKind};

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
        self.fmt_delivery(out)
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
