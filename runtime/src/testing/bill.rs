//! Encrypted bills, as WeChat Pay announces and serves them.

use std::fmt;

use bytes::Bytes;
use serde_json::{Value, json};

use super::TestPlatform;
use crate::crypto::{FileKey, sha1_hex};
use crate::error::{Error, ErrorKind};

/// One file of a bill, encrypted for the platform's merchant. `Debug` does not show the content.
///
/// ```
/// # use wechatpay_openapi_runtime::{Client, testing::TestPlatform};
/// let platform = TestPlatform::new()?;
/// let file = platform.bill("`2026-11-22,`0.01\r\n")?;
/// // What the operation answers, and what the server behind the URL does.
/// let item = file.item(1, "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1");
/// let (encrypt_key, nonce) = (item["encrypt_key"].as_str().unwrap(), item["nonce"].as_str().unwrap());
///
/// let client: Client = platform.client()?;
/// let call = client.download(item["download_url"].as_str().unwrap()).decrypt(encrypt_key, nonce);
/// let answer = platform.file(file.file().clone()).response();
/// assert_eq!(call.read(answer)?.content, "`2026-11-22,`0.01\r\n");
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct TestBill {
    file: Bytes,
    encrypt_key: String,
    nonce: String,
    sha1: String,
}

impl TestPlatform {
    /// A file of a bill with this content, encrypted (AES-256-GCM) with a key of its own for the merchant.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let file = TestPlatform::new()?.bill("`2026-11-22,`0.01\r\n")?;
    /// assert_ne!(file.file(), "`2026-11-22,`0.01\r\n"); // It is encrypted.
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Crypto`]: the cryptographic library failed.
    pub fn bill(&self, content: impl AsRef<[u8]>) -> Result<TestBill, Error> {
        self.bill_packed(&content, &content)
    }

    /// As [`bill`](Self::bill), of what was asked for with `tar_type` GZIP: `packed` is the gzip of `content`.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let content = "`2026-11-22,`0.01\r\n";
    /// # let packed = test_support::files::gzip(content.as_bytes());
    ///
    /// // `packed` is the gzip of `content`.
    /// let file = platform.bill_packed(content, packed)?;
    /// let item = file.item(1, "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1");
    /// assert_eq!(item["hash_type"], "SHA1"); // Of what is inside.
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As there.
    pub fn bill_packed(
        &self,
        content: impl AsRef<[u8]>,
        packed: impl AsRef<[u8]>,
    ) -> Result<TestBill, Error> {
        let (key, nonce) = (self.nonces.next(32), self.nonces.next(16));
        let mut file = packed.as_ref().to_vec();
        FileKey::new(key.as_bytes())
            .and_then(|key| key.seal(&nonce, &mut file))
            .map_err(|error| {
                Error::new(
                    ErrorKind::Crypto,
                    format!("the bill cannot be encrypted: {error}"),
                )
            })?;
        Ok(TestBill {
            file: file.into(),
            encrypt_key: self.encrypt(&key)?,
            nonce,
            sha1: sha1_hex(content.as_ref()),
        })
    }
}

impl TestBill {
    /// What the server answers to the download.
    #[must_use]
    pub fn file(&self) -> &Bytes {
        &self.file
    }

    /// The file's item of `download_bill_list`.
    #[must_use]
    pub fn item(&self, bill_sequence: i64, download_url: &str) -> Value {
        json!({
            "bill_sequence": bill_sequence,
            "hash_type": "SHA1",
            "hash_value": self.sha1,
            "download_url": download_url,
            "encrypt_key": self.encrypt_key,
            "nonce": self.nonce,
        })
    }
}

impl fmt::Debug for TestBill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TestBill({} bytes)", self.file.len())
    }
}
