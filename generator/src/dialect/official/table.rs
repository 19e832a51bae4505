//! Tables of any kind: cells, and what the header says of the columns.

use super::text;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::page::Span;

/// The longest row that is read; the longest of the site has 20 kB.
const LONGEST: usize = 256 * 1024;
/// Columns that are told apart; the widest table of the site has 6.
const WIDEST: usize = 50;

/// A table as written.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub header: Vec<String>,
    pub rows: Vec<Line>,
    /// Its first row is empty and the second has the names: it belongs to the row above it.
    pub is_headless: bool,
    pub span: Span,
}

/// A row as written.
#[derive(Debug)]
pub(super) struct Line {
    pub cells: Vec<Span>,
    pub span: Span,
    pub number: u32,
}

impl Line {
    /// A cell as written; empty where the row has none.
    pub(super) fn cell<'a>(&self, source: &Source<'a>, at: Option<usize>) -> &'a str {
        let span = at.and_then(|at| self.cells.get(at));
        span.map_or("", |span| source.slice(span))
    }

    /// Where a cell is; the whole row where it has none.
    pub(super) fn place(&self, at: Option<usize>) -> Span {
        at.and_then(|at| self.cells.get(at)).unwrap_or(&self.span).clone()
    }

    /// A condition for the rows below: one text in all columns, or in the first alone.
    pub(super) fn condition<'a>(&self, source: &Source<'a>) -> Option<&'a str> {
        let mut texts = self.cells.iter().map(|cell| source.slice(cell));
        let first = texts
            .next()
            .filter(|first| !first.is_empty() && !first.is_ascii())?;
        let rest: Vec<&str> = texts.collect();
        let same = rest.iter().all(|text| *text == first);
        (rest.len() > 1 && same).then_some(first)
    }
}

/// Splits a table into its cells; lines without any are given back.
pub(super) fn read(source: &mut Source<'_>, span: &Span) -> (Grid, Vec<Span>) {
    let (mut lines, mut below) = (Vec::new(), Vec::new());
    let mut start = span.start;
    for text in source.slice(span).split_inclusive('\n') {
        let row = start..start + text.trim_end().len();
        start += text.len();
        match source.slice(&row).trim() {
            "" => {}
            text if text.contains('|') => lines.push(row),
            _ => below.push(row),
        }
    }
    let mut rows: Vec<Line> = Vec::new();
    for (at, row) in lines.into_iter().enumerate() {
        // The second line only separates.
        if at != 1 {
            rows.push(line(source, row));
        }
    }
    let mut rows = rows.into_iter();
    let texts = |source: &Source<'_>, line: &Line| -> Vec<String> {
        let cells = line
            .cells
            .iter()
            .map(|cell| text::word(&text::plain(source.slice(cell))));
        cells.collect()
    };
    let Some(first) = rows.next() else {
        return (Grid::default(), below);
    };
    let mut header = texts(source, &first);
    let is_headless = header.iter().all(String::is_empty);
    let mut rows: Vec<Line> = rows.collect();
    if is_headless && !rows.is_empty() {
        header = texts(source, &rows.remove(0));
    }
    let grid = Grid {
        header,
        rows,
        is_headless,
        span: span.clone(),
    };
    (grid, below)
}

/// Splits a row at the pipes that are not escaped.
fn line(source: &mut Source<'_>, span: Span) -> Line {
    let number = source.line(span.start);
    let span = source.bounded_row(span, LONGEST);
    let text = source.slice(&span);
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut from = usize::from(bytes.first() == Some(&b'|'));
    for at in 0..bytes.len() {
        let escaped = at > 0 && bytes[at - 1] == b'\\';
        if at >= from && bytes[at] == b'|' && !escaped {
            cells.push(trimmed(text, from..at, span.start));
            from = at + 1;
        }
    }
    if !text[from..].trim().is_empty() {
        cells.push(trimmed(text, from..text.len(), span.start));
    }
    if cells.len() > WIDEST {
        let message = format!("this row has {} cells; at most {WIDEST} are read", cells.len());
        source.report(Code::TooLarge, &(span.start..span.start + 1), message);
        cells.truncate(WIDEST);
    }
    Line { cells, span, number }
}

