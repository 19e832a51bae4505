//! What the dialects have in common: headings, front matter, prose and
//! containers of a markdown page.

pub(super) mod blocks;
pub(super) mod container;
pub(super) mod front_matter;
pub(super) mod outline;

use crate::diagnostic::{Code, Diagnostic, Place, number};
use crate::page::Span;

/// The page being read, and what was found wrong with it so far.
pub(in crate::dialect) struct Source<'a> {
    pub path: &'a str,
    pub text: &'a str,
    /// Offset of each line but the first.
    lines: Vec<usize>,
    pub found: Vec<Diagnostic>,
}

impl<'a> Source<'a> {
    pub(in crate::dialect) fn new(path: &'a str, text: &'a str) -> Self {
        let lines = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Self {
            path,
            text,
            lines,
            found: Vec::new(),
        }
    }

    pub(in crate::dialect) fn report(
        &mut self,
        code: Code,
        span: &Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = self.place(span);
        let at = self.found.len();
        self.found.push(Diagnostic::new(code, self.path, place, message));
        &mut self.found[at]
    }

    /// What `Place::of` says, without counting from the top each time.
    fn place(&self, span: &Span) -> Place {
        let at = self.lines.partition_point(|&start| start <= span.start);
        let start = at.checked_sub(1).map_or(0, |line| self.lines[line]);
        Place {
            span: span.clone(),
            line: number(at + 1),
            col: number(span.start - start + 1),
        }
    }

    pub(in crate::dialect) fn line(&self, offset: usize) -> u32 {
        number(self.lines.partition_point(|&start| start <= offset) + 1)
    }

    /// The line that a span begins on, without its line feed, and its number.
    pub(in crate::dialect) fn row(&self, span: &Span) -> (Span, u32) {
        let at = self.lines.partition_point(|&start| start <= span.start);
        let start = at.checked_sub(1).map_or(0, |line| self.lines[line]);
        let end = self.lines.get(at).map_or(self.text.len(), |next| next - 1);
        (start..end, number(at + 1))
    }

    /// What is read of a row: all of it, or its beginning and a finding if it is longer than any should be.
    pub(in crate::dialect) fn bounded_row(&mut self, span: Span, longest: usize) -> Span {
        if span.len() <= longest {
            return span;
        }
        let (length, most) = (span.len() / 1024, longest / 1024);
        let message = format!("this row has {length} kB; at most {most} kB are read");
        self.report(Code::TooLarge, &(span.start..span.start + 1), message);
        span.start..self.text.floor_char_boundary(span.start + longest)
    }

    pub(in crate::dialect) fn slice(&self, span: &Span) -> &'a str {
        &self.text[span.clone()]
    }
}
