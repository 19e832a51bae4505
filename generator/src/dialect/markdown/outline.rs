//! The sections of a page: one for each heading with a verb as its anchor.

use super::Source;
use super::blocks::{Block, BlockKind};
use crate::diagnostic::Code;
use crate::ir::Method;
use crate::page::{DOCUMENTATION, Fault, Page, Span, Spot, fault};

/// Sections of one page that are read; the fullest page of the sites has 7.
const MOST: usize = 100;

impl Part<'_> {
    /// The section's own title, or the page's where it refers to that.
    pub(in crate::dialect) fn title_on(&self, page: &Page) -> String {
        match self.title.contains("$frontmatter.title") {
            true => page.title.clone(),
            false => self.title.to_owned(),
        }
    }
}

/// Paragraphs, with the page's description where they refer to it: once, so that no page grows with it.
pub(in crate::dialect) fn description(paragraphs: &[String], page: &Page) -> String {
    let reference = "{{ $frontmatter.description }}";
    paragraphs.join("\n\n").replacen(reference, &page.description, 1)
}

/// A page's headings.
pub(in crate::dialect) struct Outline<'b> {
    /// Text of the first heading.
    pub title: String,
    pub parts: Vec<Part<'b>>,
}

/// A heading with a verb, and the blocks up to the next heading.
pub(in crate::dialect) struct Part<'b> {
    pub method: Method,
    pub level: u8,
    pub title: &'b str,
    pub documentation: Option<&'b str>,
    pub span: Span,
    pub blocks: &'b [Block],
}

/// Cuts a page at its headings. What documents an operation below any other
/// heading is reported; `what` it is, `documents` tells.
pub(in crate::dialect) fn sections<'b>(
    source: &mut Source<'_>,
    blocks: &'b [Block],
    what: &str,
    documents: fn(&Source<'_>, &Block) -> bool,
) -> Outline<'b> {
    let mut outline = Outline {
        title: String::new(),
        parts: Vec::new(),
    };
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    let first = blocks.iter().position(is_heading).unwrap_or(blocks.len());
    let stray = |source: &mut Source<'_>, blocks: &[Block], message: &str| {
        for block in blocks {
            if documents(source, block) {
                source.report(Code::UnknownAnchor, &block.span, message);
            }
        }
    };
    let message = format!("there is no heading above this {what}");
    stray(source, &blocks[..first], &message);
    let mut rest = &blocks[first..];
    while let [heading, below @ ..] = rest {
        let end = below.iter().position(is_heading).unwrap_or(below.len());
        let (own, next) = below.split_at(end);
        rest = next;
        let BlockKind::Heading {
            level,
            anchor,
            attrs,
            text,
        } = &heading.kind
        else {
            continue;
        };
        if outline.title.is_empty() {
            outline.title.clone_from(text);
        }
        let anchor = anchor.as_deref().unwrap_or_default();
        if Method::of(anchor).is_some() {
            for Fault { message, help } in attrs.iter().filter_map(|attr| fault(Spot::Heading, attr)) {
                source.report(Code::UnknownAttribute, &heading.span, message).help = help;
            }
        }
        match Method::of(anchor) {
            Some(_) if outline.parts.len() == MOST => {
                too_many(source, &heading.span);
                break;
            }
            Some(method) => outline.parts.push(Part {
                method,
                level: *level,
                title: text,
                documentation: attrs
                    .iter()
                    .find(|attr| attr.name == DOCUMENTATION)
                    .and_then(|attr| attr.value.as_deref()),
                span: heading.span.clone(),
                blocks: own,
            }),
            None => stray(
                source,
                own,
                &format!("the heading above this {what} has the anchor `{anchor}`, which is no verb"),
            ),
        }
    }
    outline
}

fn too_many(source: &mut Source<'_>, heading: &Span) {
    let message = format!("more than {MOST} operations on one page: this one and all below it are left out");
    source.report(Code::TooLarge, heading, message);
}
