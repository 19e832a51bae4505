//! A page written again with its facts only.
//!
//! This is what `docs-specs` holds: an im-table page with names, attributes,
//! types, lengths, terms, documented values, error codes, limits, official links
//! and the examples of request and answer as data. Descriptions, notes and
//! sample code stay behind. The same parser reads it, and what it lowers to
//! differs in texts only.

mod description;
mod facts;
mod sample;

use std::fmt::Write as _;

use self::sample::without_sentences;
use crate::dialect::im_table::http_example;
use crate::ir::Version;
use crate::output::Output;
use crate::page::{
    Badge, CONFIRMED, Call, CallBody, Cell, DOCUMENTATION, Fragment, LONGEST, MARK, ONE_OF, OUTCOME, Page,
    REQUIRED, Row, SHORTEST, Section, Table,
};

/// Attributes of a type that tell how the value travels, and how long it may be.
const TYPE_ATTRIBUTES: [&str; 5] = ["data-encrypted", "data-encoded", "data-signed", SHORTEST, LONGEST];
/// The one tooltip that says more than its neighbours: another key encrypts the field.
const OTHER_KEY: &str = "付款到银行卡";
/// What tells the kind of an answer: the word, and how it is written again.
const KINDS: [&str; 3] = ["空字符串", "30x", "文件流"];

/// The files of `docs-specs`: a page each.
#[must_use]
pub fn normalise(pages: &[Page]) -> Output {
    pages
        .iter()
        .map(|one| (format!("{}.md", one.path), page(one)))
        .collect()
}

/// Writes the facts of a page.
///
/// Writing what was read from its own output gives the same text.
pub fn page(page: &Page) -> String {
    let mut text = String::new();
    let own_titles = page.sections.len() != 1 || page.sections.iter().any(|section| section.level > 1);
    if page.sections.is_empty() || !own_titles {
        front_matter(&mut text, page);
    }
    if page.sections.iter().any(|section| section.level > 1) {
        let _ = writeln!(text, "# {} {{#mix}}\n", page.title);
    }
    for one in &page.sections {
        let title = if own_titles {
            &one.title
        } else {
            "{{ $frontmatter.title }}"
        };
        let version = if page.is_v2() { Version::V2 } else { Version::V3 };
        section(&mut text, one, title, version);
    }
    let length = text.trim_end().len();
    text.truncate(length);
    text.push('\n');
    text
}

fn front_matter(text: &mut String, page: &Page) {
    let _ = writeln!(text, "---\ntitle: {}", scalar(page.title.trim()));
    if let Some(target) = &page.moved_to {
        let content = scalar(&format!("0; url={target}"));
        let _ = writeln!(
            text,
            "head:\n  - - meta\n    - http-equiv: refresh\n      content: {content}"
        );
    }
    text.push_str("---\n\n");
}

/// A YAML scalar, in quotes where it could be read as something else.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !matches!(text, "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    if plain {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

fn section(text: &mut String, section: &Section, title: &str, version: Version) {
    let level = "#".repeat(usize::from(section.level));
    let origin = section.documentation.as_ref();
    let origin = origin.map_or_else(String::new, |origin| format!(" {DOCUMENTATION}={origin}"));
    let _ = writeln!(text, "{level} {title} {{#{}{origin}}}\n", section.method.name());
    for one in &section.badges {
        badge(text, one);
    }
    table(text, &section.request, "request");
    example(text, section);
    table(text, &section.response, "response");
    facts::write(text, &section.facts, version);
    if !section.links.is_empty() {
        let links: Vec<String> = section
            .links
            .iter()
            .map(|link| format!("[官方文档]({link})"))
            .collect();
        let _ = writeln!(text, "参阅 {}\n", links.join(" "));
    }
}

