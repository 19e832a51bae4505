//! A document cut into what its headings say: tables, samples and lines, each with the part it belongs to.

use super::sample::{self, SampleContent};
use super::table::{self, Grid, TableKind};
use super::{status, text};
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::dialect::markdown::blocks::{Block, BlockKind};
use crate::page::Span;

/// What a part of a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// Headers of a request.
    Header,
    /// Parameters of its path.
    Path,
    /// Parameters of its query.
    Query,
    /// Its body.
    Body,
    /// Its body as a form.
    Form,
    /// A request, without a word about where its parameters go.
    Request,
    /// An answer.
    Answer,
    /// Error codes.
    Errors,
    /// The body of a notification.
    Notice,
    /// What is encrypted in it.
    Resource,
    /// Its headers.
    Signature,
    /// What is answered to it.
    Reply,
    /// None of these.
    Other,
}

/// A table with its place.
#[derive(Debug)]
pub(super) struct PlacedTable {
    pub topic: Topic,
    /// Number of its chapter: of the headings of the second level.
    pub chapter: usize,
    pub kind: TableKind,
    pub grid: Grid,
}

/// A code block with its place.
#[derive(Debug)]
pub(super) struct Shown {
    pub topic: Topic,
    pub chapter: usize,
    /// The line above it, and above that the status it is answered with.
    pub lead: String,
    pub sample: SampleContent,
    pub line: u32,
    pub span: Span,
}

/// A line of prose.
#[derive(Debug)]
pub(super) struct ProseLine {
    pub topic: Topic,
    pub chapter: usize,
    /// The heading above it.
    pub heading: String,
    pub text: String,
    pub span: Span,
}

/// All of it, in page order.
#[derive(Debug, Default)]
pub(super) struct DocumentOutline {
    pub sheets: Vec<PlacedTable>,
    pub samples: Vec<Shown>,
    pub lines: Vec<ProseLine>,
    /// Titles of the chapters; the first is what stands above all headings.
    pub chapters: Vec<String>,
}

/// Cuts a document; in a notification the same headings mean other things.
pub(super) fn read(source: &mut Source<'_>, blocks: &[Block], is_notice: bool) -> DocumentOutline {
    let mut walk = OutlineWalk {
        out: DocumentOutline {
            chapters: vec![String::new()],
            ..DocumentOutline::default()
        },
        topic: Topic::Other,
        heading: String::new(),
        lead: String::new(),
        status: String::new(),
        is_notice,
    };
    for block in blocks {
        walk.block(source, block);
    }
    walk.out
}

struct OutlineWalk {
    out: DocumentOutline,
    topic: Topic,
    heading: String,
    /// The last line of prose since the last table or heading.
    lead: String,
    /// The last line that is a status: what is shown until the next heading is answered with it.
    status: String,
    is_notice: bool,
}

impl OutlineWalk {
    fn block(&mut self, source: &mut Source<'_>, block: &Block) {
        match &block.kind {
            BlockKind::FrontMatter => {}
            BlockKind::Heading { level, text, .. } => self.heading(*level, text),
            BlockKind::Code { code, .. } => self.sample(source, block, code),
            BlockKind::Table => self.table(source, &block.span),
            BlockKind::Prose if source.slice(&block.span).starts_with('|') => {
                let message =
                    "these rows have no header and separator above them that would make them a table";
                source.report(Code::OrphanRows, &block.span, message);
            }
            BlockKind::Prose | BlockKind::Quote => self.prose(source, &block.span),
        }
    }

    fn heading(&mut self, level: u8, title: &str) {
        let title = text::plain(title);
        if level <= 2 {
            self.out.chapters.push(title.clone());
        }
        self.topic = match topic(&title, self.is_notice) {
            Some(topic) => topic,
            None if level <= 2 => Topic::Other,
            None => self.topic,
        };
        self.heading = title;
        self.lead.clear();
        self.status.clear();
    }

    fn chapter(&self) -> usize {
        self.out.chapters.len() - 1
    }

