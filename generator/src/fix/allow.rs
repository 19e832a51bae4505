//! Warnings that somebody looked at and lets be.

use serde::Deserialize;
use toml::Spanned;

use super::site::Site;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::page::Page;

/// A warning that is allowed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Allow {
    page: String,
    code: Spanned<String>,
    /// A part of what it says, such as the field in its ticks.
    says: String,
    reason: String,
    #[serde(skip)]
    pub site: Site,
}

impl Allow {
    /// Where its code stands.
    pub(super) fn span(&self) -> std::ops::Range<usize> {
        self.code.span()
    }

    fn fits(&self, one: &Diagnostic) -> bool {
        let is_code = self.code.as_ref().parse::<Code>() == Ok(one.code);
        let is_page = one.page.strip_suffix(".md") == Some(&*self.page);
        one.severity == Severity::Warning && is_code && is_page && one.message.contains(&self.says)
    }
}

/// Makes notes of the warnings that are allowed; one that allows nothing on its page is reported.
pub(super) fn settle(all: &[Allow], mut found: Vec<Diagnostic>, pages: &[Page]) -> Vec<Diagnostic> {
    let mut stale = Vec::new();
    for allow in all {
        let mut applies = false;
        for one in found.iter_mut().filter(|one| allow.fits(one)) {
            one.severity = Severity::Note;
            one.message = format!("{} (allowed: {})", one.message, allow.reason);
            applies = true;
        }
        if !applies && pages.iter().any(|page| page.path == allow.page) {
            let seen = format!("{} that says `{}`", allow.code.as_ref(), allow.says);
            stale.push(allow.site.stale(&allow.page, &seen, &allow.reason));
        }
    }
    found.extend(stale);
    found
}
