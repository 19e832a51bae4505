//! A private key that is kept elsewhere: what its keeper has to do.

use crate::crypto::KeyAlgorithm;
use crate::error::BoxError;
use crate::future::BoxFuture;

/// The merchant's private key, kept by somebody else: a key management service (KMS), a hardware module (HSM), a
/// signing service of your own. The key never enters this process.
///
/// Give it to [`ClientBuilder::signing_key`](crate::ClientBuilder::signing_key), or with its certificate to
/// [`signing_certificate`](crate::ClientBuilder::signing_certificate). A call waits for it no longer than it has time; an error is told
/// once and not repeated by the client, so what may be tried again is tried again here.
///
/// ```no_run
/// use wechatpay_openapi_runtime::{BoxError, BoxFuture, Client, Error, SigningKey};
///
/// struct Kms { key_id: String }
///
/// impl SigningKey for Kms {
///     fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
///         Box::pin(async move {
///             // Such as AWS KMS `Sign` with RSASSA_PKCS1_V1_5_SHA_256 and `MessageType` RAW.
///             kms_sign(&self.key_id, message).await
///         })
///     }
/// }
/// # async fn kms_sign(_: &str, _: &[u8]) -> Result<Vec<u8>, BoxError> { Ok(Vec::new()) }
///
/// # fn build() -> Result<(), Error> {
/// let client: Client = Client::builder("1900000001")
///     .signing_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", Kms { key_id: "alias/wechatpay".to_owned() })
///     .public_key("PUB_KEY_ID_0119000000012024", std::fs::read("pub_key.pem").unwrap())
///     .build()?;
/// # Ok(())
/// # }
/// ```
///
/// What does not wait ([`Call::to_http`](crate::Call::to_http), [`Payment::jsapi`](crate::Payment::jsapi), …) is
/// [`ErrorKind::Unsupported`](crate::ErrorKind::Unsupported) with such a key and names its waiting form
/// ([`to_http_async`](crate::Call::to_http_async), [`jsapi_async`](crate::Payment::jsapi_async), …). TLS
/// ([`client_certificate`](crate::ClientBuilder::client_certificate)) needs a key in this process.
pub trait SigningKey: Send + Sync + 'static {
    /// What kind of key it is.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::crypto::KeyAlgorithm;
    /// # use wechatpay_openapi_runtime::{BoxError, BoxFuture, SigningKey};
    /// # struct Kms;
    ///
    /// impl SigningKey for Kms {
    ///     fn algorithm(&self) -> KeyAlgorithm {
    ///         KeyAlgorithm::Sm2
    ///     }
    ///     # fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
    ///     #     Box::pin(async { Ok(Vec::new()) })
    ///     # }
    ///     // …
    /// }
    /// ```
    fn algorithm(&self) -> KeyAlgorithm {
        KeyAlgorithm::Rsa
    }

    /// Signs the message, which is hashed here or by the keeper: SHA256-RSA2048 (PKCS#1 v1.5), the plain bytes of the signature; or
    /// SM2 with SM3, in DER.
    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>>;

    /// Decrypts what WeChat Pay encrypted for this key's certificate: sensitive fields of answers, keys of bills.
    ///
    /// Without this they are an error; a merchant that reads none needs no such right.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Encryption;
    /// # use wechatpay_openapi_runtime::{BoxError, BoxFuture, SigningKey};
    /// # struct Kms { key_id: String }
    /// # async fn kms_decrypt(_: &str, _: &str, _: &[u8]) -> Result<Vec<u8>, BoxError> { Ok(Vec::new()) }
    ///
    /// impl SigningKey for Kms {
    ///     fn decrypt<'a>(&'a self, ciphertext: &'a [u8], by: Encryption) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
    ///         Box::pin(async move {
    ///             match by {
    ///                 Encryption::RsaOaepSha1 => kms_decrypt(&self.key_id, "RSAES_OAEP_SHA_1", ciphertext).await,
    ///                 _ => Err("this key decrypts answers of v3 alone".into()),
    ///             }
    ///         })
    ///     }
    ///     # fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
    ///     #     Box::pin(async { Ok(Vec::new()) })
    ///     # }
    ///     // …
    /// }
    /// ```
    fn decrypt<'a>(
        &'a self,
        ciphertext: &'a [u8],
        encryption: Encryption,
    ) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
        let _ = (ciphertext, encryption);
        Box::pin(async { Err("this signing key does not decrypt: implement `SigningKey::decrypt`".into()) })
    }
}

/// How something was encrypted for the merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encryption {
    /// v3: RSA-OAEP with SHA-1 and MGF1 with SHA-1.
    RsaOaepSha1,
    /// v2: RSA PKCS#1 v1.5.
    RsaPkcs1V15,
    /// 国密: SM2, DER, C1 C3 C2.
    Sm2,
}

words! {
    Encryption {
        RsaOaepSha1 => "RSA-OAEP with SHA-1",
        RsaPkcs1V15 => "RSA PKCS#1 v1.5",
        Sm2 => "SM2",
    }
}
