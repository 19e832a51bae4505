//! The file of an upload.

use bytes::Bytes;

/// A file to upload: its name and its bytes. The bytes are not part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
}
