//! The keys that a client is given.

use super::settings::{ClientBuilder, GivenKey, GivenPrivate};
use crate::client::signing_key::SigningKey;
use crate::keyring::CertificateList;

impl<C> ClientBuilder<C> {
    /// The merchant's private key (`apiclient_key.pem`) and the serial number of its API certificate.
    ///
    /// The key may be PKCS#8 or PKCS#1, PEM with any line ends, base64 of the file or of the key alone, or DER, alone or in
    /// one file with its certificates; the serial number is hexadecimal in any case, with or without colons. With the feature `sm` it
    /// may be an SM2 key (国密): then requests are signed so. Swapped arguments are told when the client is built.
    #[must_use]
    pub fn merchant_key(mut self, serial_no: impl Into<String>, private_key: impl AsRef<[u8]>) -> Self {
        self.merchant = Some(GivenKey {
            serial_no: Some(serial_no.into()),
            certificate: self.merchant.and_then(|given| given.certificate),
            key: GivenPrivate::Here(private_key.as_ref().to_vec()),
        });
        self
    }

    /// The merchant's API certificate (`apiclient_cert.pem`), which has the serial number in it, and its private key.
    ///
    /// One file that holds both, as `openssl pkcs12 -nodes` writes it, may be given twice.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = Client::builder(platform.mchid()).public_key(platform.public_key_id(), platform.public_key());
    /// # let file = |name: &str| std::fs::read(test_support::tests().join("tls").join(name)).unwrap();
    /// # let (apiclient_cert, apiclient_key) = (file("merchant.cert.der"), file("merchant.key.der"));
    ///
    /// // `std::fs::read("apiclient_cert.pem")?`, `std::fs::read("apiclient_key.pem")?`
    /// let client = builder.merchant_certificate(apiclient_cert, apiclient_key).build()?;
    /// assert!(client.serial_no().is_some());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn merchant_certificate(
        mut self,
        certificate: impl AsRef<[u8]>,
        private_key: impl AsRef<[u8]>,
    ) -> Self {
        self.merchant = Some(GivenKey {
            serial_no: self.merchant.and_then(|given| given.serial_no),
            certificate: Some(certificate.as_ref().to_vec()),
            key: GivenPrivate::Here(private_key.as_ref().to_vec()),
        });
        self
    }

    /// The serial number of the merchant's API certificate, and its private key, which somebody else keeps: see [`SigningKey`].
    ///
    /// Whether they belong together is told by WeChat Pay alone (`SIGN_ERROR`);
    /// [`signing_certificate`](Self::signing_certificate) tells it before anything is sent.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::{BoxError, BoxFuture, SigningKey};
    /// # let platform = wechatpay_openapi_runtime::testing::TestPlatform::new()?;
    /// # let builder = Client::builder(platform.mchid()).public_key(platform.public_key_id(), platform.public_key());
    /// # struct Kms;
    /// # impl SigningKey for Kms {
    /// #     fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
    /// #         Box::pin(async { Ok(Vec::new()) })
    /// #     }
    /// # }
    ///
    /// // `Kms` implements `SigningKey`.
    /// let client = builder.signing_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", Kms).build()?;
    /// assert_eq!(client.serial_no().as_deref(), Some("5157F09EFDC096DE15EBE81A47057A7232F1B8E1"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn signing_key(mut self, serial_no: impl Into<String>, key: impl SigningKey) -> Self {
        self.merchant = Some(GivenKey {
            serial_no: Some(serial_no.into()),
            certificate: None,
            key: GivenPrivate::Elsewhere(Box::new(key)),
        });
        self
    }

    /// As [`signing_key`](Self::signing_key), with the certificate itself (`apiclient_cert.pem`), which has the serial number in
    /// it. Each signature is held against it before it is sent, which costs some 20 µs.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::{BoxError, BoxFuture, SigningKey};
    /// # let platform = wechatpay_openapi_runtime::testing::TestPlatform::new()?;
    /// # let builder = Client::builder(platform.mchid()).public_key(platform.public_key_id(), platform.public_key());
    /// # struct Kms;
    /// # impl SigningKey for Kms {
    /// #     fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
    /// #         Box::pin(async { Ok(Vec::new()) })
    /// #     }
    /// # }
    /// # let file = |name: &str| std::fs::read(test_support::tests().join("tls").join(name)).unwrap();
    /// # let apiclient_cert = file("merchant.cert.der");
    ///
    /// // `std::fs::read("apiclient_cert.pem")?`, and a `Kms` that implements `SigningKey`.
    /// let client = builder.signing_certificate(apiclient_cert, Kms).build()?;
    /// assert!(client.serial_no().is_some());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn signing_certificate(mut self, certificate: impl AsRef<[u8]>, key: impl SigningKey) -> Self {
        self.merchant = Some(GivenKey {
            serial_no: None,
            certificate: Some(certificate.as_ref().to_vec()),
            key: GivenPrivate::Elsewhere(Box::new(key)),
        });
        self
    }

    /// The APIv3 key (APIv3密钥, 32 bytes): decrypts notifications and fetched platform certificates.
    #[must_use]
    pub fn api_v3_key(mut self, key: impl AsRef<[u8]>) -> Self {
        self.api_v3_key = Some(key.as_ref().to_vec());
        self
    }

    /// The v2 API key (APIv2密钥, 32 letters and digits): signs and verifies the operations of v2.
    ///
    /// A client for these alone needs no other key: `Client::builder(mchid).api_v2_key(key).build()`.
    ///
    /// Calls fill in `sign`, `sign_type` and `nonce_str`. Fields that are signatures of another kind are the caller's:
    /// `cert_sign` of `secsvc/getrealnameinfo` is [`PrivateKey::sign`](crate::crypto::PrivateKey::sign) over
    /// `cert_serialno=…&timestamp=…`, with the merchant's key; `workwx_sign` is made by 企业微信's rules and secret.
    #[must_use]
    pub fn api_v2_key(mut self, key: impl AsRef<[u8]>) -> Self {
        self.api_v2_key = Some(key.as_ref().to_vec());
        self
    }

    /// The v2 API key before the last change, which stays valid for 15 days beside the new one.
    ///
    /// The new one, given with [`api_v2_key`](Self::api_v2_key), signs; answers and notifications of either are read. Take
    /// it out again when the 15 days are over. A key that somebody else has seen must not be given here: with it he
    /// signs notifications.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    ///
    /// let client: Client = Client::builder("1900000001")
    ///     .api_v2_key("abcdef0123456789abcdef0123456789")
    ///     .previous_api_v2_key("0123456789abcdef0123456789abcdef") // Until the 15 days are over.
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn previous_api_v2_key(mut self, key: impl AsRef<[u8]>) -> Self {
        self.previous_api_v2_key = Some(key.as_ref().to_vec());
        self
    }

    /// The RSA public key that encrypts sensitive fields of v2 requests (付款到银行卡), as `getpublickey` gives it:
    /// PKCS#1 or SPKI. [`Client::fetch_v2_public_key`](crate::Client::fetch_v2_public_key) fetches it instead.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    /// # let pinned = platform.public_key();
    ///
    /// // What `risk/getpublickey` answered once, and was kept.
    /// let client = builder.v2_public_key(pinned).build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn v2_public_key(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.v2_public_key = Some(pem.as_ref().to_vec());
        self
    }

    /// WeChat Pay's public key (`pub_key.pem`) and its id (`PUB_KEY_ID_…`), from the merchant site.
    ///
    /// May be called for several, and beside [`platform_certificate`](Self::platform_certificate)
    /// while a merchant is being switched: answers are verified by the key that they name.
    #[must_use]
    pub fn public_key(mut self, id: impl Into<String>, pem: impl AsRef<[u8]>) -> Self {
        self.public_keys.push((id.into(), pem.as_ref().to_vec()));
        self
    }

    /// A platform certificate (平台证书) in PEM or DER. May be called for several.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    /// # let file = |name: &str| std::fs::read(test_support::tests().join("tls").join(name)).unwrap();
    /// # let certificate = file("other.cert.der");
    ///
    /// // `std::fs::read("wechatpay_5157….pem")?`. Beside the public key, while a merchant is switched to that.
    /// let client = builder.platform_certificate(certificate).build()?;
    /// assert_eq!(client.platform_serials().len(), 2);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn platform_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.platform_certificates.push(pem.as_ref().to_vec());
        self
    }

    /// Fetches the platform certificates (平台证书) and keeps them new. Needs [`api_v3_key`](Self::api_v3_key).
    ///
    /// The first call fetches them before it is sent; later ones renew them
    /// beside it when they are older than 12 hours, and at once when an answer
    /// names one that is not known, at most once a minute. After a failed fetch the next one waits for a second, then for
    /// two, up to a minute. Expired ones are
    /// dropped; several valid ones are all kept. Keys given by
    /// [`public_key`](Self::public_key) and
    /// [`platform_certificate`](Self::platform_certificate) stay beside them,
    /// which is how a merchant is switched from one to the other.
    ///
    /// What does no I/O fetches nothing: before
    /// [`Call::to_http`](crate::Call::to_http) and
    /// [`Notifications::parse`](crate::Notifications::parse) use
    /// [`Client::refresh_platform_certificates`](crate::Client::refresh_platform_certificates).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let apiclient_key = platform.merchant_key();
    ///
    /// // A merchant that has no public key of WeChat Pay's yet.
    /// let client = Client::builder("1900000001")
    ///     .merchant_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", apiclient_key)
    ///     .api_v3_key("0123456789abcdef0123456789abcdef")
    ///     .platform_certificates()
    ///     .build()?;
    /// assert!(client.platform_serials().is_empty()); // Until the first call.
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn platform_certificates(self) -> Self {
        self.platform_certificates_of(CertificateList::default())
    }

    /// As [`platform_certificates`](Self::platform_certificates), from this list.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{CertificateList, Client};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let builder = platform.configure(Client::builder(platform.mchid()));
    ///
    /// // A merchant outside the mainland.
    /// let client = builder.platform_certificates_of(CertificateList::Global).build()?;
    /// # let _ = client;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn platform_certificates_of(mut self, list: CertificateList) -> Self {
        self.certificate_list = Some(list);
        self
    }
}
