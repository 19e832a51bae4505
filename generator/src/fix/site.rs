//! Where a correction stands, and what is said of it there.

use crate::diagnostic::{Code, Diagnostic, Place};

/// Where a correction stands: what it looks for, or what it brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Site {
    pub file: String,
    place: Place,
}

impl Site {
    pub(super) fn of(file: &str, text: &str, span: std::ops::Range<usize>) -> Self {
        let place = Place::of(text, &span);
        // The text is not among the pages: nothing can be shown of the span.
        let place = Place { span: 0..0, ..place };
        Self {
            file: file.to_owned(),
            place,
        }
    }

    pub(super) fn line(&self) -> u32 {
        self.place.line
    }

    /// `overrides/pay.toml:12`.
    pub(super) fn below_docs(&self) -> String {
        format!("overrides/{}:{}", self.file, self.line())
    }

    /// The correction itself is wrong.
    pub(super) fn broken(&self, message: String) -> Diagnostic {
        self.report(Code::BrokenOverride, message)
    }

    /// It found its page, but not what it looks for there.
    pub(super) fn stale(&self, page: &str, seen: &str, reason: &str) -> Diagnostic {
        let message =
            format!("this override looks for `{seen}` in `{page}` and finds nothing; its reason: {reason}");
        self.report(Code::StaleOverride, message)
    }

    /// What is looked for says already what it should, or another override has the last word about it.
    pub(super) fn needless(&self, page: &str, seen: &str, reason: &str) -> Diagnostic {
        let message = format!(
            "this override changes nothing: `{seen}` in `{page}` would be the same without it; its reason: {reason}"
        );
        let report = self.report(Code::StaleOverride, message);
        report.help("the page says so already, or an override that comes later replaces the same: delete the one that is not needed")
    }

    /// There is no such page.
    pub(super) fn without_page(&self, page: &str) -> Diagnostic {
        let message = format!("this override corrects `{page}`, which is not in the documentation");
        self.report(Code::OverrideWithoutPage, message)
    }

    fn report(&self, code: Code, message: String) -> Diagnostic {
        let file = format!("overrides/{}", self.file);
        Diagnostic::new(code, &file, self.place.clone(), message)
    }
}
