//! From text to a syntax tree, by tree-sitter, and what is wrong with the text.
//!
//! tree-sitter keeps its stack on the heap: no text is too deep for it, and
//! what it cannot read is a place in the tree, not the end of it.

use tree_sitter::{Node, Parser, Tree};

use crate::page::Span;

/// The longest code block; the longest of the site has 30 kB.
pub(super) const LONGEST: usize = 512 * 1024;
/// The deepest nesting of brackets; the deepest of the site has 12.
pub(super) const DEEPEST: usize = 100;
/// Problems of one code block that are reported one by one.
const MOST: usize = 20;

/// Parses a text. `None` only if the grammar is of another version than the parser.
pub(super) fn parse(text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into())
        .ok()?;
    parser.parse(masked(text), None)
}

/// The text with the first letter of each member's name as `_`, so that nothing moves: the grammar takes
/// `abstract` for a modifier wherever it stands, and a line that begins with `in_…` for an operator (`a in b`).
fn masked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
    // At the start, and behind each of these, a member may begin.
    let mut begins = true;
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| is_part(**byte)).count();
        if begins && bytes[at].is_ascii_alphabetic() {
            let behind = text[at + length..].trim_start();
            if behind
                .strip_prefix('?')
                .unwrap_or(behind)
                .trim_start()
                .starts_with(':')
            {
                bytes[at] = b'_';
            }
        }
        begins = match bytes[at] {
            b'\n' | b'{' | b',' | b';' => true,
            b' ' | b'\t' | b'\r' => begins,
            _ => false,
        };
        at += length.max(1);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// How deep the brackets of a text are nested, whatever they mean.
pub(super) fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Places where the text is no TypeScript, with what is wrong there.
pub(super) fn problems(tree: &Tree, text: &str) -> Vec<(Span, String)> {
    let mut problems = Vec::new();
    let mut more = 0_usize;
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        let broken = node.is_error() || node.is_missing();
        if broken && problems.len() < MOST {
            problems.push((node.byte_range(), problem(node, text)));
        } else if broken {
            more += 1;
        }
        if !broken && node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                if let (Some((_, last)), true) = (problems.last_mut(), more > 0) {
                    *last = format!("{last}, and {more} more below");
                }
                return problems;
            }
        }
    }
}

fn problem(node: Node<'_>, text: &str) -> String {
    if node.is_missing() {
        return format!("expected `{}` here", node.kind());
    }
    let seen = text.get(node.byte_range()).unwrap_or_default().trim();
    let line = seen.lines().next().unwrap_or_default();
    if line.is_empty() {
        return "this is no TypeScript".to_owned();
    }
    let short: String = line.chars().take(40).collect();
    let more = if short.len() < seen.len() { "…" } else { "" };
    format!("this is no TypeScript: `{short}{more}` is not closed, or has no place here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_have_a_place() {
        let cases = [
            ("interface A { a: string }", vec![]),
            ("interface A { a: string", vec!["23..23 expected `}` here"]),
            ("type A = [string", vec!["type A = [string"]),
            ("interface A { a: = }", vec!["="]),
        ];
        for (text, expected) in cases {
            let tree = parse(text).unwrap();
            let found: Vec<String> = problems(&tree, text)
                .into_iter()
                .map(|(span, message)| format!("{span:?} {message}"))
                .collect();
            assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
            for (found, expected) in found.iter().zip(expected) {
                assert!(found.contains(expected), "{text}: {found}");
            }
        }
    }

    /// `in_store` and `abstract` are names like any other.
    #[test]
    fn m4_what_typescript_allows_is_read() {
        let names = [
            "in_platform_service",
            "in2",
            "in",
            "instanceof",
            "instanceof_x",
            "abstract",
            "class",
            "default",
            "readonly",
            "type",
            "static",
        ];
        for name in names {
            for text in [
                format!("interface A {{\n  {name}: string\n}}"),
                format!("interface A {{ {name}?: string }}"),
                format!("interface A {{\n  a: string\n  {name} ?: {{ b: string }}[]\n  c: string\n}}"),
                format!("interface A {{\n  a: string;\n  /** b */\n  {name}: string;\n}}"),
            ] {
                let found = problems(&parse(&text).unwrap(), &text);
                assert_eq!(found, [], "{text}");
            }
        }
    }

    #[test]
    fn only_names_of_members_are_masked() {
        let cases = [
            ("{\n  in_a: string\n}", "{\n  _n_a: string\n}"),
            ("{ abstract ?: B, c: D }", "{ _bstract ?: B, _: D }"),
            ("abstract class A { b(): C }", "abstract class A { b(): C }"),
            ("a ? b : c", "a ? b : c"),
            ("'a': b", "'a': b"),
            ("in", "in"),
            ("中文: a", "中文: a"),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    #[test]
    fn many_problems_are_counted() {
        let text = "interface A { a: = }\n".repeat(500);
        let found = problems(&parse(&text).unwrap(), &text);
        assert_eq!(found.len(), MOST);
        assert!(found[MOST - 1].1.contains("more below"), "{found:?}");
    }

    #[test]
    fn depth_counts_what_is_open() {
        for (text, expected) in [("", 0), ("{[()]}", 3), ("}}}{", 1), ("{}{}", 1)] {
            assert_eq!(depth(text), expected, "{text}");
        }
    }
}
