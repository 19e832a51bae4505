//! A document's facts as text, a line each.

use std::fmt::Write as _;

use wechatpay_openapi_generator::diagnostic::Diagnostic;
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::page::{Cell, Page, Row, Section};

/// What is told of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All of it.
    All,
    /// Without the words in which a value's meaning, an error or a remedy is said.
    WithoutWords,
}

/// The document at `path`, and what was found.
pub(crate) fn of(path: &str, text: &str, detail: Detail) -> (String, Vec<Diagnostic>) {
    let (parsed, found) = dialect::parse(path, text);
    let facts = match &parsed {
        Parsed::Page(page) => of_page(page, detail),
        Parsed::Known(page) => format!("known: {}\n", page.title),
        Parsed::Refused => "refused\n".to_owned(),
    };
    (facts, found)
}

fn of_page(page: &Page, detail: Detail) -> String {
    let mut out = String::new();
    if let Some(document) = &page.document {
        let kind = if document.is_notification {
            " notification"
        } else {
            ""
        };
        let date = document
            .date
            .as_deref()
            .filter(|_| detail == Detail::All)
            .unwrap_or_default();
        let (id, product, version) = (&document.id, &document.product, document.version);
        let _ = writeln!(out, "{id} {product} {version:?}{kind} {date}");
    }
    for section in &page.sections {
        of_section(&mut out, section, detail);
    }
    out
}

fn of_section(out: &mut String, section: &Section, detail: Detail) {
    let Section {
        title,
        request,
        response,
        facts,
        ..
    } = section;
    match &section.call {
        Some(call) => {
            let (method, path) = (call.method.as_str(), &call.path);
            let base = call.base_uri.as_deref().unwrap_or_default();
            let _ = writeln!(out, "{method} {path} {base}\n{title}\nsends {:?}", call.body);
            let _ = writeln!(out, "status {:?}", call.status);
        }
        None => {
            let _ = writeln!(out, "{title}");
        }
    }
    for table in [request, response] {
        let _ = writeln!(out, "{}", table.header);
        for row in &table.rows {
            let _ = writeln!(out, "  {}", of_row(row, detail));
        }
    }
    for limit in &facts.limits {
        let _ = writeln!(out, "limit {}/{}s {}", limit.calls, limit.seconds, limit.scope);
    }
    for error in &facts.errors {
        let status = error
            .status
            .map_or_else(|| "-".to_owned(), |status| status.to_string());
        let words = format!(" {:?} {}", error.remedy, error.meaning);
        let words = if detail == Detail::All {
            words
        } else {
            String::new()
        };
        let _ = writeln!(out, "error {status} {}{words}", error.code);
    }
    for answer in &facts.answers {
        let _ = writeln!(out, "answer {} {}", answer.status, answer.body);
    }
}

fn of_row(row: &Row, detail: Detail) -> String {
    let description = match detail {
        Detail::All => row.description.text.clone(),
        Detail::WithoutWords => {
            let values = row
                .description
                .text
                .split("<br/>")
                .map(|line| match line.split_once("`：") {
                    Some((value, _)) => value,
                    None => line,
                });
            values.collect::<Vec<_>>().join(" ")
        }
    };
    let indent = "  ".repeat(row.indent());
    format!(
        "{indent}{} | {} | {description}",
        of_cell(&row.name),
        of_cell(&row.ty)
    )
}

fn of_cell(cell: &Cell) -> String {
    let mut text = cell.text.clone();
    for attr in cell.attrs.iter().filter(|attr| attr.name != "data-indent") {
        let value = attr
            .value
            .as_deref()
            .map(|value| format!("={value}"))
            .unwrap_or_default();
        let _ = write!(text, " {}{value}", attr.name.trim_start_matches("data-"));
    }
    text
}
