//! What a run produces, and how it reaches the disk.
//!
//! An [`Output`] is a set of files held in memory. It is compared with what is
//! on the disk before anything is written, so that an unchanged file keeps its
//! time stamp, a second run writes nothing, and `--check` needs no scratch
//! directory. [`Owned`] tells which files a run may replace or delete; every
//! other file is somebody's own work and is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// How far into a file the mark of generated files is looked for.
const MARK_WITHIN: usize = 512;

/// Files by their path below some root, with `/` between folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    files: BTreeMap<String, String>,
}

impl Output {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Panics
    ///
    /// If the path is already taken, or leads out of the root: both are bugs of
    /// the emitter, and writing one file over another would hide them.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        assert!(
            is_inside(&path),
            "an output path must stay below its root: {path}"
        );
        let clash = self.files.insert(path.clone(), text.into()).is_some();
        assert!(!clash, "two files at one output path: {path}");
    }

    /// Leaves only the files whose path passes.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|path, _| keep(path));
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Paths and texts, in the paths' order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What differs from an earlier output.
    #[must_use]
    pub fn since(&self, before: &Self) -> Changes {
        let (mut changes, files) = (Changes::default(), &before.files);
        for (path, text) in &self.files {
            match files.get(path) {
                None => changes.created.push(path.clone()),
                Some(old) if old != text => changes.changed.push(path.clone()),
                Some(_) => {}
            }
        }
        let gone = files.keys().filter(|path| !self.files.contains_key(*path));
        changes.stale.extend(gone.cloned());
        changes
    }

    /// What writing to `root` would do. Reads, and writes nothing.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or if one that is not `owned` is in the way.
    pub fn compare(&self, root: &Path, owned: &Owned) -> Result<Changes, WriteError> {
        let mut changes = Changes::default();
        for (path, text) in &self.files {
            let target = root.join(path);
            match read_if_any(&target)? {
                None => changes.created.push(path.clone()),
                Some(bytes) if bytes == text.as_bytes() => {}
                Some(bytes) if owned.may_replace(path, &bytes) => changes.changed.push(path.clone()),
                Some(_) => return Err(WriteError::hand_written(target)),
            }
        }
        let existing = owned.deletable(root)?;
        changes
            .stale
            .extend(existing.into_iter().filter(|path| !self.files.contains_key(path)));
        Ok(changes)
    }

    /// Makes `root` hold these files: writes those that differ and deletes
    /// those that are `owned` and no longer produced.
    ///
    /// Every text lies complete beside its target before the first one is
    /// renamed into place, so that a full disk leaves the last good output.
    ///
    /// # Errors
    ///
    /// As [`Output::compare`], and if a file cannot be written.
    pub fn write(&self, root: &Path, owned: &Owned) -> Result<Changes, WriteError> {
        let changes = self.compare(root, owned)?;
        let paths: Vec<&String> = changes.created.iter().chain(&changes.changed).collect();
        let mut staged = Staged::default();
        for path in paths {
            staged.add(root.join(path), &self.files[path])?;
        }
        staged.commit()?;
        for path in &changes.stale {
            let target = root.join(path);
            fs::remove_file(&target).map_err(|source| WriteError::io(&target, source))?;
            remove_empty_parents(&target, root);
        }
        Ok(changes)
    }
}

impl FromIterator<(String, String)> for Output {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(files: I) -> Self {
        let mut output = Self::new();
        for (path, text) in files {
            output.insert(path, text);
        }
        output
    }
}

/// What writing an [`Output`] does, or would do. Paths are sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there yet.
    pub created: Vec<String>,
    /// Files whose text differs.
    pub changed: Vec<String>,
    /// Files of an earlier run that are no longer produced.
    pub stale: Vec<String>,
}

impl Changes {
    /// Whether the disk already holds the output.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many files are touched.
    pub fn len(&self) -> usize {
        self.created.len() + self.changed.len() + self.stale.len()
    }
}

/// Which files below a root belong to generation.
#[derive(Debug, Clone, Default)]
pub struct Owned {
    folders: BTreeSet<String>,
    files: BTreeSet<String>,
    mark: Option<String>,
    keep_stale: bool,
}

