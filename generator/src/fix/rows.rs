//! Corrections of rows.

use super::format::{RowsFix, TableName};
use crate::dialect::im_table;
use crate::page::{Row, Section, Table};

/// A correction with its rows read.
pub(super) struct Edit {
    table: TableName,
    seen: Vec<Row>,
    value: Vec<Row>,
}

impl Edit {
    /// Reads the rows of a correction, which are written as in a page.
    pub(super) fn new(fix: &RowsFix) -> Result<Self, String> {
        let rows = |rows: &[String]| {
            rows.iter()
                .map(|row| im_table::row(row))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            table: fix.table,
            seen: rows(fix.seen.as_ref())?,
            value: rows(&fix.value)?,
        })
    }

    /// Replaces every run of rows that looks like `seen`; whether there was one.
    pub(super) fn apply(&self, section: &mut Section) -> bool {
        let table = match self.table {
            TableName::Request => &mut section.request,
            TableName::Response => &mut section.response,
        };
        if self.seen.is_empty() {
            return self.fill(table);
        }
        let mut changed = false;
        let mut at = 0;
        while at + self.seen.len() <= table.rows.len() {
            let run = &table.rows[at..at + self.seen.len()];
            if run.iter().zip(&self.seen).all(|(row, seen)| same(row, seen)) {
                let new: Vec<Row> = self.value.iter().map(|value| corrected(value, run)).collect();
                let length = new.len();
                table.rows.splice(at..at + self.seen.len(), new);
                at += length.max(1);
                changed = true;
            } else {
                at += 1;
            }
        }
        changed
    }

    /// Without anything seen the table has to be empty.
    fn fill(&self, table: &mut Table) -> bool {
        if !table.rows.is_empty() {
            return false;
        }
        let place = |row: &Row| Row {
            line: table.line,
            span: table.span.clone(),
            ..row.clone()
        };
        table.rows = self.value.iter().map(place).collect();
        true
    }
}

/// Whether a row is the one that a correction looks for. Descriptions and
/// decoration do not count: `docs-specs` has fewer of them. Nor does what a raw page
/// says behind the kind of an answer.
fn same(row: &Row, seen: &Row) -> bool {
    let is_kind = row.is_kind() && seen.is_kind();
    (row.name.text == seen.name.text || is_kind && row.name.text.starts_with(&seen.name.text))
        && row.ty.text == seen.ty.text
        && row.indent() == seen.indent()
        && row.is_required() == seen.is_required()
        && row.is_line() == seen.is_line()
}

