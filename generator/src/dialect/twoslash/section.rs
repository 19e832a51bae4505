//! One section: prose, badges, links, and the code block that declares its operation.

use std::collections::BTreeSet;

use super::fence::is_script;
use super::operation::{self, TypedCall, VerbMethod};
use super::script::{Comment, Script};
use super::{block, reach};
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::dialect::markdown::blocks::{Block, BlockKind};
use crate::dialect::markdown::container::{self, Marker};
use crate::dialect::markdown::outline::{Part, description};
use crate::ir::Method;
use crate::page::{Badge, Page, Section, Span, Table};

/// What the site calls its links to the official pages.
const OFFICIAL: &str = "官方文档";

/// Reads a section; `None` if it declares no operation, which is reported.
pub(super) fn read(source: &mut Source<'_>, page: &Page, part: &Part<'_>) -> Option<Section> {
    let mut prose = SectionProse::default();
    let mut section = None;
    let mut scripts = 0;
    for one in part.blocks {
        match &one.kind {
            BlockKind::Code { info, .. } if is_script(one) => {
                scripts += 1;
                if !block::is_closed(source.slice(&one.span)) {
                    source.report(
                        Code::Unclosed,
                        &first_line(source, &one.span),
                        "this code block is never closed",
                    );
                }
                debug_assert!(!info.is_empty());
                let read = script(source, part, &one.span, section.is_some());
                section = section.or(read);
            }
            BlockKind::Code { info, .. } => {
                let message = format!("this code block (`{info}`) holds no declarations and is not read");
                source.report(Code::UnreadCode, &first_line(source, &one.span), message);
            }
            BlockKind::FrontMatter | BlockKind::Heading { .. } => {}
            BlockKind::Prose | BlockKind::Quote | BlockKind::Table => prose.block(source, one, scripts == 0),
        }
    }
    if scripts == 0 {
        let message = "this section has no code block marked `js twoslash`";
        source.report(Code::NoDeclarations, &part.span, message);
    }
    let mut section = section?;
    section.title = part.title_on(page);
    section.description = description(&prose.description, page).trim().to_owned();
    section.notes = prose.notes;
    prose.badges.append(&mut section.badges);
    section.badges = prose.badges;
    let beside = std::mem::take(&mut section.links);
    let mut seen = BTreeSet::new();
    let links = prose.links.into_iter().chain(beside);
    section.links = links.filter(|link| seen.insert(link.clone())).collect();
    Some(section)
}

/// The operation that a code block declares for the heading above it.
fn script(source: &mut Source<'_>, part: &Part<'_>, span: &Span, taken: bool) -> Option<Section> {
    let read = block::read(source, span, part.method)?;
    let verbs = operation::verbs(&read.script);
    let own = verbs.iter().find(|verb| verb.method == part.method).copied();
    let own = own.filter(|_| !taken);
    for verb in &verbs {
        let is_own = own.is_some_and(|own| std::ptr::eq(own.member, verb.member));
        if !is_own {
            stray(source, *verb, part.method);
        }
    }
    unused(source, &read.script);
    let Some(own) = own else {
        if verbs.is_empty() {
            let message = format!("this code block declares no method `{}`", part.method.name());
            source.report(Code::NoDeclarations, &first_line(source, span), message);
        }
        return None;
    };
    let mut operation = operation::read(source, &read.script, own, &read.facts);
    for (code, span, message) in operation.found.drain(..) {
        source.report(code, &span, message);
    }
    Some(section(source, part, span, operation, &own.member.doc))
}

/// The section of an operation as its declaration says it; what stands around that is added later.
fn section(
    source: &mut Source<'_>,
    part: &Part<'_>,
    span: &Span,
    operation: TypedCall,
    doc: &Comment,
) -> Section {
    let line = source.line(span.start);
    let table = |header: &str, rows| Table {
        header: header.to_owned(),
        rows,
        is_json: false,
        line,
        span: span.clone(),
    };
    let tagged = doc.tags.iter().filter(|(name, _)| name == "link");
    Section {
        title: String::new(),
        level: part.level,
        method: part.method,
        documentation: part.documentation.map(str::to_owned),
        line: source.line(part.span.start),
        span: part.span.clone(),
        description: String::new(),
        notes: Vec::new(),
        badges: doc
            .tag("deprecated")
            .map(|since| deprecated(source, since, &doc.span))
            .into_iter()
            .collect(),
        request: table("请求参数", operation.request),
        response: table("返回字典", operation.response),
        links: tagged
            .map(|(_, link)| link.clone())
            .filter(|link| link.starts_with("http"))
            .collect(),
        call: Some(crate::page::Call {
            line,
            span: first_line(source, span),
            ..operation.call
        }),
        fragments: Vec::new(),
        facts: crate::page::Facts::default(),
    }
}

fn stray(source: &mut Source<'_>, verb: VerbMethod<'_>, method: Method) {
    let name = verb.method.name();
    let message = if verb.method == method {
        format!("a second method `{name}` below one heading")
    } else {
        format!(
            "this block declares the operation `{name}`, but the heading above it says `{}`",
            method.name()
        )
    };
    source.report(Code::StrayOperation, &verb.member.span, message);
}

fn unused(source: &mut Source<'_>, script: &Script) {
    for declaration in reach::unused(script) {
        let message = format!("no operation uses `{}`", declaration.name);
        let (row, _) = source.row(&declaration.span);
        source.report(Code::UnusedDeclaration, &row, message);
    }
}

/// `@deprecated - since 2020.03.26`
fn deprecated(source: &Source<'_>, since: &str, span: &Span) -> Badge {
    let is_date = |part: &&str| {
        part.len() > 7
            && part.split('.').count() == 3
            && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    Badge {
        class: "deprecated".to_owned(),
        date: since.split_whitespace().find(is_date).map(str::to_owned),
        successor: None,
        line: source.line(span.start),
        span: span.clone(),
    }
}

fn first_line(source: &Source<'_>, span: &Span) -> Span {
    source.row(span).0
}

/// Everything between the code blocks.
#[derive(Default)]
struct SectionProse {
    description: Vec<String>,
    notes: Vec<String>,
    badges: Vec<Badge>,
    links: Vec<String>,
    in_badge: bool,
}

impl SectionProse {
    fn block(&mut self, source: &Source<'_>, block: &Block, at_top: bool) {
        let official = block.links.iter().filter(|(text, _)| text == OFFICIAL);
        self.links.extend(official.map(|(_, target)| target.clone()));
        let (mut text, mut start) = (Vec::new(), block.span.start);
        let mut badge = self.in_badge;
        for line in source.slice(&block.span).split_inclusive('\n') {
            let span = start..start + line.trim_end().len();
            start += line.len();
            match container::marker(line, source.line(span.start), span) {
                None => text.push(without_links(line.trim_end())),
                Some(Marker::Badge(one)) => {
                    self.badges.push(one);
                    (badge, self.in_badge) = (true, true);
                }
                Some(Marker::Open) => {}
                Some(Marker::Close) => self.in_badge = false,
            }
        }
        let text = text.join("\n").trim().to_owned();
        match self.badges.last_mut().filter(|_| badge) {
            Some(badge) => container::describe(badge, &text, &block.links),
            None if text.is_empty() || text == "参阅" => {}
            None if at_top => self.description.push(text),
            None => self.notes.push(text),
        }
    }
}

/// A line without its `[官方文档](…)`.
fn without_links(line: &str) -> String {
    let mut rest = line;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("[官方文档](") {
        text.push_str(before.trim_end());
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}
