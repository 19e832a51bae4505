//! Calls whose answer is a file.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::open::Release;
use super::save::{Files, opened};
use crate::answer::Download;
use crate::call::parts::{CallParts, Options, Payload, Values};
use crate::call::pending::Call;
use crate::client::Client;
use crate::download::{Expected, FileStream, Progress, Sealed, locate};
use crate::error::Error;
use crate::operation::{Method, Operation, Verify};

impl Call<Download> {
    /// The file behind a download URL. A URL that leads elsewhere fails when it is sent.
    pub(crate) fn download(client: Client, url: &str) -> Self {
        let mut operation = Operation::v3(Method::Get, "").verify(Verify::SignedIfPresent);
        operation.answers = crate::operation::Answer::File;
        let (values, payload) = match locate(url, &client.core.hosts) {
            Ok((origin, target)) => (Values::Url { origin, target }, Payload::None),
            Err(text) => (Values::Named(Vec::new()), Payload::Failed(text)),
        };
        // Its query holds a token.
        let path = match &values {
            Values::Url { target, .. } => target.split('?').next().unwrap_or_default().to_owned(),
            _ => "/".to_owned(),
        };
        Self::from_parts(CallParts {
            client,
            operation,
            path: path.into(),
            values,
            query: Vec::new(),
            payload,
            options: Options::default(),
        })
    }