fn trimmed(text: &str, part: Span, offset: usize) -> Span {
    let whole = &text[part.clone()];
    let start = part.start + whole.len() - whole.trim_start().len();
    let end = start + text::trim(whole).len();
    // Blanks of other kinds in front.
    let inner = &text[start..part.end];
    let start = start + inner.len() - inner.trim_start_matches(['\u{200b}', '\u{feff}']).len();
    offset + start..offset + end.max(start).min(part.end)
}

/// What a table is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TableKind {
    /// Fields.
    Fields(Columns),
    /// Error codes.
    Errors(ErrorColumns),
    /// `请求Url | https://…`: facts about the request, a row each.
    Request,
    /// The headers of a notification: a name and what it is.
    Headers,
    /// Anything else.
    Other,
}

/// Where the parts of a field stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub name: usize,
    pub term: Option<usize>,
    pub ty: Option<usize>,
    pub required: Option<usize>,
    pub example: Option<usize>,
    pub description: Option<usize>,
    /// How many there are.
    pub count: usize,
}

/// Where the parts of an error code stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ErrorColumns {
    pub status: Option<usize>,
    pub code: usize,
    pub meaning: Option<usize>,
    pub remedy: Option<usize>,
}

/// Tells by its header what a table is about.
pub(super) fn kind(header: &[String], first_cells: &[&str]) -> TableKind {
    let at = |names: &[&str]| header.iter().position(|cell| names.contains(&cell.as_str()));
    let begins = |start: &str| header.iter().position(|cell| cell.starts_with(start));
    let is_address = |cell: &str| {
        matches!(
            cell.to_ascii_lowercase().as_str(),
            "请求url" | "接口链接" | "url地址"
        )
    };
    if header.first().is_some_and(|cell| is_address(cell)) || first_cells.iter().any(|cell| is_address(cell))
    {
        return TableKind::Request;
    }
    let ty = begins("类型");
    if ty.is_some() || at(&["必填"]).is_some() {
        let wire = at(&["变量名", "变量", "字段"]);
        let term = wire.and_then(|_| at(&["字段名", "名称", "参数名", "参数"]));
        let Some(name) = wire.or_else(|| at(&["参数名", "字段名", "参数", "名称", "字段名称", "参数名称"]))
        else {
            return TableKind::Other;
        };
        return TableKind::Fields(Columns {
            name,
            term,
            ty,
            required: at(&["必填", "是否必填"]),
            example: at(&["示例值", "示例"]),
            description: at(&["描述", "说明", "参数说明"]),
            count: header.len(),
        });
    }
    let remedy = at(&["解决方案", "解决方式", "解决办法", "处理方案"]);
    let named = at(&["错误码", "错误代码"]);
    if let Some(code) = named.or_else(|| remedy.and_then(|_| at(&["名称"]))) {
        return TableKind::Errors(ErrorColumns {
            status: at(&["状态码", "HTTP状态码"]),
            code,
            meaning: at(&["描述", "错误描述", "说明", "原因"]),
            remedy,
        });
    }
    let is_signature = |cell: &&str| cell.starts_with("Wechatpay-");
    if header.len() == 2 && first_cells.iter().any(is_signature) {
        return TableKind::Headers;
    }
    TableKind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_tell_the_columns() {
        // header, name, term, type, required, description
        let cases = [
            ("参数名|类型|必填|描述", "0 - 1 2 3"),
            ("字段名|变量名|必填|类型|示例值|描述", "1 0 3 2 5"),
            ("字段名|变量名|必填|示例值|类型|描述", "1 0 4 2 5"),
            ("字段名|字段|必填|示例值|类型|说明", "1 0 4 2 5"),
            ("参数名|变量|类型[长度限制]|必填|描述", "1 0 2 3 4"),
            ("名称|变量名|必填|类型|示例值|描述", "1 0 3 2 5"),
        ];
        for (header, expected) in cases {
            let header: Vec<String> = header.split('|').map(str::to_owned).collect();
            let TableKind::Fields(columns) = kind(&header, &[]) else {
                panic!("{header:?}");
            };
            let show = |at: Option<usize>| at.map_or("-".to_owned(), |at| at.to_string());
            let seen = [
                Some(columns.name),
                columns.term,
                columns.ty,
                columns.required,
                columns.description,
            ];
            assert_eq!(seen.map(show).join(" "), expected, "{header:?}");
        }
    }
}
