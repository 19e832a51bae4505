//! Following the download URLs of bills and receipts.

use super::Call;
use crate::client::Client;
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::record::{Record, RecordRef};

impl Client {
    /// The file behind a `download_url` that WeChat Pay answered: a bill, a receipt, an invoice.
    ///
    /// Path and query are signed and sent as they are. Give the announced digest
    /// with [`digest`](Call::digest), and end with
    /// [`to_file`](Call::to_file), [`to_writer`](Call::to_writer),
    /// [`stream`](Call::stream) or `.await`. The URL must lead to WeChat Pay or to the client's
    /// [`base_url`](crate::ClientBuilder::base_url), which takes every host's place
    /// here as elsewhere; any other gets nothing, since the request carries the
    /// merchant's signature. A URL is valid for some minutes.
    pub fn download(&self, url: impl AsRef<str>) -> Call<Download> {
        Call::download(self.clone(), url.as_ref())
    }

    /// The one file that an answer announces by `download_url`, `hash_type` and `hash_value`.
    ///
    /// # Errors
    /// [`ErrorKind::Request`] if it announces none (it is not ready yet), or several:
    /// see [`downloads_of`](Self::downloads_of).
    pub fn download_of<R: Record>(&self, answer: &R) -> Result<Call<Download>, Error> {
        let mut found = self.downloads_of(answer);
        if found.len() > 1 {
            let text = format!(
                "the answer announces {} files: take them with `downloads_of`",
                found.len()
            );
            return Err(Error::new(ErrorKind::Request, text));
        }
        found.pop().ok_or_else(|| {
            let text = "the answer has no `download_url`: is the file not ready yet?";
            Error::new(ErrorKind::Request, text)
        })
    }

    /// All files that an answer announces, in its order, lists included
    /// (`download_bill_list`), each with its digest.
    ///
    /// A file that comes encrypted (`encrypt_key`, `nonce`: bills of sub-merchants
    /// and of payscore) is given as it comes, and its digest is not checked. The
    /// documentation names algorithm and fields, but neither in which form key, nonce
    /// and file are written, nor what is authenticated beside the file and what the
    /// digest is of; so it is not decrypted here.
    #[must_use]
    pub fn downloads_of<R: Record>(&self, answer: &R) -> Vec<Call<Download>> {
        let found = RecordRef::new(answer).announced();
        let call = |file: crate::record::Announced<'_>| {
            let call = self.download(file.url);
            match file.digest {
                Some((kind, value)) if !file.encrypted => call.digest(kind, value),
                _ => call,
            }
        };
        found.into_iter().map(call).collect()
    }
}
