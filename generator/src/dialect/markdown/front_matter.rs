//! The YAML at the top of a page.

use serde::Deserialize;
use serde_json::Value;

use super::Source;
use super::blocks::{Block, BlockKind};
use crate::diagnostic::Code;

/// The longest that is read; the longest of the sites has 1 kB.
const LONGEST: usize = 16 * 1024;

/// What is used of it.
#[derive(Debug, Default, PartialEq)]
pub(in crate::dialect) struct FrontMatter {
    pub title: Option<String>,
    pub description: Option<String>,
    pub moved_to: Option<String>,
}

#[derive(Deserialize)]
struct Yaml {
    title: Option<String>,
    description: Option<String>,
    #[serde(default)]
    head: Value,
}

/// Reads it. Without one everything is `None`.
pub(in crate::dialect) fn read(source: &mut Source<'_>, blocks: &[Block]) -> FrontMatter {
    let Some(block) = blocks
        .first()
        .filter(|block| block.kind == BlockKind::FrontMatter)
    else {
        return FrontMatter::default();
    };
    let Some(text) = text(source, block) else {
        return FrontMatter::default();
    };
    let yaml = text.trim_matches('-');
    match serde_saphyr::from_str::<Yaml>(yaml) {
        Ok(Yaml {
            title,
            description,
            head,
        }) => {
            let moved_to = redirect(&head).or_else(|| moved(title.as_deref()));
            FrontMatter {
                title,
                description,
                moved_to,
            }
        }
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.lines().next().unwrap_or_default();
            source.report(
                Code::BrokenFrontMatter,
                &block.span,
                format!("the front matter is not YAML: {reason}"),
            );
            by_lines(yaml)
        }
    }
}

/// Its text, dashes and all; `None`, and a finding, if it is longer than is read.
pub(in crate::dialect) fn text<'a>(source: &mut Source<'a>, block: &Block) -> Option<&'a str> {
    if block.span.len() <= LONGEST {
        return Some(source.slice(&block.span));
    }
    let (length, most) = (block.span.len() / 1024, LONGEST / 1024);
    let message = format!("the front matter has {length} kB; at most {most} kB are read");
    source.report(Code::TooLarge, &(block.span.start..block.span.start + 3), message);
    None
}

/// Target of a `<meta http-equiv="refresh" content="0; url=…">` in `head`.
fn redirect(head: &Value) -> Option<String> {
    match head {
        Value::Array(items) => items.iter().find_map(redirect),
        Value::Object(meta) if meta.get("http-equiv").and_then(Value::as_str) == Some("refresh") => {
            let content = meta.get("content")?.as_str()?;
            let (_, target) = content
                .split_once("url=")
                .or_else(|| content.split_once("URL="))?;
            Some(target.trim().to_owned())
        }
        _ => None,
    }
}

fn moved(title: Option<&str>) -> Option<String> {
    Some(title?.strip_prefix("Moved to ")?.trim().to_owned())
}

/// The best that can be made of broken YAML: its `key: value` lines.
fn by_lines(yaml: &str) -> FrontMatter {
    let value = |key: &str| {
        let line = yaml
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        Some(line.trim().to_owned())
    };
    FrontMatter {
        title: value("title"),
        description: value("description"),
        moved_to: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::markdown::blocks;

    #[test]
    fn front_matters() {
        let cases = [
            (
                "---\ntitle: a b\ndescription: c\n---\n",
                (Some("a b"), Some("c"), None),
                0,
            ),
            ("---\ntitle: 'a: b'\n---\n", (Some("a: b"), None, None), 0),
            (
                "---\ntitle: Moved to /x\nhead:\n  - - meta\n    - http-equiv: refresh\n      content: 0; url=/x/y\n---\n",
                (Some("Moved to /x"), None, Some("/x/y")),
                0,
            ),
            (
                "---\ntitle: Moved to /x\n---\n",
                (Some("Moved to /x"), None, Some("/x")),
                0,
            ),
            (
                "---\ntitle: a: b: c\ndescription: [\n---\n",
                (Some("a: b: c"), Some("["), None),
                1,
            ),
            ("# no front matter\n", (None, None, None), 0),
        ];
        for (text, (title, description, moved_to), problems) in cases {
            let mut source = Source::new("p.md", text);
            let matter = read(&mut source, &blocks::split(text));
            let seen = (
                matter.title.as_deref(),
                matter.description.as_deref(),
                matter.moved_to.as_deref(),
            );
            assert_eq!(seen, (title, description, moved_to), "{text}");
            assert_eq!(source.found.len(), problems, "{text}");
        }
    }
}
