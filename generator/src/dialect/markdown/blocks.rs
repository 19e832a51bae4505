//! The top-level blocks of a page, by pulldown-cmark.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::page::{Attr, Span};

/// A top-level block.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::dialect) struct Block {
    pub kind: BlockKind,
    /// Without trailing line feeds.
    pub span: Span,
    /// Links inside, in order: text and target.
    pub links: Vec<(String, String)>,
}

/// What kind of block.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::dialect) enum BlockKind {
    FrontMatter,
    Heading {
        level: u8,
        anchor: Option<String>,
        /// `data-origin=…` of `{#get data-origin=…}`
        attrs: Vec<Attr>,
        text: String,
    },
    Code {
        info: String,
        code: String,
    },
    Table,
    Quote,
    /// Paragraphs, lists, HTML and rules.
    Prose,
}

/// Splits a page.
pub(in crate::dialect) fn split(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut depth = 0_usize;
    let mut link: Option<(String, String)> = None;
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if let Tag::Link { dest_url, .. } = &tag {
                    link = Some((String::new(), dest_url.to_string()));
                }
                if depth == 0 {
                    open = Some(Block {
                        kind: kind(tag),
                        span: trim(text, span),
                        links: Vec::new(),
                    });
                }
                depth += 1;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if matches!(end, TagEnd::Link)
                    && let (Some(link), Some(block)) = (link.take(), &mut open)
                {
                    block.links.push(link);
                }
                if depth == 0 {
                    blocks.extend(open.take());
                }
            }
            Event::Text(part) => add_text(&part, &mut open, &mut link),
            Event::Code(part) => add_text(&format!("`{part}`"), &mut open, &mut link),
            _ if depth == 0 => {
                blocks.push(Block {
                    kind: BlockKind::Prose,
                    span: trim(text, span),
                    links: Vec::new(),
                });
            }
            _ => {}
        }
    }
    blocks
}

fn add_text(part: &str, open: &mut Option<Block>, link: &mut Option<(String, String)>) {
    if let Some((text, _)) = link {
        text.push_str(part);
    }
    match open.as_mut().map(|block| &mut block.kind) {
        Some(BlockKind::Heading { text, .. }) => text.push_str(part),
        Some(BlockKind::Code { code, .. }) => code.push_str(part),
        _ => {}
    }
}

fn kind(tag: Tag<'_>) -> BlockKind {
    match tag {
        Tag::MetadataBlock(_) => BlockKind::FrontMatter,
        Tag::Heading { level, id, attrs, .. } => BlockKind::Heading {
            level: level as u8,
            anchor: id.map(|id| id.to_string()),
            attrs: attrs
                .into_iter()
                .map(|(name, value)| Attr {
                    name: name.to_string(),
                    value: value.map(|value| value.to_string()),
                })
                .collect(),
            text: String::new(),
        },
        Tag::CodeBlock(fence) => {
            let info = match fence {
                CodeBlockKind::Fenced(info) => info.to_string(),
                CodeBlockKind::Indented => String::new(),
            };
            BlockKind::Code {
                info,
                code: String::new(),
            }
        }
        Tag::Table(_) => BlockKind::Table,
        Tag::BlockQuote(_) => BlockKind::Quote,
        _ => BlockKind::Prose,
    }
}

fn trim(text: &str, span: Span) -> Span {
    span.start..span.start + text[span.clone()].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_per_block() {
        let letter = |block: &Block| match block.kind {
            BlockKind::FrontMatter => 'f',
            BlockKind::Heading { .. } => 'h',
            BlockKind::Code { .. } => 'c',
            BlockKind::Table => 't',
            BlockKind::Quote => 'q',
            BlockKind::Prose => 'p',
        };
        let cases = [
            ("---\ntitle: x\n---\n\n# a {#get}\n\ntext\n", "fhp"),
            (
                "| a | b | c\n| -- | -- | --\n| x | y | z\n\n{.im-table #request}\n",
                "tp",
            ),
            ("::: code-group\n\n```php [a]\n$x;\n```\n\n:::\n", "pcp"),
            ("```php [a]\n$x;\n", "c"),
            ("> a\n> - b\n\n- c\n- d\n\n---\n", "qpp"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let letters: String = split(text).iter().map(letter).collect();
            assert_eq!(letters, expected, "{text:?}");
        }
    }

    #[test]
    fn links_of_a_list() {
        let blocks = split("- [x](https://a.b/c)\n- [y `z`](/d#e)\n");
        let expected = [("x", "https://a.b/c"), ("y `z`", "/d#e")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(blocks[0].links, expected);
    }
}
