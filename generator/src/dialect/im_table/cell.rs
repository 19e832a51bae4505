//! Cells and the attribute lists at their ends.

use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::page::attribute::{self, Fault, Spot, fault};
use crate::page::{Attr, Cell, Row, Span};

/// The longest row that is read; the longest of the site has 3 kB.
const LONGEST: usize = 64 * 1024;

/// Beginnings of an attribute list; any other trailing `{…}` is text.
const STARTS: [&str; 6] = ["{data-", "{.", "{#", "{colspan", "{align", "{rowspan"];

/// Reads a row: name, type, and everything else as the description.
///
/// GFM drops the cells beyond the header's; here they are part of the
/// description, which may hold a pipe that nobody escaped.
pub(super) fn row(source: &mut Source<'_>, span: Span) -> Row {
    let row = cells(source, span, [Spot::Name, Spot::Type]);
    unread(source, &row.name, Spot::Name);
    unread(source, &row.ty, Spot::Type);
    unread(source, &row.description, Spot::Description);
    row
}

/// Reads the first row of a table.
pub(super) fn header(source: &mut Source<'_>, span: Span) -> Row {
    cells(source, span, [Spot::Header; 2])
}

fn cells(source: &mut Source<'_>, span: Span, spots: [Spot; 2]) -> Row {
    let line = source.line(span.start);
    let span = source.bounded_row(span, LONGEST);
    let start = span.start + usize::from(source.slice(&span).starts_with('|'));
    let mut end = span.end;
    if end > start
        && source.slice(&(start..end)).ends_with('|')
        && !source.slice(&(start..end)).ends_with("\\|")
    {
        end -= 1;
    }
    let (name, rest) = cut(source.text, start..end);
    let (ty, description) = rest.map_or((end..end, None), |rest| cut(source.text, rest));
    let description = description.unwrap_or(end..end);
    if let (pipe, Some(_)) = cut(source.text, description.clone()) {
        let at = pipe.end..pipe.end + 1;
        source.report(
            Code::ExtraCells,
            &at,
            "an unescaped `|` starts a fourth cell; it is read as part of the description",
        );
    }
    let description = trim(source.text, description);
    let description = Cell {
        text: source.slice(&description).to_owned(),
        attrs: Vec::new(),
        span: description,
    };
    Row {
        name: cell(source, name, spots[0]),
        ty: cell(source, ty, spots[1]),
        description,
        line,
        span,
    }
}

/// Splits at the first pipe that is not escaped.
fn cut(text: &str, span: Span) -> (Span, Option<Span>) {
    let bytes = &text.as_bytes()[span.clone()];
    let pipe = (0..bytes.len()).find(|&at| bytes[at] == b'|' && (at == 0 || bytes[at - 1] != b'\\'));
    match pipe {
        Some(at) => (span.start..span.start + at, Some(span.start + at + 1..span.end)),
        None => (span, None),
    }
}

/// Without white space of any kind, zero-width spaces included.
fn trim(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let part = &text[span.clone()];
    let start = span.start + part.len() - part.trim_start_matches(blank).len();
    start..start + text[start..span.end].trim_end_matches(blank).len()
}

/// Reads a cell with its attributes.
fn cell(source: &mut Source<'_>, span: Span, spot: Spot) -> Cell {
    let span = trim(source.text, span);
    let whole = source.slice(&span);
    let Some(open) = STARTS.iter().filter_map(|start| whole.find(start)).min() else {
        return Cell {
            text: whole.to_owned(),
            attrs: Vec::new(),
            span,
        };
    };
    let attrs = attributes(source, &whole[open..], span.start + open, spot);
    let text = trim(source.text, span.start..span.start + open);
    Cell {
        text: source.slice(&text).to_owned(),
        attrs,
        span,
    }
}

/// Reads `{a b=c d="e f" .class #id}`; a value without quotes ends at white space or `}`.
fn attributes(source: &mut Source<'_>, list: &str, offset: usize, spot: Spot) -> Vec<Attr> {
    let mut attrs: Vec<Attr> = Vec::new();
    let mut rest = &list[1..];
    loop {
        rest = rest.trim_start();
        let at = offset + list.len() - rest.len();
        if let Some(after) = rest.strip_prefix('}') {
            if !after.trim().is_empty() {
                let span = at + 1..at + 1 + after.len();
                source.report(
                    Code::BrokenAttribute,
                    &span,
                    format!("text after an attribute list: `{}`", after.trim()),
                );
            }
            return attrs;
        }
        if rest.is_empty() {
            let span = offset..offset + list.len();
            source.report(
                Code::BrokenAttribute,
                &span,
                format!("an attribute list without its closing brace: `{list}`"),
            );
            return attrs;
        }
        let Some((attr, after)) = attribute(rest) else {
            let span = at..offset + list.len();
            source.report(
                Code::BrokenAttribute,
                &span,
                format!("an attribute with an open quote: `{rest}`"),
            );
            return attrs;
        };
        let twice = attrs.iter().any(|known| known.name == attr.name).then(|| Fault {
            message: format!("`{}` stands twice in one list", attr.name),
            help: "keep one of them".to_owned(),
        });
        if let Some(fault) = fault(spot, &attr).or(twice) {
            tell(source, &(at..at + (rest.len() - after.len())), fault);
        }
        attrs.push(attr);
        rest = after;
    }
}

