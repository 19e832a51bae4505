//! Reading a documentation checkout. The only module here that touches files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

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
    /// message names the file.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut docs = Self::new();
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
            docs.read_folder(root, &folder)?;
        }
        Ok(docs)
    }

    fn read_folder(&mut self, root: &Path, folder: &Path) -> io::Result<()> {
        for entry in WalkDir::new(folder).follow_links(true) {
            let path = entry?.into_path();
            if path.is_file() && path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
                self.insert(&page_path(root, &path), &text);
            }
        }
        Ok(())
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

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
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
