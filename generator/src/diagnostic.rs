//! What is wrong with a page, said to the person who can correct it.

mod code;
mod counted;
mod flood;

use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

pub use self::code::{Code, UnknownCode};
pub use self::counted::counted;
pub(crate) use self::flood::contained;
use crate::page::Span;
use crate::source::Docs;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something documented cannot be used.
    Error,
    /// Understood, but the page should be corrected.
    Warning,
    /// Worth knowing.
    Note,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The file, such as `openapi/v3/pay/transactions/jsapi.md`.
    pub page: String,
    /// Where in the page's text, in bytes.
    pub span: Span,
    /// Line, 1-based.
    pub line: u32,
    /// Column in bytes, 1-based.
    pub col: u32,
    /// What was seen, and what was expected.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Diagnostic {
    /// A finding at a known place.
    pub fn new(code: Code, page: &str, place: Place, message: impl Into<String>) -> Self {
        let Place { span, line, col } = place;
        let (message, help) = (message.into(), code.help().to_owned());
        Self {
            code,
            severity: code.severity(),
            page: page.to_owned(),
            span,
            line,
            col,
            message,
            help,
        }
    }

    /// Says more exactly what to do than the code does.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// As rustc shows it, with the lines of the page.
    pub fn render(&self, docs: &Docs, color: bool) -> String {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let text = docs.text(&self.page).unwrap_or_default();
        let title = level
            .primary_title(self.message.as_str())
            .id(self.code.to_string());
        let path = self.page.as_str();
        let group = match inside(text, &self.span) {
            Some(span) => {
                let mark = AnnotationKind::Primary.span(span);
                title.element(Snippet::source(text).path(path).annotation(mark))
            }
            None => title.element(Origin::path(path).line(self.line as usize)),
        };
        renderer.render(&[group.element(Level::HELP.message(self.help.as_str()))])
    }
}

/// The compact form: `file:line:col: code: message`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            page,
            line,
            col,
            code,
            message,
            ..
        } = self;
        write!(f, "{page}:{line}:{col}: {code}: {message}")
    }
}

/// A place in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// In bytes of the text.
    pub span: Span,
    /// Line, 1-based.
    pub line: u32,
    /// Column in bytes, 1-based.
    pub col: u32,
}

impl Place {
    /// The place of a span in a text.
    pub fn of(text: &str, span: &Span) -> Self {
        let start = span.start.min(text.len());
        let before = &text.as_bytes()[..start];
        let line = before.iter().filter(|byte| **byte == b'\n').count();
        let col = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        Self {
            span: span.clone(),
            line: number(line + 1),
            col: number(col + 1),
        }
    }

    /// The first column of a line.
    pub fn line(line: u32, span: &Span) -> Self {
        Self {
            span: span.clone(),
            line,
            col: 1,
        }
    }
}

/// A count as the `u32` that places hold.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The span cut to the text and to character boundaries, if anything is left of it.
fn inside(text: &str, span: &Span) -> Option<Span> {
    let end = text.floor_char_boundary(span.end.min(text.len()));
    let start = text.floor_char_boundary(span.start.min(end));
    let end = text[start..end].trim_end().len() + start;
    (!text.is_empty() && span.end > 0).then_some(start..end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_name_the_place() {
        let text = "# t\n\n| a {data-x | string\n";
        let docs: Docs = [("p.md", text)].into_iter().collect();
        let place = Place::of(text, &(7..16));
        let found = Diagnostic::new(Code::BrokenAttribute, "p.md", place, "no closing brace");
        assert_eq!(found.to_string(), "p.md:3:3: IM007: no closing brace");
        let shown = found.render(&docs, false);
        for part in ["IM007", "p.md:3:3", "^^^^", "help: "] {
            assert!(shown.contains(part), "{part} in:\n{shown}");
        }
    }

    #[test]
    fn a_span_outside_the_text_does_no_harm() {
        let docs: Docs = [("p.md", "中文")].into_iter().collect();
        for span in [0..0, 1..2, 5..99, 50..60] {
            let place = Place {
                span,
                line: 1,
                col: 1,
            };
            let found = Diagnostic::new(Code::UnknownType, "p.md", place, "x");
            assert!(found.render(&docs, false).contains("IM009"));
        }
    }
}
