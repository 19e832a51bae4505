//! The sections of a page: one for each heading with a verb as its anchor.

use super::Source;
use super::blocks::{Block, BlockKind};
use crate::diagnostic::Code;
use crate::ir::Method;
use crate::page::Span;

/// A page's headings.
pub(super) struct Outline<'b> {
    /// Text of the first heading.
    pub title: String,
    pub parts: Vec<Part<'b>>,
}

/// A heading with a verb, and the blocks up to the next heading.
pub(super) struct Part<'b> {
    pub method: Method,
    pub level: u8,
    pub title: &'b str,
    pub span: Span,
    pub blocks: &'b [Block],
}

/// Cuts a page at its headings. Tables below any other heading are reported.
pub(super) fn sections<'b>(source: &mut Source<'_>, blocks: &'b [Block]) -> Outline<'b> {
    let mut outline = Outline {
        title: String::new(),
        parts: Vec::new(),
    };
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    let first = blocks.iter().position(is_heading).unwrap_or(blocks.len());
    report_tables(source, &blocks[..first], "there is no heading above this table");
    let mut rest = &blocks[first..];
    while let [heading, below @ ..] = rest {
        let end = below.iter().position(is_heading).unwrap_or(below.len());
        let (own, next) = below.split_at(end);
        rest = next;
        let BlockKind::Heading { level, anchor, text } = &heading.kind else {
            continue;
        };
        if outline.title.is_empty() {
            outline.title.clone_from(text);
        }
        let anchor = anchor.as_deref().unwrap_or_default();
        match Method::of(anchor) {
            Some(method) => {
                let span = heading.span.clone();
                outline.parts.push(Part {
                    method,
                    level: *level,
                    title: text,
                    span,
                    blocks: own,
                });
            }
            None => {
                let message =
                    format!("the heading above this table has the anchor `{anchor}`, which is no verb");
                report_tables(source, own, &message);
            }
        }
    }
    outline
}

fn report_tables(source: &mut Source<'_>, blocks: &[Block], message: &str) {
    for block in blocks {
        let marked = ["#request", "#response"]
            .iter()
            .any(|id| source.slice(&block.span).contains(id));
        if block.kind == BlockKind::Prose && source.slice(&block.span).starts_with("{.im-table") && marked {
            source.report(Code::UnknownAnchor, &block.span, message);
        }
    }
}
