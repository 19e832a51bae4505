//! A bill, whether it comes in one file or in several.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use super::save::Files;
use crate::answer::Download;
use crate::call::pending::Call;
use crate::download::Progress;
use crate::error::{Error, ErrorKind};
use crate::record::Announced;
use crate::retry::RetryPolicy;

/// A bill that was announced and is not fetched yet: see [`Client::bill_of`](crate::Client::bill_of).
///
/// Its files are fetched one after the other, each of them checked and decrypted like any
/// [`Call<Download>`](crate::Download), and written as one.
#[must_use = "a bill is not fetched before `to_file` or `to_writer`"]
#[derive(Debug)]
pub struct Bill {
    files: Vec<Call<Download>>,
}

impl Bill {
    pub(super) fn new(files: Vec<Call<Download>>) -> Self {
        Self { files }
    }

    /// The files, each a call of its own, in the order of their `bill_sequence`.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{AsRecord, Client, Error};
    ///
    /// /// Each part into a file of its own.
    /// async fn save(client: &Client, answer: &impl AsRecord) -> Result<(), Error> {
    ///     for (part, file) in (1..).zip(client.bill_of(answer)?.into_calls()) {
    ///         file.to_file(format!("bill-{part}.csv")).await?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn into_calls(self) -> Vec<Call<Download>> {
        self.files
    }

    fn each(self, set: impl FnMut(Call<Download>) -> Call<Download>) -> Self {
        Self::new(self.files.into_iter().map(set).collect())
    }

    /// As [`Call::unpack`], of each file. Without it, files in gzip are joined as they are, which is gzip too.
    pub fn unpack(self) -> Self {
        self.each(Call::unpack)
    }

    /// As [`Call::limit`], of each file.
    pub fn limit(self, bytes: usize) -> Self {
        self.each(|call| call.limit(bytes))
    }

    /// As [`Call::timeout`], of each file.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.each(|call| call.timeout(timeout))
    }

    /// As [`Call::retry`], of each file.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.each(|call| call.retry(policy.clone()))
    }

    /// As [`Call::progress`]; each file begins at 0 again.
    pub fn progress(self, tell: impl Fn(Progress) + Clone + Send + Sync + 'static) -> Self {
        self.each(|call| call.progress(tell.clone()))
    }

    /// As [`Call::to_file`]: the target changes only when every file is there and right.
    ///
    /// # Errors
    /// As there, of the first file that fails.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        Files(self.files).save_as(path.as_ref()).await
    }

    /// As [`Call::to_writer`]: what was written before an error is not the bill.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{AsRecord, Client, Error};
    ///
    /// async fn read(client: &Client, answer: &impl AsRecord) -> Result<Vec<u8>, Error> {
    ///     let mut bill = Vec::new();
    ///     client.bill_of(answer)?.to_writer(&mut bill).await?;
    ///     Ok(bill)
    /// }
    /// ```
    ///
    /// # Errors
    /// As there, of the first file that fails.
    pub async fn to_writer(self, writer: impl Write) -> Result<u64, Error> {
        Files(self.files).write_to(writer).await
    }

    /// As [`to_file`](Self::to_file), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn to_file_blocking(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        Files(self.files).save_as_blocking(path.as_ref())
    }

    /// As [`to_writer`](Self::to_writer), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn to_writer_blocking(self, writer: impl Write) -> Result<u64, Error> {
        Files(self.files).write_to_blocking(writer)
    }
}

/// The files of a bill in the order of their `bill_sequence`, each of 1 to `count` once.
///
/// A single file need not have one, and then no count either.
pub(super) fn in_order(
    mut files: Vec<Announced<'_>>,
    count: Option<i64>,
) -> Result<Vec<Announced<'_>>, Error> {
    let refuse = |text: String| Err(Error::new(ErrorKind::Request, text));
    let found = files.len();
    if found == 0 {
        return refuse("the answer has no `download_url`: is the file not ready yet?".to_owned());
    }
    if let Some(count) = count.filter(|count| usize::try_from(*count) != Ok(found)) {
        return refuse(format!(
            "the bill has {count} files (`download_bill_count`) and the answer announces {found}: ask for the bill again"
        ));
    }
    if found == 1 && files[0].sequence.is_none() {
        return Ok(files);
    }
    files.sort_by_key(|file| file.sequence);
    for (number, file) in (1..).zip(&files) {
        match file.sequence {
            Some(sequence) if sequence == number => {}
            Some(_) => {
                return refuse(format!(
                    "the files of the bill are not numbered 1 to {found} (`bill_sequence`), each once: number {number} \
                     is missing, or another is there twice; ask for the bill again"
                ));
            }
            None => {
                return refuse(format!(
                    "the answer announces {found} files and they are not all numbered (`bill_sequence`), so they are no \
                     parts of one bill: take them with `downloads_of`"
                ));
            }
        }
    }
    Ok(files)
}
