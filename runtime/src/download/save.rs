//! Saving: a part file beside the target, moved into place when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf, is_separator};

use tempfile::{Builder, NamedTempFile};

use crate::error::{Error, ErrorKind};
use crate::shape;

/// A file being written, begun with its first piece. Dropped before [`finish`](Self::finish), it leaves nothing behind.
///
/// Bills and receipts name people and sums: a new file is its owner's alone (0600), where the system knows modes. One
/// that replaces another of the same owner has the mode of that one, from the moment that it is whole.
pub(crate) struct PartFile {
    file: Option<NamedTempFile>,
    target: PathBuf,
}

impl PartFile {
    /// Beside the target: a rename is atomic within one folder alone.
    pub(crate) fn new(target: &Path) -> Result<Self, Error> {
        let is_folder = target.to_string_lossy().ends_with(is_separator);
        if target.file_name().is_none() || is_folder {
            return Err(Error::new(
                ErrorKind::Io,
                format!("`{}` names no file", shown(target)),
            ));
        }
        // Moving the part there would put a file in the place of `/dev/null`, or of a link to a folder.
        if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
            let text = format!(
                "`{}` is no file but a folder, a device or a pipe, and stays as it is: `to_writer` writes to whatever is open",
                shown(target)
            );
            return Err(Error::new(ErrorKind::Io, text));
        }
        Ok(Self {
            file: None,
            target: target.to_owned(),
        })
    }

    pub(crate) fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        let written = self.begun().and_then(|file| file.as_file_mut().write_all(piece));
        written.map_err(|error| file_failed(&self.target, error))
    }

    fn begun(&mut self) -> io::Result<&mut NamedTempFile> {
        match &mut self.file {
            Some(file) => Ok(file),
            // Without the target's own name, which may be as long as a name can be. By a file that is opened here: the library's
            // own errors tell the path, and a key may stand in its place.
            slot => Ok(slot.insert(
                Builder::new()
                    .prefix(".wechatpay-")
                    .suffix(".part")
                    .make_in(folder(&self.target), |path| for_owner_alone().open(path))?,
            )),
        }
    }

    /// Makes sure that it is on the disk, and moves it into place.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.settle().map_err(|error| file_failed(&self.target, error))
    }

    fn settle(&mut self) -> io::Result<()> {
        let replaced = fs::symlink_metadata(&self.target)
            .ok()
            .filter(fs::Metadata::is_file);
        let file = self.begun()?.as_file();
        if let Some(replaced) = replaced {
            file.set_permissions(permissions(&replaced, &file.metadata()?))?;
        }
        file.sync_all()?;
        if let Some(file) = self.file.take() {
            file.persist(&self.target).map_err(|failed| failed.error)?;
        }
        // The new name, too, is to outlive a power cut, where the system can do so.
        if let Ok(folder) = File::open(folder(&self.target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Never one that is there.
fn for_owner_alone() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn folder(target: &Path) -> &Path {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Who may do what with a file that takes another's place: as before, as far as those are the same people.
///
/// Another owner has not decided who reads ours, and could have put his there for that; another group was meant by its bits.
#[cfg(unix)]
fn permissions(replaced: &fs::Metadata, own: &fs::Metadata) -> fs::Permissions {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let same = (replaced.uid() == own.uid(), replaced.gid() == own.gid());
    // No file of data is to run as somebody.
    let mode = match same {
        (true, true) => replaced.mode() & 0o777,
        (true, false) => replaced.mode() & 0o707,
        (false, _) => own.mode() & 0o777,
    };
    fs::Permissions::from_mode(mode)
}

#[cfg(not(unix))]
fn permissions(replaced: &fs::Metadata, _: &fs::Metadata) -> fs::Permissions {
    replaced.permissions()
}

pub(crate) fn file_failed(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("`{}`: {error}", shown(path))).with_source(error)
}

fn shown(path: &Path) -> String {
    shape::file(&path.to_string_lossy()).into_owned()
}