/// A new row with the place, and what the correction leaves open, of the old one.
fn corrected(value: &Row, old: &[Row]) -> Row {
    let twin = old
        .iter()
        .find(|row| row.name.text == value.name.text)
        .or(match old {
            [only] if value.description.text.is_empty() => Some(only),
            _ => None,
        });
    let place = twin.or(old.first()).cloned().unwrap_or_default();
    let mut row = Row {
        line: place.line,
        span: place.span,
        ..value.clone()
    };
    row.name.span = place.name.span;
    if let Some(twin) = twin {
        if row.description.text.is_empty() {
            row.description = twin.description.clone();
        }
        if row.ty.attrs.is_empty() {
            row.ty.attrs.clone_from(&twin.ty.attrs);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{self, Parsed};
    use crate::fix::{self, Overrides};

    const PAGE: &str = "# t {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\
        | json {data-required} | object {data-tooltip=x} | 甲\n| a {data-indent=1} | number | 乙\n| b | string | 丙\n\n\
        {.im-table #request}\n\n| 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\n{.im-table #response}\n";

    /// Rows of the request after one correction, or the codes of the findings.
    fn fixed(toml: &str) -> String {
        let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", PAGE).0 else {
            panic!("the page is fine")
        };
        let mut overrides = Overrides::default();
        overrides.add("names.toml", toml).unwrap();
        let (pages, found) = fix::pages(vec![page], &overrides);
        if !found.is_empty() {
            return found.iter().map(|one| one.code.to_string()).collect();
        }
        let show = |row: &Row| {
            format!(
                "{}:{}:{}:{}",
                row.name.text,
                row.indent(),
                row.ty.text,
                row.description.text
            )
        };
        pages[0].sections[0]
            .request
            .rows
            .iter()
            .map(show)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn rows_are_replaced_where_they_are_as_seen() {
        let fix = |seen: &str, value: &str| {
            fixed(&format!(
                "[[rows]]\npage = 'openapi/v3/a'\ntable = 'request'\nseen = [{seen}]\nvalue = [{value}]\nreason = 'r'"
            ))
        };
        let cases = [
            (
                "'| a {data-indent=1} | number'",
                "'| a {data-indent=1} | float'",
                "json:0:object:甲 a:1:float:乙 b:0:string:丙",
            ),
            (
                "'| a {data-indent=1} | number'",
                "'| c {data-indent=1} | number'",
                "json:0:object:甲 c:1:number:乙 b:0:string:丙",
            ),
            ("'| b | string'", "", "json:0:object:甲 a:1:number:乙"),
            (
                "'| b | string'",
                "'| b | string', '| d | object | 丁'",
                "json:0:object:甲 a:1:number:乙 b:0:string:丙 d:0:object:丁",
            ),
            ("'| a {data-indent=1} | string'", "", "IM029"),
            ("'| b {data-required} | string'", "", "IM029"),
            ("", "'| b | string'", "IM029"),
            ("'| b {data-required | string'", "", "IM028"),
        ];
        for (seen, value, expected) in cases {
            assert_eq!(fix(seen, value), expected, "{seen} -> {value}");
        }
    }

    #[test]
    fn the_kind_of_an_answer_is_the_same_with_and_without_prose() {
        let row = |text: &str| im_table::row(text).unwrap();
        let seen = row("| 空字符串 {align=center colspan=3}");
        for (text, expected) in [
            ("| 空字符串 {align=center colspan=3}", true),
            ("| 空字符串(无返回内容) {align=center colspan=3}", true),
            ("| 文件流 {align=center colspan=3}", false),
            ("| 空字符串 | string", false),
        ] {
            assert_eq!(same(&row(text), &seen), expected, "{text}");
        }
    }

    #[test]
    fn what_is_missing_decides() {
        let param = |target: &str| format!("[[param]]\n{target}\nseen = 'b'\nvalue = 'c'\nreason = 'r'\n");
        let module =
            |path: &str| format!("[[module]]\npath = '{path}'\nsegment = 'x'\nname = 'x_'\nreason = 'r'\n");
        let (here, gone) = (param("page = 'openapi/v3/a'"), param("page = 'openapi/v3/b'"));
        let fine = "json:0:object:甲 a:1:number:乙 c:0:string:丙";
        let untouched = "json:0:object:甲 a:1:number:乙 b:0:string:丙";
        let cases = [
            (here.clone(), fine),
            (gone.clone(), untouched),
            (param("page = 'openapi/v3'"), untouched),
            (module("v3/x"), untouched),
            (here.clone() + &gone, "IM039"),
            (here.clone() + &gone + &gone, "IM039"),
            (here.clone() + &module("v3/x"), "IM039"),
            (module("v3/a"), "IM029"),
            (param("page = 'openapi/v3/a'\nmethod = 'get'"), "IM029"),
            (here.replace("'b'", "'x'") + &gone, "IM039IM029"),
        ];
        for (toml, expected) in cases {
            assert_eq!(fixed(&toml), expected, "{toml}");
        }
    }

    #[test]
    fn a_warning_names_the_file() {
        let mut overrides = Overrides::default();
        let toml = |page| format!("[[param]]\npage = '{page}'\nseen = 'b'\nvalue = 'c'\nreason = 'r'");
        overrides.add("one.toml", &toml("openapi/v3/a")).unwrap();
        overrides.add("two.toml", &toml("openapi/v3/b")).unwrap();
        let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", PAGE).0 else {
            panic!("the page is fine")
        };
        let found: Vec<_> = fix::pages(vec![page], &overrides)
            .1
            .iter()
            .map(ToString::to_string)
            .collect();
        let expected = "overrides/two.toml:4:9: IM039: this override corrects `openapi/v3/b`, which is not in the documentation";
        assert_eq!(found, [expected]);
    }

    #[test]
    fn a_parameter_is_renamed() {
        let toml = "[[param]]\npage = 'openapi/v3/a'\nseen = 'b'\nvalue = 'c'\nreason = 'r'";
        assert_eq!(fixed(toml), "json:0:object:甲 a:1:number:乙 c:0:string:丙");
    }
}
