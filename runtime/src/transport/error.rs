//! How sending fails.

use std::fmt;

use crate::error::{BoxError, Error, ErrorKind};

/// Why no answer came. What matters is whether the request may have arrived.
///
/// ```
/// use wechatpay_openapi_runtime::TransportError;
///
/// /// Of the HTTP client below a transport.
/// fn told(error: std::io::Error) -> TransportError {
///     use std::io::ErrorKind::{ConnectionRefused, TimedOut, Unsupported};
///     match error.kind() {
///         // Nothing went out: such a call may always be repeated.
///         ConnectionRefused => TransportError::not_sent(error),
///         // It would fail the same way again.
///         Unsupported => TransportError::not_sent(error).permanent(),
///         TimedOut => TransportError::timeout(error),
///         _ => TransportError::interrupted(error),
///     }
/// }
/// # assert!(told(std::io::ErrorKind::TimedOut.into()).to_string().len() > 0);
/// ```
#[derive(Debug)]
pub struct TransportError {
    pub(crate) kind: TransportErrorKind,
    pub(crate) permanent: bool,
    pub(crate) source: BoxError,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TransportErrorKind {
    NotSent,
    Timeout,
    Interrupted,
}

impl TransportError {
    /// Surely nothing was sent: no connection came about.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self {
            kind: TransportErrorKind::NotSent,
            permanent: false,
            source: source.into(),
        }
    }

    /// The time was over; the request may have arrived.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self {
            kind: TransportErrorKind::Timeout,
            permanent: false,
            source: source.into(),
        }
    }

    /// Anything else; the request may have arrived.
    pub fn interrupted(source: impl Into<BoxError>) -> Self {
        Self {
            kind: TransportErrorKind::Interrupted,
            permanent: false,
            source: source.into(),
        }
    }

    /// Sending again would fail the same way: the call is not repeated.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::NotSent => "no connection, nothing was sent",
            TransportErrorKind::Timeout => "no answer in time",
            TransportErrorKind::Interrupted => "the connection broke before the whole answer was there",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let kind = match error.kind {
            TransportErrorKind::NotSent => ErrorKind::NotSent,
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            TransportErrorKind::Interrupted => ErrorKind::Interrupted,
        };
        let text = format!("{error}: {}", innermost(&*error.source));
        Self::new(kind, text)
            .permanent(error.permanent)
            .with_source(error.source)
    }
}

/// The cause at the end of the chain, which says what really happened (`Connection refused`).
fn innermost<'a>(error: &'a (dyn std::error::Error + 'static)) -> &'a (dyn std::error::Error + 'static) {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error
}
