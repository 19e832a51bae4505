//! Saving: a part file beside the target, moved into place when it is whole.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};

/// A file being written. Dropped before [`finish`](Self::finish), it leaves nothing behind.
pub(crate) struct Part {
    file: Option<File>,
    path: PathBuf,
    target: PathBuf,
}

impl Part {
    /// Begins beside the target: a rename is atomic within one folder alone.
    pub(crate) fn create(target: &Path, mark: &str) -> Result<Self, Error> {
        let name = target.file_name().ok_or_else(|| {
            let text = format!("`{}` names no file", target.display());
            Error::new(ErrorKind::Io, text)
        })?;
        let mut part = std::ffi::OsString::from(".");
        part.push(name);
        part.push(format!(".{mark}.part"));
        let path = target.with_file_name(part);
        let file = File::create_new(&path).map_err(|error| file_failed(target, error))?;
        Ok(Self {
            file: Some(file),
            path,
            target: target.to_owned(),
        })
    }

    pub(crate) fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        file.write_all(piece)
            .map_err(|error| file_failed(&self.target, error))
    }

    /// Makes sure that it is on the disk, and moves it into place.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.settle().map_err(|error| file_failed(&self.target, error))
    }

    fn settle(&mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            if let Err(error) = file.sync_all() {
                self.file = Some(file);
                return Err(error);
            }
            drop(file);
            if let Err(error) = fs::rename(&self.path, &self.target) {
                let _ = fs::remove_file(&self.path);
                return Err(error);
            }
            // The new name, too, is to outlive a power cut, where the system can do so.
            let folder = self
                .target
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
                let _ = folder.sync_all();
            }
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

pub(crate) fn file_failed(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("`{}`: {error}", path.display())).source(error)
}
