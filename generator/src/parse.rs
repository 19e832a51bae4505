//! Every page of a tree, read in whatever dialect it is written.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::diagnostic::Diagnostic;
use crate::dialect::{self, Parsed};
use crate::page::Page;
use crate::source::Docs;
use crate::totals::Totals;

/// The pages of a tree, in order of their paths, and what was read.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Those that document operations or notifications.
    pub pages: Vec<Page>,
    /// Redirects and catalogues.
    pub stubs: Vec<Page>,
    /// Pages and sections are counted, what they hold is not yet.
    pub totals: Totals,
}

impl Tree {
    /// Pages and stubs, in order of their paths.
    #[must_use]
    pub fn all(self) -> Vec<Page> {
        let mut all = self.pages;
        all.extend(self.stubs);
        all.sort_by(|one, other| one.path.cmp(&other.path));
        all
    }
}

/// Reads all pages.
#[must_use]
pub fn parse(docs: &Docs) -> (Tree, Vec<Diagnostic>) {
    let (mut tree, mut found) = (Tree::default(), Vec::new());
    let totals = &mut tree.totals;
    totals.pages = docs.len();
    let all: Vec<(&str, &str)> = docs.iter().collect();
    let read: Vec<_> = all
        .into_par_iter()
        .map(|(path, text)| dialect::parse(path, text))
        .collect();
    for (parsed, diagnostics) in read {
        found.extend(diagnostics);
        match parsed {
            Parsed::Page(page) => {
                let is_notification = page.is_notification();
                totals.notification_pages += usize::from(is_notification);
                totals.operation_pages += usize::from(!is_notification);
                totals.sections += page.sections.len();
                tree.pages.push(page);
            }
            Parsed::Known(page) => {
                totals.known_pages += 1;
                tree.stubs.push(page);
            }
            Parsed::Refused => totals.refused_pages += 1,
        }
    }
    (tree, found)
}
