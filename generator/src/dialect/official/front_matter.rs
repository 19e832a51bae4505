//! What a document says of itself: `key: "value"` lines.
//!
//! Not by a reader of YAML: a path may have Markdown's escapes (`{lamp\_no}`), and `\_` is a blank in YAML's quotes.

use crate::diagnostic::Code;
use crate::dialect::markdown::blocks::{Block, BlockKind};
use crate::dialect::markdown::{Source, front_matter};
use crate::page::Span;

/// The front matter of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DocumentMatter {
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
pub(super) fn read(source: &mut Source<'_>, blocks: &[Block]) -> DocumentMatter {
    let mut matter = DocumentMatter::default();
    let Some(block) = blocks
        .first()
        .filter(|block| block.kind == BlockKind::FrontMatter)
    else {
        let message = "the front matter is never closed";
        source.report(Code::BrokenFrontMatter, &(0..3), message);
        return matter;
    };
    let Some(text) = front_matter::text(source, block) else {
        return matter;
    };
    let mut start = block.span.start;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let line = line.trim();
        if !line.is_empty() && line != "---" {
            entry(source, &mut matter, line, &span);
        }
    }
    matter
}

fn entry(source: &mut Source<'_>, matter: &mut DocumentMatter, line: &str, span: &Span) {
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
