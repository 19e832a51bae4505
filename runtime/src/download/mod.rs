//! Files: read into memory, streamed, checked against their digest, unpacked, saved.

mod content;
mod digest;
mod host;
mod options;
mod save;
mod sealed;
mod stream;

pub(crate) use content::Content;
pub(crate) use digest::Expected;
pub(crate) use host::locate;
pub(crate) use options::FileOptions;
pub use options::Progress;
pub(crate) use save::{PartFile, file_failed};
pub(crate) use sealed::{SEALED_LIMIT, Sealed, too_large_to_open};
pub use stream::FileStream;
pub(crate) use stream::{Begun, length};
