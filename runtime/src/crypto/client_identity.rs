//! The merchant's certificate as a TLS client certificate.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};

#[cfg(feature = "pkcs12")]
use super::container::key_in_base64;
use super::key_form::{KeyForm, KeyKind};
use super::{Certificate, KeyError, PrivateKey};

/// The merchant's API certificate (商户API证书) and its private key, which some
/// operations want to see in the TLS handshake.
///
/// A clone is cheap. `Debug` shows the serial number alone.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::ClientIdentity;
/// # let apiclient_cert = std::fs::read(test_support::tests().join("tls/merchant.cert.der"))?;
/// # let apiclient_key = std::fs::read(test_support::tests().join("tls/merchant.key.der"))?;
///
/// // `std::fs::read("apiclient_cert.pem")?`, `std::fs::read("apiclient_key.pem")?`
/// let identity = ClientIdentity::from_pem(apiclient_cert, apiclient_key)?;
/// println!("{}", identity.serial_no());
/// // For the TLS of a transport of your own.
/// let (certificates, key) = (identity.certificates(), identity.private_key());
/// assert!(!certificates.is_empty() && !key.is_empty());
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
#[derive(Clone)]
pub struct ClientIdentity(Arc<IdentityParts>);

struct IdentityParts {
    serial_no: String,
    /// In DER: the merchant's own first, then those of its issuers.
    chain: Vec<Vec<u8>>,
    /// PKCS#8.
    key: Vec<u8>,
    fingerprint: [u8; 32],
}

impl ClientIdentity {
    /// Reads `apiclient_cert.pem` and `apiclient_key.pem`, or twice the one file that has both. Certificates of issuers
    /// may stand beside the merchant's.
    ///
    /// # Errors
    /// [`KeyError`] if either is something else, or they do not belong together.
    pub fn from_pem(certificate: impl AsRef<[u8]>, private_key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        Self::read_pem(certificate.as_ref(), private_key.as_ref()).map(|(identity, _)| identity)
    }

    /// As [`from_pem`](Self::from_pem), with the key that was read for it.
    pub(crate) fn read_pem(certificate: &[u8], private_key: &[u8]) -> Result<(Self, PrivateKey), KeyError> {
        // Says best what is wrong.
        Certificate::parse(certificate)?;
        let key = PrivateKey::parse(private_key)?;
        Ok((Self::of_key(certificate, &key)?, key))
    }

    /// As [`from_pem`](Self::from_pem), of a key that was read.
    pub(crate) fn of_key(certificate: &[u8], key: &PrivateKey) -> Result<Self, KeyError> {
        let forms = KeyForm::all(certificate, KeyKind::Certificate)?;
        Self::new(forms.into_iter().map(|form| form.der).collect(), key)
    }

    /// Reads `apiclient_cert.p12` or its base64; the password is the mchid unless it was changed.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::crypto::ClientIdentity;
    /// # let apiclient_cert = std::fs::read(test_support::tests().join("tls/modern.p12"))?;
    ///
    /// // `std::fs::read("apiclient_cert.p12")?`, and the mchid.
    /// let identity = ClientIdentity::from_pkcs12(apiclient_cert, "1900000001")?;
    /// assert_eq!(identity.certificates().len(), 1);
    /// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError`] if it is no PKCS#12 file of a certificate and its key, or the password is wrong.
    #[cfg(feature = "pkcs12")]
    pub fn from_pkcs12(file: impl AsRef<[u8]>, password: &str) -> Result<Self, KeyError> {
        Self::read_pkcs12(file.as_ref(), password).map(|(identity, _)| identity)
    }

    /// As [`from_pkcs12`](Self::from_pkcs12), with the key that was read for it.
    #[cfg(feature = "pkcs12")]
    pub(crate) fn read_pkcs12(file: &[u8], password: &str) -> Result<(Self, PrivateKey), KeyError> {
        use p12_keystore::{Pkcs12Archive, error::Error};

        let unpacked = std::str::from_utf8(file).ok().and_then(key_in_base64);
        let file = unpacked.as_deref().unwrap_or(file);
        let archive = Pkcs12Archive::from_pkcs12(file, password).map_err(|error| match error {
            Error::MacError(_) => KeyError::Pkcs12Password,
            _ => KeyError::NotPkcs12,
        })?;
        let [bag] = &*archive.keys else {
            return Err(KeyError::NotPkcs12);
        };
        let certificates = archive.certs.iter().map(|bag| bag.cert.as_der().to_vec());
        let key = PrivateKey::parse(bag.key.as_der())?;
        Ok((Self::new(certificates.collect(), &key)?, key))
    }

    fn new(mut chain: Vec<Vec<u8>>, key: &PrivateKey) -> Result<Self, KeyError> {
        let spki = key.spki()?;
        let its = |der: &Vec<u8>| Certificate::from_der(der).and_then(|found| found.public_key());
        let own = chain
            .iter()
            .position(|der| its(der).is_ok_and(|public| public.spki() == spki));
        let own = chain.remove(own.ok_or(KeyError::NotAPair)?);
        let serial_no = Certificate::from_der(&own)?.serial_no().to_owned();
        chain.insert(0, own);
        let key = key.pkcs8()?;
        let mut all = chain.concat();
        all.extend_from_slice(&key);
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(digest(&SHA256, &all).as_ref());
        Ok(Self(Arc::new(IdentityParts {
            serial_no,
            chain,
            key,
            fingerprint,
        })))
    }

    /// The serial number of the certificate: upper-case hexadecimal.
    #[must_use]
    pub fn serial_no(&self) -> &str {
        &self.0.serial_no
    }

    /// The certificates in DER: the merchant's own first, then those of its issuers, if any came with it.
    #[must_use]
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.0.chain
    }

    /// The private key as PKCS#8 in DER, for a transport of your own. It is a secret.
    #[must_use]
    pub fn private_key(&self) -> &[u8] {
        &self.0.key
    }

    /// What tells it from others: a digest of certificates and key.
    pub(crate) fn fingerprint(&self) -> &[u8; 32] {
        &self.0.fingerprint
    }

    /// Key and certificates in one PEM text, as TLS libraries read it. It holds the private key.
    #[cfg(feature = "reqwest")]
    pub(crate) fn to_pem(&self) -> String {
        let mut sections = vec![pem::Pem::new("PRIVATE KEY", self.0.key.clone())];
        let certificates = self.0.chain.iter();
        sections.extend(certificates.map(|der| pem::Pem::new("CERTIFICATE", der.clone())));
        pem::encode_many(&sections)
    }
}

/// The same certificates and the same key.
impl PartialEq for ClientIdentity {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
    }
}

impl Eq for ClientIdentity {}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientIdentity")
            .field("serial_no", &self.0.serial_no)
            .finish_non_exhaustive()
    }
}