/// Reports what looks like an attribute and was read as text.
fn unread(source: &mut Source<'_>, cell: &Cell, spot: Spot) {
    let named = attribute::named_in(&cell.text);
    let braces = cell.text.contains(['{', '}', '｛', '｝']).then_some("{…}");
    if let Some(name) = named.or(braces.filter(|_| spot != Spot::Description)) {
        tell(source, &cell.span, attribute::unread(spot, name));
    }
}

fn tell(source: &mut Source<'_>, span: &Span, fault: Fault) {
    source.report(Code::UnknownAttribute, span, fault.message).help = fault.help;
}

/// One attribute and what follows it; `None` if a quote never closes.
fn attribute(text: &str) -> Option<(Attr, &str)> {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '=' | '}'))
        .unwrap_or(text.len());
    // An empty name would not advance: take one character for it.
    let end = if end == 0 {
        text.chars().next().map_or(0, char::len_utf8)
    } else {
        end
    };
    let (name, rest) = text.split_at(end);
    let name = name.to_owned();
    let Some(value) = rest.strip_prefix('=') else {
        return Some((Attr { name, value: None }, rest));
    };
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, rest) = match quote {
        Some(quote) => value[1..].split_once(quote)?,
        None => value.split_at(
            value
                .find(|c: char| c.is_whitespace() || c == '}')
                .unwrap_or(value.len()),
        ),
    };
    Some((
        Attr {
            name,
            value: Some(value.to_owned()),
        },
        rest,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Row, Vec<String>) {
        let mut source = Source::new("p.md", text);
        let row = row(&mut source, 0..text.len());
        (
            row,
            source.found.iter().map(|found| found.code.to_string()).collect(),
        )
    }

    fn list(cell: &Cell) -> String {
        let attr = |attr: &Attr| match &attr.value {
            Some(value) => format!("{}={value}", attr.name),
            None => attr.name.clone(),
        };
        cell.attrs.iter().map(attr).collect::<Vec<_>>().join(";")
    }

    #[test]
    fn rows() {
        // row, name, its attributes, type, its attributes, description, findings
        let cases = [
            (
                "| a {data-required data-indent=1} | string | 甲",
                "a",
                "data-required;data-indent=1",
                "string",
                "",
                "甲",
                "",
            ),
            (
                "| a | object {data-tooltip=\"x y\"} |",
                "a",
                "",
                "object",
                "data-tooltip=x y",
                "",
                "",
            ),
            (
                "| a | string {data-tooltip=密钥/证书「x」 data-encrypted=by-aes-gcm}|b",
                "a",
                "",
                "string",
                "data-tooltip=密钥/证书「x」;data-encrypted=by-aes-gcm",
                "b",
                "",
            ),
            ("a | string | b", "a", "", "string", "", "b", ""),
            ("| a", "a", "", "", "", "", ""),
            ("|", "", "", "", "", "", ""),
            ("", "", "", "", "", "", ""),
            (
                "| a | string | `X` \\| `Y` |",
                "a",
                "",
                "string",
                "",
                "`X` \\| `Y`",
                "",
            ),
            (
                "| a | string | b | c | d",
                "a",
                "",
                "string",
                "",
                "b | c | d",
                "IM034",
            ),
            (
                "| {colspan=3 .im-table-line}",
                "",
                "colspan=3;.im-table-line",
                "",
                "",
                "",
                "",
            ),
            (
                "|\u{a0}a\u{200b} | string | {银行}{卡}",
                "a",
                "",
                "string",
                "",
                "{银行}{卡}",
                "",
            ),
            (
                "| a {data-indent=1 | string | b",
                "a",
                "data-indent=1",
                "string",
                "",
                "b",
                "IM007",
            ),
            (
                "| a {data-tooltip=\"x} | string | b",
                "a",
                "",
                "string",
                "",
                "b",
                "IM007",
            ),
            (
                "| a {data-required} x | string | b",
                "a",
                "data-required",
                "string",
                "",
                "b",
                "IM007",
            ),
            (
                "| a {data-color=red =} | string | b",
                "a",
                "data-color=red;=",
                "string",
                "",
                "b",
                "IM008,IM008",
            ),
        ];
        for (text, name, name_attrs, ty, type_attrs, description, findings) in cases {
            let (row, found) = read(text);
            let seen = (
                &*row.name.text,
                list(&row.name),
                &*row.ty.text,
                list(&row.ty),
                &*row.description.text,
            );
            assert_eq!(
                seen,
                (
                    name,
                    name_attrs.to_owned(),
                    ty,
                    type_attrs.to_owned(),
                    description
                ),
                "{text}"
            );
            assert_eq!(found.join(","), findings, "{text}");
        }
    }
}
