//! Following the download URLs of bills and receipts.

use super::bill::{Bill, in_order};
use crate::answer::Download;
use crate::call::pending::Call;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::record::Announced;
use crate::response::AsRecord;

impl Client {
    /// The file behind a `download_url` that WeChat Pay answered: a bill, a receipt, an invoice.
    ///
    /// Path and query are signed and sent as they are. Give the announced digest
    /// with [`digest`](Call::digest), the key of an encrypted file with
    /// [`decrypt`](Call::decrypt), and end with
    /// [`to_file`](Call::to_file), [`to_writer`](Call::to_writer),
    /// [`stream`](Call::stream) or `.await`. The URL must lead to WeChat Pay or to the client's
    /// [`base_url`](crate::ClientBuilder::base_url), which takes every host's place
    /// here as elsewhere; any other gets nothing, since the request carries the
    /// merchant's signature. A URL is valid for some minutes.
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
    /// let bill = client.download(download_url).await?;
    /// assert_eq!(bill.content, "2026-11-28,0.01\n");
    /// # Ok(())
    /// # }
    /// ```
    pub fn download(&self, url: impl AsRef<str>) -> Call<Download> {
        Call::download(self.clone(), url.as_ref())
    }

    /// The one file that an answer announces by `download_url`, with its digest (`hash_type`, `hash_value`) and, if it
    /// is encrypted, its key (`encrypt_key`, `nonce`). The answer may still be the [`Response`](crate::Response) that it came in.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, Response, record};
    /// # record! {
    /// #     /// As in the generated crate.
    /// #     pub struct Bill {
    /// #         /// Its address.
    /// #         pub download_url: Option<String>,
    /// #     }
    /// # }
    ///
    /// /// `answer` is that of 申请交易账单 (`client.v3().bill().tradebill().get(request).await?`).
    /// async fn save(client: &Client, answer: Response<Bill>) -> Result<u64, Error> {
    ///     client.download_of(&answer)?.to_file("tradebill.csv").await
    /// }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Request`] if it announces none (it is not ready yet), several, or one part of a bill that has
    /// others: see [`bill_of`](Self::bill_of) for a bill in parts, [`downloads_of`](Self::downloads_of) for files that
    /// have nothing to do with each other.
    pub fn download_of(&self, answer: &impl AsRecord) -> Result<Call<Download>, Error> {
        let record = answer.as_record();
        let found = record.announced();
        if found.len() > 1 {
            let text = format!(
                "the answer announces {} files: take a bill in parts with `bill_of`, and single files with `downloads_of`",
                found.len()
            );
            return Err(Error::new(ErrorKind::Request, text));
        }
        let mut found = in_order(found, record.announced_count())?;
        Ok(self.announced(found.remove(0)))
    }

    /// The bill that an answer announces, in one file or in several: those are joined in the order of their
    /// `bill_sequence`, whatever the order of the list. Each is checked against its own digest, and decrypted if it is
    /// encrypted (`encrypt_key`, `nonce`).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, record};
    /// # record! {
    /// #     /// As in the generated crate.
    /// #     pub struct Response {
    /// #         /// The parts.
    /// #         pub download_bill_list: Option<Vec<Item>>,
    /// #     }
    /// #     /// A part.
    /// #     pub struct Item {
    /// #         /// Its address.
    /// #         pub download_url: Option<String>,
    /// #     }
    /// # }
    ///
    /// /// `answer` is that of 申请二级商户资金账单 (`GET /v3/ecommerce/bill/fundflowbill`).
    /// async fn save(client: &Client, answer: &Response) -> Result<u64, Error> {
    ///     client.bill_of(answer)?.unpack().to_file("fundflow.csv").await
    /// }
    /// ```
    ///
    /// ([下载单个子商户/二级商户资金账单](https://pay.weixin.qq.com/doc/v3/partner/4014314390))
    ///
    /// # Errors
    /// [`ErrorKind::Request`] if it announces none (it is not ready yet), or not each part from 1 to
    /// `download_bill_count` once.
    pub fn bill_of(&self, answer: &impl AsRecord) -> Result<Bill, Error> {
        let record = answer.as_record();
        let files = in_order(record.announced(), record.announced_count())?;
        let files = files.into_iter().map(|file| self.announced(file));
        Ok(Bill::new(files.collect()))
    }

    /// All files that an answer announces, in its order, lists included
    /// (`download_bill_list`), each with its digest and its key.
    ///
    /// They need not belong together: see [`bill_of`](Self::bill_of) for the parts of a bill.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{AsRecord, Client, Error};
    ///
    /// async fn save(client: &Client, answer: &impl AsRecord) -> Result<(), Error> {
    ///     for (number, file) in client.downloads_of(answer).into_iter().enumerate() {
    ///         file.to_file(format!("receipt-{number}.pdf")).await?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn downloads_of(&self, answer: &impl AsRecord) -> Vec<Call<Download>> {
        let found = answer.as_record().announced();
        found.into_iter().map(|file| self.announced(file)).collect()
    }

    fn announced(&self, file: Announced<'_>) -> Call<Download> {
        let mut call = self.download(file.url);
        if let Some((kind, value)) = file.digest {
            call = call.digest(kind, value);
        }
        // One without the other cannot be opened, and must not be taken for a plain file.
        if !file.encrypt_key.is_empty() || !file.nonce.is_empty() {
            call = call.decrypt(file.encrypt_key, file.nonce);
        }
        call
    }
}
