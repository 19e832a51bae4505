//! The kinds of errors.

use std::fmt;

use crate::clock::WINDOW_SECONDS;

/// What kind of error it is. More may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built, or lacks a key that this needs.
    Config,
    /// This version cannot do that yet, or nobody can do it here (a blocking call that would wait for itself); the
    /// text names it.
    Unsupported,
    /// The request cannot be built: a path value, a header, an encryption.
    Request,
    /// The platform certificates that this needs could not be fetched; the source says why.
    PlatformCertificates,
    /// This merchant has no platform certificates: WeChat Pay's public key is to be used.
    NoPlatformCertificates,
    /// What a request is known to be refused without is not set; [`problems`](super::Error::problems) has the JSON pointers.
    MissingFields,
    /// There was no connection: nothing was sent.
    NotSent,
    /// No answer came in time.
    Timeout,
    /// The connection broke, or the answer could not be read.
    Interrupted,
    /// WeChat Pay answered with an error.
    Api,
    /// 202 without a result: WeChat Pay has begun. Send the very same request again for the result.
    Accepted,
    /// An answer or notification that must be signed lacks signature headers.
    Unsigned,
    /// A wrong signature that WeChat Pay sent on purpose.
    Probe,
    /// The time of the answer or notification is more than 300 seconds from ours.
    Expired,
    /// Signed with a key that this client does not have.
    UnknownSerial,
    /// The signature does not match.
    Signature,
    /// An encrypted field or notification cannot be decrypted.
    Decrypt,
    /// The body is not what the documentation says.
    Decode,
    /// A downloaded file does not have the digest that was announced, or cannot be unpacked.
    Digest,
    /// A file of this machine cannot be read or written; the source says why.
    Io,
    /// The cryptographic library failed.
    Crypto,
}

impl ErrorKind {
    /// Whether a request that does not only read and ended so may have changed something.
    pub(super) fn may_have_taken_effect(self) -> bool {
        match self {
            Self::Config
            | Self::Unsupported
            | Self::Request
            | Self::MissingFields
            | Self::PlatformCertificates
            | Self::NoPlatformCertificates
            | Self::NotSent
            | Self::Digest
            | Self::Io
            | Self::Crypto => false,
            Self::Timeout
            | Self::Interrupted
            | Self::Api
            | Self::Accepted
            | Self::Unsigned
            | Self::Probe
            | Self::Expired
            | Self::UnknownSerial
            | Self::Signature
            | Self::Decrypt
            | Self::Decode => true,
        }
    }
}

impl ErrorKind {
    /// Whether WeChat Pay, and nobody else, said so.
    pub(super) fn is_answer(self) -> bool {
        matches!(self, Self::Api | Self::Accepted)
    }
}

/// In a few words, for a log or a label; an error itself says more.
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Config => "wrong configuration",
            Self::Unsupported => "unsupported",
            Self::Request => "request cannot be built",
            Self::PlatformCertificates => "no platform certificates could be fetched",
            Self::NoPlatformCertificates => "merchant has no platform certificates",
            Self::MissingFields => "missing fields",
            Self::NotSent => "not sent",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::Api => "API error",
            Self::Accepted => "accepted without a result",
            Self::Unsigned => "unsigned",
            Self::Probe => "signature probe",
            Self::Expired => "outside the time window",
            Self::UnknownSerial => "unknown serial number",
            Self::Signature => "wrong signature",
            Self::Decrypt => "cannot be decrypted",
            Self::Decode => "cannot be decoded",
            Self::Digest => "wrong digest",
            Self::Io => "file cannot be read or written",
            Self::Crypto => "cryptography failed",
        })
    }
}

/// Two clocks that disagree. Seconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Times {
    /// The time that was signed (`Wechatpay-Timestamp`), or the `Date` of an answer that refused a request.
    pub signed: i64,
    /// The time of this machine.
    pub local: i64,
}

impl Times {
    /// How many seconds this machine is ahead; negative if it is behind.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Error;
    ///
    /// fn alarm(error: &Error) {
    ///     if let Some(times) = error.clocks() {
    ///         eprintln!("set this machine's clock: it is off by {} s", times.offset());
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn offset(self) -> i64 {
        self.local.saturating_sub(self.signed)
    }

    /// Whether they are further apart than a signature may be.
    pub(super) fn differ(self) -> bool {
        self.offset().unsigned_abs() > WINDOW_SECONDS.unsigned_abs()
    }

    /// How this machine's clock stands.
    pub(super) fn of_clocks(self) -> String {
        let side = if self.offset() < 0 { "behind" } else { "ahead of" };
        let by = self.offset().unsigned_abs();
        format!("this machine's clock is {by} s {side} WeChat Pay's, more than a signature may be")
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset();
        let side = if offset < 0 { "behind" } else { "ahead" };
        let Self { signed, local } = self;
        write!(
            f,
            "signed at {signed}, read at {local}: this machine is {} s {side}",
            offset.unsigned_abs()
        )
    }
}
