//! X.509 certificates: their serial number, validity and public key.

use x509_cert::der::{Decode as _, Encode as _};

use super::key_form::{KeyForm, KeyKind};
use super::{KeyError, PublicKey, upper_hex};

/// A certificate of the platform or of a merchant.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{Certificate, KeyAlgorithm};
/// # let apiclient_cert = std::fs::read(test_support::tests().join("tls/merchant.cert.der"))?;
///
/// // `std::fs::read("apiclient_cert.pem")?`: is it to be renewed soon?
/// let certificate = Certificate::parse(apiclient_cert)?;
/// let last_day = certificate.not_after() - 86_400;
/// assert!(certificate.is_valid_at(last_day) && certificate.not_before() < last_day);
///
/// println!("{} is valid until {}", certificate.serial_no(), certificate.not_after());
/// assert_eq!(certificate.public_key()?.algorithm(), KeyAlgorithm::Rsa);
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    serial_no: String,
    not_before: i64,
    not_after: i64,
    spki: Vec<u8>,
}

impl Certificate {
    /// Reads a certificate: PEM (any line ends) or DER; the first one, if others or a key follow.
    ///
    /// # Errors
    /// [`KeyError`] for anything else.
    pub fn parse(input: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let forms = KeyForm::all(input.as_ref(), KeyKind::Certificate)?;
        let first = forms.first().ok_or(KeyError::NotACertificate)?;
        Self::from_der(&first.der)
    }

    /// Reads every certificate of a file, at least one.
    pub(crate) fn parse_all(input: &[u8]) -> Result<Vec<Self>, KeyError> {
        let forms = KeyForm::all(input, KeyKind::Certificate)?;
        forms.iter().map(|form| Self::from_der(&form.der)).collect()
    }

    pub(super) fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let found = x509_cert::Certificate::from_der(der).map_err(|_| KeyError::NotACertificate)?;
        let found = found.tbs_certificate();
        let spki = found
            .subject_public_key_info()
            .to_der()
            .map_err(|_| KeyError::NotACertificate)?;
        let seconds = |time: x509_cert::time::Time| {
            i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
        };
        Ok(Self {
            serial_no: serial_text(found.serial_number().as_bytes()),
            not_before: seconds(found.validity().not_before),
            not_after: seconds(found.validity().not_after),
            spki,
        })
    }

    /// The serial number: upper-case hexadecimal, leading zero kept.
    #[must_use]
    pub fn serial_no(&self) -> &str {
        &self.serial_no
    }

    /// When it becomes valid, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The last second of its validity, since 1970-01-01 UTC.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// Whether it is valid at this time (seconds since 1970-01-01 UTC).
    #[must_use]
    pub fn is_valid_at(&self, time: i64) -> bool {
        (self.not_before..=self.not_after).contains(&time)
    }

    /// The public key inside.
    ///
    /// # Errors
    /// [`KeyError::NotRsa`] for a certificate of another elliptic curve,
    /// [`KeyError::Sm2`] for one of SM2 without the feature `sm`.
    pub fn public_key(&self) -> Result<PublicKey, KeyError> {
        PublicKey::from_der(&self.spki)
    }
}

/// The sign byte that DER puts before a high first bit is no part of the serial's text.
fn serial_text(integer: &[u8]) -> String {
    let digits = match integer {
        [0, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    upper_hex(digits)
}