impl Owned {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything in this folder, at any depth.
    #[must_use]
    pub fn folder(mut self, path: impl Into<String>) -> Self {
        self.folders.insert(path.into());
        self
    }

    /// This one file. It is replaced, and never deleted.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>) -> Self {
        self.files.insert(path.into());
        self
    }

    /// In the folders, only files with this text near their beginning. The
    /// files added by [`Owned::file`] need no mark.
    #[must_use]
    pub fn marked(mut self, mark: impl Into<String>) -> Self {
        self.mark = Some(mark.into());
        self
    }

    /// Deletes nothing: for an output that is a part of the whole.
    #[must_use]
    pub fn keep_stale(mut self) -> Self {
        self.keep_stale = true;
        self
    }

    fn may_replace(&self, path: &str, bytes: &[u8]) -> bool {
        let in_folder = self.folders.iter().any(|folder| is_below(path, folder));
        self.files.contains(path) || (in_folder && self.has_mark(bytes))
    }

    fn has_mark(&self, bytes: &[u8]) -> bool {
        let head = &bytes[..bytes.len().min(MARK_WITHIN)];
        match &self.mark {
            None => true,
            Some(mark) => head.windows(mark.len()).any(|window| window == mark.as_bytes()),
        }
    }

    /// The files that are deleted unless they are produced again.
    fn deletable(&self, root: &Path) -> Result<BTreeSet<String>, WriteError> {
        let mut found = BTreeSet::new();
        if self.keep_stale {
            return Ok(found);
        }
        for folder in &self.folders {
            for path in files_below(root, folder)? {
                let bytes = read_if_any(&root.join(&path))?.unwrap_or_default();
                if self.has_mark(&bytes) {
                    found.insert(path);
                }
            }
        }
        Ok(found)
    }
}

/// Why an [`Output`] could not be compared or written: the file, and its [`source`](std::error::Error::source).
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    source: Option<io::Error>,
}

impl WriteError {
    fn io(path: &Path, source: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            source: Some(source),
        }
    }

    fn hand_written(path: PathBuf) -> Self {
        Self { path, source: None }
    }

    /// Whether a file that nobody generated is in the way.
    pub fn is_hand_written(&self) -> bool {
        self.source.is_none()
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.source {
            Some(_) => write!(f, "{path}"),
            None => write!(
                f,
                "{path}: this file was written by hand and is in the way of a generated one"
            ),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// Texts that are complete on the disk under a temporary name. Dropping it
/// takes away what was not renamed into place.
#[derive(Default)]
struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
}

impl Staged {
    fn add(&mut self, target: PathBuf, text: &str) -> Result<(), WriteError> {
        let folder = target.parent().expect("an output path has a root");
        fs::create_dir_all(folder).map_err(|source| WriteError::io(folder, source))?;
        let mut name = target.file_name().expect("an output path has a name").to_owned();
        name.push(".new~");
        let temporary = target.with_file_name(name);
        self.files.push((temporary.clone(), target));
        fs::write(&temporary, text).map_err(|source| WriteError::io(&temporary, source))
    }

    fn commit(mut self) -> Result<(), WriteError> {
        for (temporary, target) in &self.files {
            fs::rename(temporary, target).map_err(|source| WriteError::io(target, source))?;
        }
        self.files.clear();
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (temporary, _) in &self.files {
            let _ = fs::remove_file(temporary);
        }
    }
}

fn is_inside(path: &str) -> bool {
    path.split('/')
        .all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.contains('\\')
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

fn read_if_any(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io(path, error)),
    }
}

fn files_below(root: &Path, folder: &str) -> Result<Vec<String>, WriteError> {
    let top = root.join(folder);
    let mut found = Vec::new();
    if !top.is_dir() {
        return Ok(found);
    }
    for entry in WalkDir::new(&top) {
        let entry = entry.map_err(|error| WriteError::io(&top, error.into()))?;
        if entry.file_type().is_file() {
            let parts = entry
                .path()
                .strip_prefix(root)
                .unwrap_or(entry.path())
                .components();
            let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
    Ok(found)
}

/// Takes away the folders that a deletion left empty, up to `root`.
fn remove_empty_parents(path: &Path, root: &Path) {
    let parents = path.ancestors().skip(1).take_while(|folder| *folder != root);
    for folder in parents {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