fn badge(text: &mut String, badge: &Badge) {
    let date = badge.date.as_ref().map(|date| format!("`{date}`"));
    let link = badge
        .successor
        .as_ref()
        .map(|target| format!("[新接口]({target})"));
    let facts: Vec<String> = date.into_iter().chain(link).collect();
    let _ = writeln!(text, "::: warning {{.im-{}}}", badge.class);
    if !facts.is_empty() {
        let _ = writeln!(text, "\n{}\n", facts.join(" "));
    }
    text.push_str(":::\n\n");
}

fn table(text: &mut String, table: &Table, id: &str) {
    let _ = writeln!(
        text,
        "| {} | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---",
        table.header
    );
    for one in &table.rows {
        text.push_str(&row(one));
        text.push('\n');
    }
    let _ = writeln!(text, "\n{{.im-table #{id}}}\n");
}

fn row(row: &Row) -> String {
    if row.is_line() {
        return "| {colspan=3 .im-table-line}".to_owned();
    }
    if row.is_kind() {
        let known = KINDS.into_iter().find(|kind| row.name.text.contains(kind));
        return format!("| {} {{align=center colspan=3}}", known.unwrap_or(&row.name.text));
    }
    let name = cell(&row.name.text, &name_attributes(row));
    let ty = cell(&row.ty.text, &type_attributes(&row.ty));
    let description = description::facts(row);
    format!("| {name} | {ty} | {description}").trim_end().to_owned()
}

fn cell(text: &str, attributes: &[String]) -> String {
    if attributes.is_empty() {
        text.to_owned()
    } else {
        format!("{text} {{{}}}", attributes.join(" "))
    }
}

fn name_attributes(row: &Row) -> Vec<String> {
    let flag = |is: bool, name: &str| is.then(|| name.to_owned());
    let required = flag(row.is_required(), REQUIRED);
    let confirmed = flag(row.requirement().is_confirmed(), CONFIRMED);
    let with = |name: &str| row.name.value(name).map(|value| format!("{name}={value}"));
    let group = with(ONE_OF);
    let (outcome, indent, documentation) = (with(OUTCOME), with("data-indent"), with(DOCUMENTATION));
    let mark = flag(row.name.has(MARK), MARK);
    [required, group, confirmed, mark, outcome, indent, documentation]
        .into_iter()
        .flatten()
        .collect()
}

/// The attributes with a meaning, in their one spelling.
fn type_attributes(cell: &Cell) -> Vec<String> {
    let spelled = cell
        .attrs
        .iter()
        .filter_map(|attr| match (attr.name.as_str(), attr.value.as_deref()) {
            ("data-encoded-by", Some(value)) => Some(format!("data-encoded=by-{value}")),
            ("data-tooltip", Some(value)) if !value.contains(OTHER_KEY) => None,
            ("data-tooltip", _) => Some(format!("data-tooltip={OTHER_KEY}")),
            (name, Some(value)) if TYPE_ATTRIBUTES.contains(&name) => Some(format!("{name}={value}")),
            _ => None,
        });
    spelled.collect()
}

fn example(text: &mut String, section: &Section) {
    let call = section.call.as_ref().map(|call| Call {
        path_params: without_sentences(&call.path_params),
        query: without_sentences(&call.query),
        headers: without_sentences(&call.headers),
        body: body(&call.body),
        ..call.clone()
    });
    let fragment = |one: &Fragment| Fragment {
        body: without_sentences(&one.body),
        ..one.clone()
    };
    let fragments: Vec<Fragment> = section.fragments.iter().map(fragment).collect();
    let blocks = http_example::render(call.as_ref(), &fragments);
    if !blocks.is_empty() {
        let _ = writeln!(text, "{blocks}\n");
    }
}

fn body(body: &CallBody) -> CallBody {
    match body {
        CallBody::None => CallBody::None,
        CallBody::Json(fields) => CallBody::Json(without_sentences(fields)),
        CallBody::Xml(fields) => CallBody::Xml(without_sentences(fields)),
        CallBody::Form(fields) => CallBody::Form(without_sentences(fields)),
    }
}

#[cfg(test)]
mod tests;
