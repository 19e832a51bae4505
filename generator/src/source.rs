//! Reading a documentation checkout. The only module here that touches files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::{fmt, fs, io};

use walkdir::WalkDir;

/// The folders that hold documented operations and notifications; the last three are WeChat Pay's own.
const ROOTS: [&str; 5] = ["openapi", "webhook", "APIv3", "APIv2", "brand"];

/// All pages of a documentation tree, by their path from its root
/// (`openapi/v3/pay/transactions/jsapi.md`).
///
/// Texts have line feeds only and no byte order mark, whatever the files have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    pages: BTreeMap<String, String>,
}

impl Docs {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the pages of a documentation tree: `openapi/**/*.md` and `webhook/**/*.md` below `root`, or `APIv3`, `APIv2`
    /// and `brand` of WeChat Pay's own.
    ///
    /// # Errors
    ///
    /// If neither folder is there, or a file cannot be read or is not UTF-8. The
    /// message names the place.
    pub fn read(root: &Path) -> io::Result<Self> {
        let (docs, unreadable) = Self::read_legible(root)?;
        match unreadable.first() {
            Some(one) => Err(io::Error::new(io::ErrorKind::InvalidData, one.to_string())),
            None => Ok(docs),
        }
    }

    /// Reads what can be read of a tree, and says what cannot: one bad file of a source that only adds to another is
    /// no reason to do without all of it.
    ///
    /// # Errors
    ///
    /// If neither folder is there.
    pub fn read_legible(root: &Path) -> io::Result<(Self, Vec<Unreadable>)> {
        let (mut docs, mut unreadable) = (Self::new(), Vec::new());
        let folders: Vec<PathBuf> = ROOTS
            .iter()
            .map(|name| root.join(name))
            .filter(|dir| dir.is_dir())
            .collect();
        if folders.is_empty() {
            let message = format!(
                "{}: expected a folder `openapi` or `webhook` here, or `APIv3`, `APIv2` or `brand`",
                root.display()
            );
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        for folder in folders {
            docs.read_folder(root, &folder, &mut unreadable);
        }
        Ok((docs, unreadable))
    }

    fn read_folder(&mut self, root: &Path, folder: &Path, unreadable: &mut Vec<Unreadable>) {
        for entry in WalkDir::new(folder).follow_links(true) {
            let path = match entry {
                Ok(entry) => entry.into_path(),
                Err(error) => {
                    unreadable.push(Unreadable::walking(folder, &error));
                    continue;
                }
            };
            if path.is_file() && path.extension().is_some_and(|extension| extension == "md") {
                match fs::read(&path) {
                    Ok(bytes) => match String::from_utf8(bytes) {
                        Ok(text) => self.insert(&page_path(root, &path), &text),
                        Err(error) => unreadable.push(Unreadable::text(&path, &error)),
                    },
                    Err(error) => unreadable.push(Unreadable::new(&path, error.to_string())),
                }
            }
        }
    }

    /// Adds a page.
    pub fn insert(&mut self, path: &str, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        self.pages.insert(path.to_owned(), text);
    }

    /// The text of a page.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.pages.get(path).map(String::as_str)
    }

    /// Pages in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pages
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Number of pages.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }
}

impl<P: AsRef<str>, T: AsRef<str>> FromIterator<(P, T)> for Docs {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(pages: I) -> Self {
        let mut docs = Self::new();
        for (path, text) in pages {
            docs.insert(path.as_ref(), text.as_ref());
        }
        docs
    }
}

/// The path below the root, with forward slashes on every system.
fn page_path(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// A file, or a folder, that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    path: PathBuf,
    /// Line and column of what is no text, 1-based.
    place: Option<(usize, usize)>,
    why: String,
}

impl Unreadable {
    fn new(path: &Path, why: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            place: None,
            why: why.into(),
        }
    }

    fn walking(folder: &Path, error: &walkdir::Error) -> Self {
        let path = error.path().unwrap_or(folder);
        match (error.loop_ancestor(), error.io_error()) {
            (Some(above), _) => Self::new(path, format!("this link leads back to {}", above.display())),
            (None, Some(error)) => Self::new(path, error.to_string()),
            (None, None) => Self::new(path, error.to_string()),
        }
    }

    fn text(path: &Path, error: &FromUtf8Error) -> Self {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before
            .split(|byte| *byte == b'\n')
            .next_back()
            .unwrap_or_default();
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        Self {
            place: Some((lines + 1, line.len() + 1)),
            ..Self::new(path, "from here on this is not UTF-8")
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:", self.path.display())?;
        if let Some((line, column)) = self.place {
            write!(out, "{line}:{column}:")?;
        }
        write!(out, " {}", self.why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_byte_order_mark_are_normalised() {
        let cases = [
            ("\u{feff}a\r\nb\r\n", "a\nb\n"),
            ("a\rb", "a\nb"),
            ("a\nb", "a\nb"),
        ];
        for (text, expected) in cases {
            let docs: Docs = [("p.md", text)].into_iter().collect();
            assert_eq!(docs.text("p.md"), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Docs::read(Path::new("/nonexistent")).unwrap_err();
        assert!(error.to_string().contains("/nonexistent"));
    }
}
