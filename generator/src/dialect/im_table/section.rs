//! One section: prose, badges, tables, links and samples.

use super::samples::{self, CodeBlock};
use super::{facts, table};
use crate::diagnostic::{Code, counted};
use crate::dialect::markdown::Source;
use crate::dialect::markdown::blocks::{Block, BlockKind};
use crate::dialect::markdown::container::{self, Marker};
use crate::dialect::markdown::outline::{Part, description};
use crate::page::{Badge, Facts, Page, REMEDY, Section, Span, Table};

/// Reads a section; `None` if a table is missing, which is reported.
pub(super) fn read(source: &mut Source<'_>, page: &Page, part: &Part<'_>) -> Option<Section> {
    let mut collected = Collected {
        at_top: true,
        ..Collected::default()
    };
    for block in part.blocks {
        collected.block(source, block);
    }
    collected.finish(source);
    let (Some(request), Some(response)) = (&collected.request, &collected.response) else {
        for (id, table) in [("request", &collected.request), ("response", &collected.response)] {
            if table.is_none() {
                let message = format!("this section has no table marked `{{.im-table #{id}}}`");
                source.report(Code::MissingTable, &part.span, message);
            }
        }
        return None;
    };
    let samples = samples::read(source, page, part, &collected.samples);
    let errors = collected.errors.as_ref();
    let limits = collected.limits.as_ref();
    let facts = Facts {
        errors: errors.map_or_else(Vec::new, |table| facts::errors(source, table)),
        limits: limits.map_or_else(Vec::new, |table| facts::limits(source, table)),
        answers: samples.answers,
    };
    Some(Section {
        title: part.title_on(page),
        level: part.level,
        method: part.method,
        documentation: part.documentation.map(str::to_owned),
        line: source.line(part.span.start),
        span: part.span.clone(),
        description: description(&collected.description, page),
        notes: collected.notes,
        badges: collected.badges,
        request: request.clone(),
        response: response.clone(),
        links: collected.links,
        call: samples.call,
        fragments: samples.fragments,
        facts,
    })
}

/// What has been collected while the blocks of a section go by.
#[derive(Default)]
struct Collected {
    description: Vec<String>,
    notes: Vec<String>,
    badges: Vec<Badge>,
    links: Vec<String>,
    request: Option<Table>,
    response: Option<Table>,
    errors: Option<Table>,
    limits: Option<Table>,
    samples: Vec<CodeBlock>,
    /// The table whose mark has not been seen yet.
    unmarked: Option<Table>,
    /// Opening markers of containers that are open.
    containers: Vec<Span>,
    in_badge: bool,
    /// Whether prose still belongs to the description.
    at_top: bool,
}

impl Collected {
    fn block(&mut self, source: &mut Source<'_>, block: &Block) {
        match &block.kind {
            BlockKind::Code { info, code } => {
                let closed = source.slice(&block.span).ends_with("```");
                if !closed && !info.is_empty() {
                    source.report(Code::Unclosed, &block.span, "this code block is never closed");
                }
                self.samples.push(CodeBlock::new(
                    info,
                    code,
                    self.response.is_some(),
                    source.line(block.span.start),
                    block.span.clone(),
                ));
            }
            BlockKind::Table => {
                self.drop_unmarked(source);
                let read = table::read(source, block);
                self.unmarked = Some(read.table);
                for span in read.others {
                    self.prose_line(source, block, span);
                }
            }
            BlockKind::Quote => self.notes.push(source.slice(&block.span).to_owned()),
            BlockKind::Prose if source.slice(&block.span).starts_with('|') => self.orphans(source, block),
            BlockKind::Prose => self.prose(source, block),
            BlockKind::FrontMatter | BlockKind::Heading { .. } => {}
        }
        if block.kind != BlockKind::Prose {
            self.at_top = false;
        }
    }

    fn prose(&mut self, source: &mut Source<'_>, block: &Block) {
        let mut text = Vec::new();
        let (in_badge, badges) = (self.in_badge, self.badges.len());
        for span in table::lines(source.text, &block.span) {
            text.extend(self.prose_line(source, block, span));
        }
        if self.response.is_some() {
            let targets = block.links.iter().map(|(_, target)| target);
            let whole = targets.filter(|target| target.starts_with("http") && !is_cut(target));
            self.links.extend(whole.cloned());
        }
        if text.is_empty() {
            return;
        }
        let text = text.join("\n");
        // Its marks may stand right above and below the text of a container.
        let in_badge = in_badge || self.badges.len() > badges;
        match self.badges.last_mut().filter(|_| in_badge) {
            Some(badge) => container::describe(badge, &text, &block.links),
            None if self.at_top => self.description.push(text),
            None => self.notes.push(text),
        }
    }

