//! WeChat Pay's own documents: a front matter with a number, headings that divide, tables of any order.
//!
//! ```text
//! ---
//! url: "https://…/4012791856.md"     title, doc_id, api_version, product; often http_method and request_path
//! ---
//! ## 接口说明                         请求方式：【POST】 /v3/…
//! ## 请求参数                         ### Header, Path, Query, Body 参数, each with a table
//! ## 应答参数                         200 OK, a table
//! ## 错误码                           tables of error codes
//! > 200 OK                            an example answer in a fence
//! ```
//!
//! What comes out are the rows that an im-table page would have. A field's description cell holds the facts that
//! such a page has words for: the term, unit, default, form of a time, values. What a document says beside its
//! tables is in [`Facts`](crate::page::Facts), and which document it is in [`Document`].

mod answer;
mod callback;
mod corners;
mod description;
mod doubt;
mod enums;
mod errors;
mod field;
mod fields;
mod front_matter;
mod inside;
mod limits;
mod name;
mod outline;
mod remedy;
mod request_line;
mod requirement;
mod sample;
mod section;
mod status;
mod table;
mod text;
mod types;
mod witness;

use self::front_matter::DocumentMatter;
use self::outline::{DocumentOutline, PlacedTable, Topic};
use self::section::DocumentReading;
use self::table::TableKind;
use super::markdown::{Source, blocks};
use super::parsed::Parsed;
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::ir::Version;
use crate::page::{Dialect, Document, Page};

/// Whether a page is such a document.
pub(crate) fn is_document(text: &str) -> bool {
    front_matter::begins(text)
}

/// Reads a document. One that documents neither an operation nor a notification is known as that, unless it has
/// the tables of a request.
pub(crate) fn parse(path: &str, text: &str) -> (Parsed, Vec<Diagnostic>) {
    let mut source = Source::new(path, text);
    let blocks = blocks::split(text);
    let matter = front_matter::read(&mut source, &blocks);
    let may_notify =
        matter.method.is_none() && ["通知", "回调"].iter().any(|word| matter.title.contains(word));
    let mut outline = outline::read(&mut source, &blocks, may_notify);
    let addresses = request_line::find(&mut source, &matter, &outline);
    let is_notification = may_notify && addresses.is_empty() && has_fields(&outline);
    if may_notify && !is_notification {
        // It only speaks of notifications: an address to set, a message to send ahead.
        let mut again = Source::new(path, text);
        outline = outline::read(&mut again, &blocks, false);
    }
    let is_v3 = addresses.iter().any(|address| address.path.starts_with("v3/"));
    let version = if matter.version == "apiv2" && !is_v3 {
        Version::V2
    } else {
        Version::V3
    };
    let mut page = page(path, &matter, &outline, (version, is_notification));
    let mut reading = DocumentReading {
        matter: &matter,
        outline: &outline,
        budget: fields::budget(),
    };
    if is_notification {
        let section = callback::read(&mut source, &mut reading);
        // Some products of v2 notify as v3 does.
        let is_v3 = section.request.rows.iter().any(|row| row.name.text == "resource");
        if let Some(document) = page.document.as_mut().filter(|_| is_v3) {
            document.version = Version::V3;
        }
        page.sections.push(section);
    } else {
        page.sections = section::all(&mut source, &mut reading, &addresses);
    }
    if !page.sections.is_empty() {
        unread(&mut source, &outline, is_notification);
        return (Parsed::Page(page), source.found);
    }
    if let Some(sheet) = outline.sheets.iter().find(|sheet| is_of_request(sheet)) {
        let message =
            "these are parameters of a request, but the document names neither its verb nor its path";
        source.report(Code::NoRequestLine, &sheet.grid.span.clone(), message);
        return (Parsed::Refused, source.found);
    }
    if let Some(message) = stops(&outline) {
        let end = text.trim_end().len();
        source.report(Code::NoRequestLine, &source.row(&(end..end)).0, message);
        return (Parsed::Refused, source.found);
    }
    (Parsed::Known(page), source.found)
}

/// Why a document seems to have lost all but its beginning.
fn stops(outline: &DocumentOutline) -> Option<&'static str> {
    const OPENING: [&str; 5] = ["接口说明", "接口链接", "接口地址", "是否需要证书", "请求参数"];
    let last = outline.chapters.len() - 1;
    let is_empty = !outline.lines.iter().any(|line| line.chapter == last)
        && !outline.sheets.iter().any(|sheet| sheet.chapter == last)
        && !outline.samples.iter().any(|shown| shown.chapter == last);
    let says_something = outline
        .lines
        .iter()
        .any(|line| !line.text.starts_with("更新时间"));
    if last == 0 && !says_something {
        return Some("this document says nothing");
    }
    let opens = OPENING.iter().any(|word| outline.chapters[last].contains(word));
    (is_empty && opens).then_some("this document ends where it begins to tell of an operation")
}

fn page(
    path: &str,
    matter: &DocumentMatter,
    outline: &DocumentOutline,
    (version, is_notification): (Version, bool),
) -> Page {
    let changed = outline
        .lines
        .iter()
        .find_map(|line| line.text.split_once("更新时间："));
    Page {
        path: path.strip_suffix(".md").unwrap_or(path).to_owned(),
        title: matter.title.clone(),
        dialect: Dialect::Official,
        document: Some(Document {
            id: matter.id.clone(),
            url: matter.url.clone(),
            product: matter.product.clone(),
            date: changed.map(|(_, date)| date.trim().to_owned()),
            version,
            is_notification,
        }),
        ..Page::default()
    }
}

fn has_fields(outline: &DocumentOutline) -> bool {
    outline
        .sheets
        .iter()
        .any(|sheet| matches!(sheet.kind, TableKind::Fields(_)))
}

/// Parameters that are sent to a server: what is called in an app has no headers, and its own words.
fn is_of_request(sheet: &PlacedTable) -> bool {
    let in_request = matches!(
        sheet.topic,
        Topic::Header | Topic::Path | Topic::Query | Topic::Body | Topic::Form
    );
    in_request && matches!(sheet.kind, TableKind::Fields(_))
}

/// Tables of fields that nothing was made of.
fn unread(source: &mut Source<'_>, outline: &DocumentOutline, is_notification: bool) {
    let has_notice = outline.sheets.iter().any(|sheet| sheet.topic == Topic::Notice);
    for sheet in &outline.sheets {
        let is_read = match (&sheet.kind, sheet.topic) {
            (TableKind::Fields(_), Topic::Other) => is_notification && !has_notice,
            (TableKind::Fields(_), Topic::Errors | Topic::Signature) => false,
            (TableKind::Fields(_), _) => true,
            (TableKind::Errors(_) | TableKind::Request, _) => true,
            (TableKind::Headers, _) => is_notification,
            (TableKind::Other, _) => false,
        };
        if !is_read {
            let (rows, header) = (
                counted(sheet.grid.rows.len(), "row"),
                sheet.grid.header.join(" | "),
            );
            let message = format!("a table of `{header}`: {rows} not used");
            let (row, _) = source.row(&sheet.grid.span);
            source.report(Code::UnreadTable, &row, message);
        }
    }
}