    fn prose(&mut self, source: &Source<'_>, span: &Span) {
        let mut start = span.start;
        for line in source.slice(span).split_inclusive('\n') {
            let place = start..start + line.trim_end().len();
            start += line.len();
            let text = text::plain(line.trim_start_matches(['>', ' ', '\t', '\u{3000}']));
            if text.is_empty() {
                continue;
            }
            self.lead.clone_from(&text);
            if status::is_status(&text) {
                self.status.clone_from(&text);
            }
            self.out.lines.push(ProseLine {
                topic: self.topic,
                chapter: self.chapter(),
                heading: self.heading.clone(),
                text,
                span: place,
            });
        }
    }

    fn sample(&mut self, source: &mut Source<'_>, block: &Block, code: &str) {
        let mut lead = std::mem::take(&mut self.lead);
        // A title may stand between the status and its example.
        if !self.status.is_empty() && !lead.is_empty() && lead != self.status {
            lead = format!("{}\n{lead}", self.status);
        }
        self.out.samples.push(Shown {
            topic: self.topic,
            chapter: self.chapter(),
            lead,
            sample: sample::read(code),
            line: source.line(block.span.start),
            span: first_line(source, &block.span),
        });
    }

    fn table(&mut self, source: &mut Source<'_>, span: &Span) {
        let (grid, below) = table::read(source, span);
        let lead = std::mem::take(&mut self.lead);
        self.status.clear();
        let firsts: Vec<&str> = grid.rows.iter().map(|row| row.cell(source, Some(0))).collect();
        let kind = table::kind(&grid.header, &firsts);
        // A sentence above a table says more than its heading.
        let says_resource = ["解密后", "加密字段"].iter().any(|word| lead.contains(word));
        let topic = match &kind {
            TableKind::Fields(_) if self.is_notice && says_resource => Topic::Resource,
            TableKind::Errors(_) => Topic::Errors,
            _ => self.topic,
        };
        self.out.sheets.push(PlacedTable {
            topic,
            chapter: self.chapter(),
            kind,
            grid,
        });
        // A line right below a table is a row of it to Markdown.
        for line in below {
            self.prose(source, &line);
        }
    }
}

fn first_line(source: &Source<'_>, span: &Span) -> Span {
    source.row(span).0
}

/// What a heading announces; nothing if it only divides.
fn topic(title: &str, is_notice: bool) -> Option<Topic> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let of_request = [
        ("Header", Topic::Header),
        ("Path", Topic::Path),
        ("Query", Topic::Query),
        ("Body", Topic::Body),
        ("Form", Topic::Form),
    ];
    if let Some((_, topic)) = of_request.iter().find(|(word, _)| title.contains(word)) {
        return Some(*topic);
    }
    if has(&["错误码"]) {
        return Some(Topic::Errors);
    }
    if !is_notice && has(&["返回示例", "应答示例"]) {
        return Some(Topic::Answer);
    }
    if has(&["示例", "代码"]) {
        return None;
    }
    if is_notice {
        return notice_topic(&has);
    }
    if has(&[
        "应答参数",
        "应答字段",
        "返回结果",
        "返回参数",
        "返回信息",
        "返回数据",
        "返回字段",
    ]) && !has(&["值说明"])
    {
        return Some(Topic::Answer);
    }
    has(&["请求参数", "输入参数", "提交参数", "字段说明"]).then_some(Topic::Request)
}

fn notice_topic(has: &impl Fn(&[&str]) -> bool) -> Option<Topic> {
    if has(&["解密"]) {
        Some(Topic::Resource)
    } else if has(&["验签"]) {
        Some(Topic::Signature)
    } else if has(&["应答", "返回参数", "返回结果", "返回信息"]) {
        Some(Topic::Reply)
    } else if has(&[
        "通知参数",
        "通知报文",
        "回调报文",
        "回调参数",
        "请求参数",
        "回调结果",
    ]) {
        Some(Topic::Notice)
    } else {
        None
    }
}
