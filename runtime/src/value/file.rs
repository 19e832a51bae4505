//! The file of an upload.

use std::fmt;
use std::fs;
use std::io::Read;
use std::path::Path;

use bytes::Bytes;

use crate::background::spawn_blocking;
use crate::error::{Error, ErrorKind};
use crate::shape;

/// A file to upload: its name and its bytes. The bytes are not part of what is signed.
///
/// Name and digest belong into the request's `meta` too; what is left out
/// there is filled in, and a digest that is there is checked before sending.
///
/// `Debug` does not show the content, which may be an identity card.
///
/// ```
/// use wechatpay_openapi_runtime::FilePart;
///
/// let scan = FilePart::new("licence.jpg", vec![0xff, 0xd8, 0xff]);
/// assert_eq!((&*scan.name, scan.content.len()), ("licence.jpg", 3));
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct FilePart {
    /// The file name, with the ending that the operation asks for (`.jpg`, `.mp4`, …).
    pub name: String,
    /// The content.
    pub content: Bytes,
}

impl FilePart {
    /// A file of this name and content.
    pub fn new(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            content: content.into(),
        }
    }

    /// Reads a file; its name is the path's last part.
    ///
    /// It is read whole: the digest is sent before the content. It blocks; see [`open`](Self::open).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::FilePart;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("licence.jpg");
    /// # std::fs::write(&path, [0xff, 0xd8, 0xff]).unwrap();
    ///
    /// let scan = FilePart::open_blocking(path)?; // Beside other tasks: `FilePart::open(path).await?`
    /// assert_eq!(scan.name, "licence.jpg");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if it cannot be read or has no name in Unicode.
    pub fn open_blocking(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| unreadable(path.display(), "it has no file name in Unicode"))?;
        let content =
            fs::read(path).map_err(|error| unreadable(path.display(), &error).with_source(error))?;
        Ok(Self::new(name, content))
    }

    /// As [`open_blocking`](Self::open_blocking), on tokio's threads for blocking work, if tokio runs.
    ///
    /// # Errors
    /// As there.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().to_owned();
        let shown = path.display().to_string();
        let read = spawn_blocking(move || Self::open_blocking(path)).await;
        read.unwrap_or_else(|error| Err(unreadable(shown, &error).with_source(error)))
    }

    /// Reads to the end, but at most `limit` bytes: the digest is sent before the
    /// content, so that all of it must be there first.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::FilePart;
    /// # let upload: &[u8] = &[0xff, 0xd8, 0xff];
    ///
    /// // What a merchant sends to us, at most the 2 MB that the operation takes.
    /// let scan = FilePart::from_reader("licence.jpg", upload, 2 << 20)?;
    /// assert_eq!(scan.content.len(), 3);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if there is more, or reading fails.
    pub fn from_reader(name: impl Into<String>, reader: impl Read, limit: usize) -> Result<Self, Error> {
        let name = name.into();
        let mut content = Vec::new();
        let mut reader = reader.take(limit as u64 + 1);
        reader
            .read_to_end(&mut content)
            .map_err(|error| unreadable(&name, &error).with_source(error))?;
        if content.len() > limit {
            return Err(unreadable(&name, format_args!("it has more than {limit} bytes")));
        }
        Ok(Self::new(name, content))
    }
}

fn unreadable(name: impl std::fmt::Display, why: impl std::fmt::Display) -> Error {
    let name = name.to_string();
    Error::new(
        ErrorKind::Io,
        format!("`{}` cannot be read: {why}", shape::file(&name)),
    )
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ({} bytes)", shape::file(&self.name), self.content.len())
    }
}
