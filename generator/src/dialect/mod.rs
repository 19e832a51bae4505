//! Which language a page is written in, and reading it.

mod fence;
pub mod im_table;
mod markdown;
pub(crate) mod official;
mod parsed;
#[cfg(feature = "sources")]
pub(crate) mod twoslash;

pub use self::parsed::Parsed;
use crate::diagnostic::{Code, Diagnostic, Place, Severity, contained};
use crate::page::Span;

/// The longest page that is read; the longest of the sites has some 100 kB.
const LONGEST: usize = 4 * 1024 * 1024;

/// Reads a page in whatever dialect it is written.
pub fn parse(path: &str, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let (parsed, found) = read(path, text);
    (parsed, contained(found))
}

fn read(path: &str, text: &str) -> (Parsed, Vec<Diagnostic>) {
    if text.len() > LONGEST {
        let (length, most) = (text.len() >> 20, LONGEST >> 20);
        let message = format!("this page has {length} MB; at most {most} MB are read");
        return (
            Parsed::Refused,
            vec![finding(Code::TooLarge, path, text, &first_line(text), message)],
        );
    }
    if official::is_document(text) {
        return official::parse(path, text);
    }
    let fence = fence::first(text);
    let (page, mut found) = match &fence {
        #[cfg(feature = "sources")]
        Some(_) if !has_tables(text) => twoslash::parse(path, text),
        #[cfg(not(feature = "sources"))]
        Some(fence) if !has_tables(text) => {
            let message =
                "this program was built without the parsers of raw documentation (feature `sources`)";
            return (
                Parsed::Refused,
                vec![finding(Code::ForeignDialect, path, text, fence, message)],
            );
        }
        _ => im_table::parse(path, text),
    };
    if let Some(fence) = fence.as_ref().filter(|_| has_tables(text)) {
        let message = "this page has marked tables and declarations in TypeScript; only the tables are read";
        found.push(finding(Code::MixedDialects, path, text, fence, message));
    }
    if !page.sections.is_empty() {
        return (Parsed::Page(page), found);
    }
    if page.moved_to.is_some() || is_catalogue(path) {
        return (Parsed::Known(page), found);
    }
    if let Some(fence) = fence.clone().filter(|_| page.is_notification()) {
        let message = "this notification is shown by samples, which tell no types";
        let found = vec![finding(Code::UntypedNotification, path, text, &fence, message)];
        return (Parsed::Known(page), found);
    }
    if fence.is_none()
        && !has_tables(text)
        && let Some(foreign) = foreign(path, text)
    {
        return (Parsed::Refused, vec![foreign]);
    }
    if found.iter().all(|one| one.severity != Severity::Error) {
        let message = "this page documents no operation: no heading with a verb as its anchor was found";
        found.push(finding(Code::UnknownPage, path, text, &first_line(text), message));
    }
    (Parsed::Refused, found)
}

fn has_tables(text: &str) -> bool {
    text.contains("{.im-table")
}

/// A page whose script nobody marked, and without a table.
fn foreign(path: &str, text: &str) -> Option<Diagnostic> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let info = line.trim().strip_prefix("```").unwrap_or_default();
        if let Some(language @ ("ts" | "typescript" | "js" | "javascript" | "tsx" | "jsx")) =
            info.split_whitespace().next()
        {
            let span = start..start + line.trim_end().len();
            let message =
                format!("this page's `{language}` code is not marked `twoslash`, and it has no marked table");
            return Some(finding(Code::ForeignDialect, path, text, &span, message));
        }
        start += line.len();
    }
    None
}

fn finding(code: Code, path: &str, text: &str, span: &Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, path, Place::of(text, span), message)
}

/// The lists of all pages.
fn is_catalogue(path: &str) -> bool {
    matches!(path, "openapi/index.md" | "webhook/index.md")
}

fn first_line(text: &str) -> Span {
    0..text.find('\n').unwrap_or(text.len())
}
