//! Corrections of rows.

use super::format::{RowsFix, TableName};
use crate::dialect::im_table;
use crate::ir::Requirement;
use crate::page::{CONFIRMED, Row, Section, Table};

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
        let mut value = rows(&fix.value)?;
        // Who corrects a row has looked: what it demands is sure.
        for row in value
            .iter_mut()
            .filter(|row| row.requirement() != Requirement::Optional)
        {
            if !row.name.has(CONFIRMED) {
                row.name.flag(CONFIRMED);
            }
        }
        Ok(Self {
            table: fix.table,
            seen: rows(fix.seen.as_ref())?,
            value,
        })
    }

    /// Replaces every run of rows that looks like `seen`.
    pub(super) fn apply(&self, section: &mut Section) -> Found {
        let table = match self.table {
            TableName::Request => &mut section.request,
            TableName::Response => &mut section.response,
        };
        if self.seen.is_empty() {
            return self.fill(table);
        }
        let mut found = Found::Nothing;
        let mut at = 0;
        while at + self.seen.len() <= table.rows.len() {
            let run = &table.rows[at..at + self.seen.len()];
            if run.iter().zip(&self.seen).all(|(row, seen)| same(row, seen)) {
                let new = self
                    .value
                    .iter()
                    .map(|value| corrected(value, run, self.value.len()));
                let new: Vec<Row> = new.collect();
                let length = new.len();
                let is_as_it_was =
                    new.len() == run.len() && new.iter().zip(run).all(|(new, old)| says_as(new, old));
                found = found.max(if is_as_it_was {
                    Found::AsWanted
                } else {
                    Found::Changed
                });
                table.rows.splice(at..at + self.seen.len(), new);
                at += length.max(1);
            } else {
                at += 1;
            }
        }
        found
    }

    /// Without anything seen the table has to be empty.
    fn fill(&self, table: &mut Table) -> Found {
        if !table.rows.is_empty() {
            return Found::Nothing;
        }
        let place = |row: &Row| Row {
            line: table.line,
            span: table.span.clone(),
            ..row.clone()
        };
        table.rows = self.value.iter().map(place).collect();
        Found::Changed
    }
}

/// What a correction found on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// Nothing that looks like what it replaces.
    Nothing,
    /// What it wants there already.
    AsWanted,
    /// Something to replace.
    Changed,
}

/// Whether a new row says what the old one said.
fn says_as(new: &Row, old: &Row) -> bool {
    new.name.text == old.name.text
        && new.indent() == old.indent()
        && new.requirement() == old.requirement()
        && new.is_line() == old.is_line()
        && new.ty.text == old.ty.text
        && new.ty.attrs == old.ty.attrs
        && new.description.text == old.description.text
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
        && row.group() == seen.group()
        && row.is_line() == seen.is_line()
}

/// A new row with the place, and what the correction leaves open, of the old one.
///
/// One row in the place of one is that row, whatever it is called now; of `count` rows those that are new have nothing.
fn corrected(value: &Row, old: &[Row], count: usize) -> Row {
    let twin = old
        .iter()
        .find(|row| row.name.text == value.name.text)
        .or(match old {
            [only] if count == 1 && value.description.text.is_empty() => Some(only),
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

    /// The requirements of a request's rows after one correction, or the codes of the findings.
    fn demanded(seen: &str, value: &str) -> String {
        let toml = format!(
            "[[rows]]\npage = 'openapi/v3/a'\ntable = 'request'\nseen = [{seen}]\nvalue = [{value}]\nreason = 'r'"
        );
        let page = PAGE.replace(
            "| b | string | 丙",
            "| b {data-required} | string | 丙\n| c {data-one-of=1 data-confirmed} | string | 丁",
        );
        let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", &page).0 else {
            panic!("the page is fine")
        };
        let mut overrides = Overrides::default();
        overrides.add("names.toml", &toml).unwrap();
        let (pages, found) = fix::pages(vec![page], &overrides);
        if let Some(one) = found.first() {
            return one.code.to_string();
        }
        let show = |row: &Row| match row.requirement() {
            Requirement::Optional => row.name.text.clone(),
            Requirement::Required { confirmed } => {
                format!("{}{}", row.name.text, if confirmed { "!" } else { "?" })
            }
            Requirement::OneOf { group, confirmed } => {
                format!("{}{}{group}", row.name.text, if confirmed { "!" } else { "?" })
            }
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
    fn what_a_correction_demands_is_confirmed() {
        let b = "'| b {data-required} | string'";
        let cases = [
            // As it is: to confirm it is the change.
            (b, "'| b {data-required} | string'", "json? a b! c!1"),
            (
                b,
                "'| b {data-required data-confirmed} | string'",
                "json? a b! c!1",
            ),
            (b, "'| b {data-one-of=1} | string'", "json? a b!1 c!1"),
            (b, "'| b | string'", "json? a b c!1"),
            (
                b,
                "'| b {data-required} | string', '| d {data-required} | string', '| e | string'",
                "json? a b! d! e c!1",
            ),
            (
                "'| a {data-indent=1} | number'",
                "'| a {data-indent=1} | float'",
                "json? a b? c!1",
            ),
            (
                "'| c {data-one-of=1} | string'",
                "'| c {data-required} | string'",
                "json? a b? c!",
            ),
            // Confirmed already, by somebody else: it is needed no more.
            (
                "'| c {data-one-of=1} | string'",
                "'| c {data-one-of=1} | string'",
                "IM029",
            ),
            (
                "'| a {data-indent=1} | number'",
                "'| a {data-indent=1} | number'",
                "IM029",
            ),
            // What is looked for is not what is there.
            ("'| c | string'", "'| c {data-required} | string'", "IM029"),
            (
                "'| c {data-one-of=2} | string'",
                "'| c {data-required} | string'",
                "IM029",
            ),
            (
                "'| b {data-one-of=1} | string'",
                "'| b {data-required} | string'",
                "IM029",
            ),
        ];
        for (seen, value, expected) in cases {
            assert_eq!(demanded(seen, value), expected, "{seen} -> {value}");
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
    fn what_several_sources_made_need_not_be_in_one() {
        let fix = |merged: &str| {
            format!(
                "[[rows]]\npage = 'openapi/v3/a'\ntable = 'request'\n{merged}seen = ['| nothing | string']\nvalue = []\nreason = 'r'"
            )
        };
        assert_eq!(fixed(&fix("")), "IM029");
        let untouched = "json:0:object:甲 a:1:number:乙 b:0:string:丙";
        assert_eq!(fixed(&fix("merged = true\n")), untouched);
        let of_all = PAGE.replace("{#post}", "{#post data-origin=official,x}");
        let Parsed::Page(page) = dialect::parse("openapi/v3/a.md", &of_all).0 else {
            panic!("the page is fine")
        };
        let mut overrides = Overrides::default();
        overrides.add("names.toml", &fix("merged = true\n")).unwrap();
        assert_eq!(
            fix::pages(vec![page], &overrides).1.len(),
            1,
            "there it has to fit"
        );
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
