//! A code block taken apart: declarations above, the sample below.

use super::script::Script;
use super::{read, sample, syntax};
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::ir::Method;
use crate::page::Span;

/// What a block says.
pub(super) struct Statement {
    pub script: Script,
    pub facts: sample::SampleFacts,
}

/// Reads a fenced block; `None` if it is too large to be one, which is reported.
pub(super) fn read(source: &mut Source<'_>, block: &Span, method: Method) -> Option<Statement> {
    let (declarations, sample) = parts(source.text, block);
    let mut parsed = Vec::new();
    for span in [&declarations, &sample] {
        parsed.push(tree(source, span)?);
    }
    let (upper, lower) = (source.slice(&declarations), source.slice(&sample));
    for (span, problem) in syntax::problems(&parsed[0], upper) {
        let span = declarations.start + span.start..declarations.start + span.end;
        source.report(Code::BrokenScript, &span, problem);
    }
    if let Some((span, _)) = syntax::problems(&parsed[1], lower).first() {
        let span = sample.start + span.start..sample.start + span.end;
        source.report(
            Code::BrokenExample,
            &span,
            "the sample below the declarations is no TypeScript",
        );
    }
    let script = read::script(&parsed[0], upper, declarations.start);
    for span in &script.unread {
        let message = "these declarations are below too many namespaces to be read";
        source.report(Code::TooLarge, span, message);
    }
    Some(Statement {
        script,
        facts: sample::read(&parsed[1], lower, sample.start, method),
    })
}

fn tree(source: &mut Source<'_>, span: &Span) -> Option<tree_sitter::Tree> {
    let text = source.slice(span);
    let problem = if text.len() > syntax::LONGEST {
        let (length, most) = (text.len() / 1024, syntax::LONGEST / 1024);
        format!("this code block has {length} kB; at most {most} kB are read")
    } else if syntax::depth(text) > syntax::DEEPEST {
        format!(
            "the brackets of this code block are nested more than {} deep",
            syntax::DEEPEST
        )
    } else if let Some(tree) = syntax::parse(text) {
        return Some(tree);
    } else {
        "the grammar of TypeScript does not fit its parser".to_owned()
    };
    let start = span.start..span.start + text.lines().next().map_or(0, str::len);
    source.report(Code::TooLarge, &start, problem);
    None
}

/// Text of the declarations, and of the sample that calls what they declare.
fn parts(text: &str, block: &Span) -> (Span, Span) {
    let fence = text[block.clone()]
        .find('\n')
        .map_or(block.end, |at| block.start + at + 1);
    let opener = text[block.clone()].lines().next().unwrap_or_default();
    let (mut end, mut cut, mut at) = (block.end, None, fence);
    for line in text[fence..block.end].split_inclusive('\n') {
        let trimmed = line.trim();
        if closes(trimmed, opener) {
            end = at;
            break;
        }
        let file = trimmed
            .trim_start_matches('/')
            .trim_start()
            .strip_prefix("@filename:");
        let is_sample = file.is_some_and(|name| !name.trim().ends_with(".ts"));
        if cut.is_none() && trimmed.starts_with("//") && (is_sample || trimmed.ends_with("---cut---")) {
            cut = Some(at);
        }
        at += line.len();
    }
    let cut = cut.unwrap_or(end);
    (fence..cut, cut..end)
}

/// Whether a line ends the block that `opener` begins: as many ticks, or more.
fn closes(line: &str, opener: &str) -> bool {
    let marker = if opener.trim_start().starts_with('~') {
        '~'
    } else {
        '`'
    };
    let ticks = |text: &str| {
        let text = text.trim();
        text.len() - text.trim_start_matches(marker).len()
    };
    let line = line.trim();
    !line.is_empty() && ticks(line) == line.len() && ticks(line) >= ticks(opener)
}

/// Whether a code block has its last line.
pub(super) fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let opener = lines.next().unwrap_or_default();
    lines.next_back().is_some_and(|last| closes(last, opener))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_closed_by_its_own_marks() {
        let cases = [
            ("```js twoslash\na\n```", true),
            ("```js twoslash\n```", true),
            ("```js twoslash\na\n`````\n", true),
            ("~~~js twoslash\n```\n~~~", true),
            ("````js twoslash\na\n```", false),
            ("```js twoslash\na\n~~~", false),
            ("```js twoslash\na\n``` b", false),
            ("```js twoslash", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_closed(text), expected, "{text}");
        }
    }

    #[test]
    fn a_block_is_cut_where_the_sample_begins() {
        let cases = [
            (
                "```js twoslash\na\n// @filename: b.js\nc\n```",
                "a\n",
                "// @filename: b.js\nc\n",
            ),
            (
                "```js twoslash\n// @filename: v.ts\na\n// ---cut---\nc\n```",
                "// @filename: v.ts\na\n",
                "// ---cut---\nc\n",
            ),
            ("```js twoslash\na\n```", "a\n", ""),
            ("````js twoslash\na\n```\nb\n````", "a\n```\nb\n", ""),
            ("```js twoslash\na", "a", ""),
            ("```js twoslash", "", ""),
        ];
        for (text, upper, lower) in cases {
            let (above, below) = parts(text, &(0..text.len()));
            assert_eq!((&text[above], &text[below]), (upper, lower), "{text}");
        }
    }
}
