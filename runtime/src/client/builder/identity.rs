//! The TLS client certificate that a client is given.

use super::merchant_key::MerchantKey;
use super::settings::{ClientBuilder, GivenIdentity};
use crate::client::own_key::OwnKey;
use crate::client::problems::Problems;
use crate::crypto::{ClientIdentity, PrivateKey};

impl<C> ClientBuilder<C> {
    /// The TLS client certificate in PEM: `apiclient_cert.pem` and `apiclient_key.pem`.
    ///
    /// Some operations, most of them v2, want to see it in the TLS handshake;
    /// no other call presents it. [`merchant_certificate`](Self::merchant_certificate)
    /// gives the same files, so that this is not needed beside it. If the
    /// merchant's key is given by neither it nor [`merchant_key`](Self::merchant_key),
    /// the key of the client certificate signs, since it is the same one. Beside
    /// them it may be another certificate of the merchant's, while one takes the
    /// other's place, but not the same key with another serial number or the reverse.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # let file = |name: &str| std::fs::read(test_support::tests().join("tls").join(name)).unwrap();
    /// # let (apiclient_cert, apiclient_key) = (file("merchant.cert.der"), file("merchant.key.der"));
    ///
    /// // A program for v2 refunds alone. `std::fs::read("apiclient_cert.pem")?`, `std::fs::read("apiclient_key.pem")?`
    /// let client: Client = Client::builder("1900000001")
    ///     .api_v2_key("0123456789abcdef0123456789abcdef")
    ///     .client_certificate(apiclient_cert, apiclient_key)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn client_certificate(
        mut self,
        certificate: impl AsRef<[u8]>,
        private_key: impl AsRef<[u8]>,
    ) -> Self {
        let (certificate, key) = (certificate.as_ref().to_vec(), private_key.as_ref().to_vec());
        self.identity = Some(GivenIdentity::Pem(certificate, key));
        self
    }

    /// As [`client_certificate`](Self::client_certificate), from the bytes of
    /// `apiclient_cert.p12` or their base64; the password is the mchid.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # let apiclient_cert = std::fs::read(test_support::tests().join("tls/modern.p12")).unwrap();
    ///
    /// // `std::fs::read("apiclient_cert.p12")?`
    /// let client: Client = Client::builder("1900000001")
    ///     .api_v2_key("0123456789abcdef0123456789abcdef")
    ///     .client_certificate_p12(apiclient_cert)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[cfg(feature = "pkcs12")]
    #[must_use]
    pub fn client_certificate_p12(mut self, file: impl AsRef<[u8]>) -> Self {
        self.identity = Some(GivenIdentity::Pkcs12(file.as_ref().to_vec(), None));
        self
    }

    /// As [`client_certificate_p12`](Self::client_certificate_p12), with another password.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # let apiclient_cert = std::fs::read(test_support::tests().join("tls/modern.p12")).unwrap();
    /// # let password = "1900000001";
    ///
    /// // `std::fs::read("apiclient_cert.p12")?`, and where its password is kept.
    /// let client: Client = Client::builder("1900000001")
    ///     .api_v2_key("0123456789abcdef0123456789abcdef")
    ///     .client_certificate_p12_with_password(apiclient_cert, password)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[cfg(feature = "pkcs12")]
    #[must_use]
    pub fn client_certificate_p12_with_password(
        mut self,
        file: impl AsRef<[u8]>,
        password: impl Into<String>,
    ) -> Self {
        self.identity = Some(GivenIdentity::Pkcs12(
            file.as_ref().to_vec(),
            Some(password.into()),
        ));
        self
    }
}

/// The client certificate that was given for TLS alone, and its key.
#[cfg_attr(not(feature = "pkcs12"), allow(unused_variables))] // `mchid` opens a PKCS#12 file
pub(super) fn identity(
    given: GivenIdentity,
    mchid: &str,
    problems: &mut Problems,
) -> Option<(ClientIdentity, PrivateKey)> {
    match given {
        GivenIdentity::Pem(certificate, key) => {
            if problems.swapped_with_certificate("client_certificate", &certificate, &key) {
                return None;
            }
            let read = ClientIdentity::read_pem(&certificate, &key);
            problems.client_certificate(read, &[&certificate, &key])
        }
        #[cfg(feature = "pkcs12")]
        GivenIdentity::Pkcs12(file, password) => {
            let read = ClientIdentity::read_pkcs12(&file, password.as_deref().unwrap_or(mchid));
            problems.client_certificate(read, &[&file])
        }
    }
}

/// Key and serial number name one certificate: that of TLS may be another one, but not half of it.
pub(super) fn check_identity(
    identity: &ClientIdentity,
    key: &PrivateKey,
    own: &MerchantKey,
    problems: &mut Problems,
) {
    let Some(public) = own.key.as_ref().and_then(OwnKey::spki) else {
        return;
    };
    let (stated, serial) = (&own.serial_no, identity.serial_no());
    if stated.is_empty() {
        return;
    }
    let same_key = key.spki().is_ok_and(|its| its == public);
    match (same_key, stated == serial) {
        (true, false) => problems.add(format!(
            "client_certificate: it has the key of `merchant_key`, but its serial number is {serial} and {stated} was \
             given; give {serial}, or leave `merchant_key` out"
        )),
        (false, true) => problems.add(format!(
            "client_certificate: its serial number is {serial}, as `merchant_key` was given, but its key is another \
             one; give apiclient_cert.pem and apiclient_key.pem of the same folder to both"
        )),
        _ => {}
    }
}