    /// Checks the file against the digest that it was announced with (`hash_type`, `hash_value`):
    /// SHA1, SHA256 or SM3 in hexadecimal, of the unpacked content, whether it comes as gzip or not.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, ErrorKind};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    /// # let file = || platform.file("abc").response();
    ///
    /// let file_of = |sha1: &str| client.download(download_url).digest("SHA1", sha1).read(file());
    /// assert_eq!(file_of("a9993e364706816aba3e25717850c26c9cd0d89d")?.content, "abc");
    /// assert_eq!(file_of("0000000000000000000000000000000000000000").unwrap_err().kind(), ErrorKind::Digest);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn digest(mut self, kind: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.options.file.expected = Some(Expected::new(kind, value));
        self
    }

    /// Decrypts a file that was announced with `encrypt_key` and `nonce`; both as WeChat Pay answered them.
    ///
    /// `encrypt_key` is decrypted with the merchant's private key; the file is AES-256-GCM, or SM4-GCM with the feature
    /// `sm`. Nothing of it is given before its tag held. So it is decrypted in memory, whatever becomes of it
    /// afterwards, and a file above the [`limit`](Self::limit), as it comes, is refused: 256 MiB without one.
    ///
    /// [`Client::bill_of`] and [`Client::download_of`] do this by themselves.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    /// # let file = platform.bill("2026-11-28,0.01\n")?;
    /// # let item = file.item(1, download_url);
    /// # let (encrypt_key, nonce) = (item["encrypt_key"].as_str().unwrap(), item["nonce"].as_str().unwrap());
    /// # let response = platform.file(file.file().clone()).response();
    ///
    /// // `encrypt_key` and `nonce` stand beside the `download_url`.
    /// let bill = client.download(download_url).decrypt(encrypt_key, nonce);
    /// assert_eq!(bill.read(response)?.content, "2026-11-28,0.01\n");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn decrypt(mut self, encrypt_key: impl AsRef<str>, nonce: impl AsRef<str>) -> Self {
        let merchant = self.parts.client.core.own.get();
        let sealed = Sealed::new(merchant.as_deref(), encrypt_key.as_ref(), nonce.as_ref());
        self.parts.options.file.sealed = Some(sealed);
        self
    }

    /// Unpacks the file if it is gzip (`tar_type=GZIP`). Without this it is given as it comes.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    /// # let response = platform.file(test_support::files::gzip(b"2026-11-28,0.01\n")).response();
    ///
    /// // It was asked for with `tar_type` GZIP.
    /// let bill = client.download(download_url).unpack();
    /// assert_eq!(bill.read(response)?.content, "2026-11-28,0.01\n");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn unpack(mut self) -> Self {
        self.parts.options.file.unpack = true;
        self
    }

    /// The largest file to read into memory, in bytes, packed or unpacked; 64 MiB without this, 256 MiB if it is
    /// [encrypted](Self::decrypt). What is streamed or saved is not limited, unless it is encrypted.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    /// # let response = platform.file(test_support::files::gzip(&[0; 4096])).response();
    ///
    /// // However small it comes: a bill of one line is not larger.
    /// let small = client.download(download_url).unpack().limit(1024);
    /// assert!(small.read(response).is_err());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn limit(mut self, bytes: usize) -> Self {
        self.parts.options.file.limit = Some(bytes);
        self
    }

    /// Is told of each piece that comes; of a file read into memory once, at the end.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error};
    ///
    /// async fn save(client: &Client, download_url: &str) -> Result<u64, Error> {
    ///     let file = client.download(download_url);
    ///     file.progress(|so_far| println!("{} of {:?}", so_far.received, so_far.total)).to_file("bill.csv").await
    /// }
    /// ```
    pub fn progress(mut self, tell: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.parts.options.file.progress = Some(Arc::new(tell));
        self
    }

    /// Begins the download and gives the content piece by piece.
    ///
    /// The [`timeout`](Call::timeout) is for the answer's beginning with all
    /// attempts, and for each piece anew. A file that is signed is read and
    /// verified whole before the first piece is given, and so is one that is
    /// [encrypted](Self::decrypt); other bills are not.
    ///
    /// Until the file begins, it is asked for again as [`retry`](Call::retry)
    /// says. A file that breaks off later is an error, and is not begun again:
    /// whoever has its pieces must drop them first.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wechatpay_openapi_runtime::BoxError> {
    /// # let platform = TestPlatform::new()?;
    /// # let answering = platform.clone();
    /// # let transport = platform.answering(move |_| Ok(answering.file("2026-11-28,0.01\n")));
    /// # let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    ///
    /// let mut pieces = client.download(download_url).stream().await?;
    /// let mut length = 0;
    /// while let Some(piece) = pieces.next().await {
    ///     length += piece?.len();
    /// }
    /// assert_eq!(length, 16);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for `.await`: an error of the API is one here, too, with its body.
    pub async fn stream(self) -> Result<FileStream, Error> {
        opened(self, Release::Verified).await
    }

    /// Writes the content to a writer; gives the count of bytes written.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wechatpay_openapi_runtime::BoxError> {
    /// # let platform = TestPlatform::new()?;
    /// # let answering = platform.clone();
    /// # let transport = platform.answering(move |_| Ok(answering.file("2026-11-28,0.01\n")));
    /// # let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    ///
    /// let mut file = Vec::new(); // Or a compressor, a hash, a socket.
    /// client.download(download_url).to_writer(&mut file).await?;
    /// assert_eq!(file, b"2026-11-28,0.01\n");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`stream`](Self::stream) and its pieces, or the writer failed. What was
    /// written before an error is not the file.
    pub async fn to_writer(self, writer: impl Write) -> Result<u64, Error> {
        Files(vec![self]).write_to(writer).await
    }

    /// Saves the file; gives the count of bytes written.
    ///
    /// It is written beside the target under another name, and moved into place
    /// when it is whole, has its digest and is on the disk. After an error the
    /// target is as it was before, and nothing else is left. A new file is
    /// readable for its owner alone (mode 0600); one that replaces another of the same owner has the mode of that one, and
    /// of the same group its group's. A link is replaced, not written through. A folder, a device or a pipe
    /// (`/dev/stdout`) is refused before anything is sent: [`to_writer`](Self::to_writer) can write there.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wechatpay_openapi_runtime::BoxError> {
    /// # let platform = TestPlatform::new()?;
    /// # let answering = platform.clone();
    /// # let transport = platform.answering(move |_| Ok(answering.file("2026-11-28,0.01\n")));
    /// # let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    /// # let download_url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1";
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("tradebill.csv");
    ///
    /// let length = client.download(download_url).to_file(&path).await?;
    /// assert_eq!(length, std::fs::metadata(&path)?.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`stream`](Self::stream) and its pieces, or the file cannot be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        Files(vec![self]).save_as(path.as_ref()).await
    }

    /// As [`to_file`](Self::to_file), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn to_file_blocking(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        Files(vec![self]).save_as_blocking(path.as_ref())
    }

    /// As [`to_writer`](Self::to_writer), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn to_writer_blocking(self, writer: impl Write) -> Result<u64, Error> {
        Files(vec![self]).write_to_blocking(writer)
    }
}
