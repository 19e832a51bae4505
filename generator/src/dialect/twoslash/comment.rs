//! Comments beside members: terms, values, links.

use super::script::Comment;
use crate::page::Span;

/// Adds a comment, as written, to what is known of a member.
pub(super) fn add(comment: &mut Comment, text: &str, span: Span) {
    if is_marker(text) {
        return;
    }
    for line in lines(text) {
        match line.strip_prefix('@') {
            Some(tag) => {
                let (name, value) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
                comment.tags.push((name.to_owned(), value.trim().to_owned()));
            }
            None => comment.text.push(line.to_owned()),
        }
    }
    let start = if comment.span.is_empty() {
        span.start
    } else {
        comment.span.start
    };
    comment.span = start..span.end;
}

/// Lines of text, without the comment's own marks.
fn lines(comment: &str) -> impl Iterator<Item = &str> {
    let inner = match comment.strip_prefix("/*") {
        Some(block) => block.strip_suffix("*/").unwrap_or(block),
        None => comment,
    };
    inner
        .lines()
        .map(|line| line.trim().trim_start_matches(['*', '/']).trim())
        .filter(|line| !line.is_empty())
}

/// What twoslash and the highlighter read: `^?`, `// ---cut---`, `[!code hl]`.
fn is_marker(comment: &str) -> bool {
    let text = comment.trim_start_matches('/').trim();
    text.starts_with(['^', '<'])
        || text.starts_with("---cut")
        || text.starts_with("[!code")
        || text.starts_with("@filename")
        || text.starts_with("@errors")
        || text.starts_with("@noErrors")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_lose_their_marks() {
        // comment, text, tags
        let cases = [
            ("// 商户号", "商户号", ""),
            ("/** 商户号 */", "商户号", ""),
            ("/**\n * 金额\n * 单位：分\n */", "金额/单位：分", ""),
            (
                "/**\n * 查询\n * @link https://a.b/c\n */",
                "查询",
                "link=https://a.b/c",
            ),
            ("/* @deprecated */", "", "deprecated="),
            ("/** 未闭合", "未闭合", ""),
            ("//    ^?", "", ""),
            ("// ---cut---", "", ""),
            ("// [!code hl:7]", "", ""),
            ("//", "", ""),
        ];
        for (text, lines, tags) in cases {
            let mut comment = Comment::default();
            add(&mut comment, text, 0..text.len());
            let seen: Vec<String> = comment.tags.iter().map(|(a, b)| format!("{a}={b}")).collect();
            assert_eq!(
                (comment.text.join("/"), seen.join("/")),
                (lines.into(), tags.into()),
                "{text}"
            );
        }
    }
}
