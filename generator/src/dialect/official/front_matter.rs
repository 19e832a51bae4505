//! What a document says of itself: `key: "value"` lines.

use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::dialect::markdown::blocks::{Block, BlockKind};
use crate::page::Span;

/// The longest that is read; the longest of the site has 1 kB.
const LONGEST: usize = 16 * 1024;

/// The front matter of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub id: String,
    pub url: String,
    pub title: String,
    pub product: String,
    pub version: String,
    pub method: Option<String>,
    pub path: Option<String>,
}

/// Whether a page begins with the front matter of a document: a number of its own.
pub(super) fn begins(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("---\n") else {
        return false;
    };
    let lines = rest.lines().take(40).take_while(|line| line.trim_end() != "---");
    lines.into_iter().any(|line| line.starts_with("doc_id:"))
}

/// Reads it; what is no `key: value` is a finding.
pub(super) fn read(source: &mut Source<'_>, blocks: &[Block]) -> FrontMatter {
    let mut matter = FrontMatter::default();
    let Some(block) = blocks
        .first()
        .filter(|block| block.kind == BlockKind::FrontMatter)
    else {
        let message = "the front matter is never closed";
        source.report(Code::BrokenFrontMatter, &(0..3), message);
        return matter;
    };
    if block.span.len() > LONGEST {
        let (length, most) = (block.span.len() / 1024, LONGEST / 1024);
        let message = format!("the front matter has {length} kB; at most {most} kB are read");
        source.report(Code::TooLarge, &(block.span.start..block.span.start + 3), message);
        return matter;
    }
    let mut start = block.span.start;
    for line in source.slice(&block.span).split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let line = line.trim();
        if !line.is_empty() && line != "---" {
            entry(source, &mut matter, line, &span);
        }
    }
    matter
}

fn entry(source: &mut Source<'_>, matter: &mut FrontMatter, line: &str, span: &Span) {
    let Some((key, value)) = line.split_once(':') else {
        let message = format!("`{line}` is no `key: value`");
        source.report(Code::BrokenFrontMatter, span, message);
        return;
    };
    let value = value.trim();
    let value = if value.starts_with('"') {
        serde_json::from_str(value).unwrap_or_else(|_| value.trim_matches('"').to_owned())
    } else {
        value.trim_matches('\'').to_owned()
    };
    match key.trim() {
        "doc_id" => matter.id = value,
        "url" => matter.url = value.trim_end_matches(".md").to_owned(),
        "title" => matter.title = value,
        "product" => matter.product = value,
        "api_version" => matter.version = value,
        "http_method" => matter.method = Some(value),
        "request_path" => matter.path = Some(value),
        // `url_display`, `title_display`, and what may come.
        _ => {}
    }
}