    /// Takes a mark or a container's line; gives back a line of text.
    fn prose_line(&mut self, source: &mut Source<'_>, block: &Block, span: Span) -> Option<String> {
        let line = source.slice(&span);
        if line.starts_with("{.") && line.ends_with('}') {
            self.mark(source, line, span);
            return None;
        }
        let Some(marker) = container::marker(line, source.line(span.start), span.clone()) else {
            return Some(line.to_owned());
        };
        debug_assert!(span.end <= block.span.end);
        self.at_top = false;
        match marker {
            Marker::Close => {
                self.containers.pop();
                self.in_badge = false;
            }
            Marker::Open => self.containers.push(span),
            Marker::Badge(badge) => {
                self.badges.push(badge);
                self.containers.push(span);
                self.in_badge = true;
            }
        }
        None
    }

    /// `{.im-table #request}`
    fn mark(&mut self, source: &mut Source<'_>, mark: &str, span: Span) {
        let id = mark
            .trim_matches(['{', '}'])
            .split_whitespace()
            .find_map(|part| part.strip_prefix('#'));
        let place = match id {
            Some("request") => &mut self.request,
            Some("response") => &mut self.response,
            Some("errors") => &mut self.errors,
            Some("limits") => &mut self.limits,
            _ => return,
        };
        match self.unmarked.take() {
            Some(table) if place.is_none() => *place = Some(table),
            Some(_) => {
                let message = format!(
                    "a second table marked `{}` in one section",
                    id.unwrap_or_default()
                );
                source.report(Code::DuplicateTable, &span, message);
            }
            None => {
                source.report(Code::MissingTable, &span, "this mark has no table above it");
            }
        }
    }

    fn orphans(&mut self, source: &mut Source<'_>, block: &Block) {
        let above = self.unmarked.as_ref().map_or(0, |table| table.rows.len());
        let rows = table::orphans(source, block, above);
        let message = match &mut self.unmarked {
            Some(table) => {
                let message = format!(
                    "{} apart from the table above, read as part of it",
                    counted(rows.len(), "row")
                );
                table.rows.extend(rows);
                message
            }
            None => format!(
                "{} without a table: expected a header and a separator above",
                counted(rows.len(), "row")
            ),
        };
        source.report(Code::OrphanRows, &block.span, message);
        // A mark may stand right below the rows.
        for span in table::lines(source.text, &block.span) {
            if source.slice(&span).starts_with("{.") {
                self.prose_line(source, block, span);
            }
        }
    }

    fn drop_unmarked(&mut self, source: &mut Source<'_>) {
        if let Some(table) = self.unmarked.take() {
            let rows = counted(table.rows.len(), "row");
            let message = format!("this table has no mark: {rows} not used");
            source.report(Code::UnmarkedTable, &table.span, message);
        }
    }

    fn finish(&mut self, source: &mut Source<'_>) {
        let tables = [&self.request, &self.response].into_iter().flatten();
        for row in tables
            .flat_map(|table| &table.rows)
            .filter(|row| row.name.has(REMEDY))
        {
            let message = format!(
                "`{REMEDY}` stands on the field `{}`; it is an error code's",
                row.name.text
            );
            source.report(Code::UnknownAttribute, &row.name.span, message);
        }
        self.drop_unmarked(source);
        for span in self.containers.drain(..) {
            source.report(Code::Unclosed, &span, "this container is never closed");
        }
    }
}

/// Whether an address of the official site has lost the end of its number, which has ten digits.
fn is_cut(target: &str) -> bool {
    let number = target
        .strip_prefix("https://pay.weixin.qq.com/doc/")
        .and_then(|path| path.rsplit('/').next());
    number.is_some_and(|number| {
        (6..10).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_number_leads_nowhere() {
        let cases = [
            ("https://pay.weixin.qq.com/doc/v2/merchant/4011935222", false),
            ("https://pay.weixin.qq.com/doc/v2/merchant/401193522", true),
            ("https://pay.weixin.qq.com/doc/v2/merchant/1", false),
            ("https://pay.weixin.qq.com/docs/merchant/apis/x.html", false),
            ("https://developers.weixin.qq.com/doc/1", false),
        ];
        for (target, expected) in cases {
            assert_eq!(is_cut(target), expected, "{target}");
        }
    }
}
