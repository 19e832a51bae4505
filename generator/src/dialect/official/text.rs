//! Text of cells: escapes, entities, links and line breaks.

/// Without Markdown's backslashes, entities and links: what a reader sees, each `<br>` and list item on a line of its own.
pub(super) fn plain(cell: &str) -> String {
    let text = entities(&unescaped(&unlinked(cell)));
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open..];
        // No tag of the site is longer.
        let end = tag.bytes().take(100).position(|byte| byte == b'>');
        match end.and_then(|end| Some((end, markup(&tag[1..end])?))) {
            Some((end, joins)) => {
                out.push_str(joins);
                rest = &tag[end + 1..];
            }
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    let lines = out.lines().map(trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A name, a code or a number: without escapes, ticks, marks of emphasis and blanks around.
pub(super) fn word(cell: &str) -> String {
    let text = entities(&unescaped(cell));
    trim(text.trim_matches(['`', '*'])).to_owned()
}

/// Without white space of any kind around, zero-width spaces included.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{a0}'))
}

/// What stands for a tag: a line's end, or nothing; `None` if it is text.
fn markup(tag: &str) -> Option<&'static str> {
    let name = tag.trim_start_matches('/').trim_end_matches('/');
    let name = name.split([' ', '\u{a0}']).next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "br" | "ul" | "ol" | "li" | "p" | "div" => Some("\n"),
        "b" | "strong" | "span" | "font" | "u" | "i" | "em" => Some(""),
        _ => None,
    }
}

/// `\_` as `_`, for any ASCII punctuation.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    const KNOWN: [(&str, &str); 7] = [
        ("&#124;", "|"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let replace = |text: String, (entity, character): &(&str, &str)| text.replace(entity, character);
    KNOWN.iter().fold(text.to_owned(), replace)
}

/// `[text](target)` as `text`.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let Some(open) = rest[..middle].rfind('[') else {
            out.push_str(&rest[..middle + 2]);
            rest = &rest[middle + 2..];
            continue;
        };
        let Some(end) = rest[middle..].find(')') else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push_str(&rest[open + 1..middle]);
        rest = &rest[middle + end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        let cases = [
            (r"mch\_id", "mch_id"),
            (r"a\|b &#124; c", "a|b | c"),
            ("见[灯](https://a.b/c)吧", "见灯吧"),
            ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
            ("<ul><li>`A`: 甲</li><li>`B`: 乙</li></ul>", "`A`: 甲\n`B`: 乙"),
            ("a < b > c <x>", "a < b > c <x>"),
            ("[a](b", "[a](b"),
            ("](", "]("),
            (r"\n \ ", r"\n \"),
        ];
        for (cell, expected) in cases {
            assert_eq!(plain(cell), expected, "{cell}");
        }
    }
}
