//! Operations: what a document says, as the two tables of each.

use serde_json::{Map, Value};

use super::field::DescribedField;
use super::fields::{self, scope};
use super::front_matter::DocumentMatter;
use super::outline::{DocumentOutline, PlacedTable, Shown, Topic};
use super::request_line::Address;
use super::requirement::Mark;
use super::sample::SampleContent;
use super::table::TableKind;
use super::{answer, doubt, errors, inside, limits, status};
use crate::diagnostic::{Code, counted};
use crate::dialect::markdown::Source;
use crate::ir::Method;
use crate::page::{Call, CallBody, Facts, Row, Section, Span, Table};

/// What all operations of a document share while they are read.
pub(super) struct DocumentReading<'r> {
    pub matter: &'r DocumentMatter,
    pub outline: &'r DocumentOutline,
    /// Rows that may still be read.
    pub budget: usize,
}

/// Reads the operations of a document.
pub(super) fn all(
    source: &mut Source<'_>,
    reading: &mut DocumentReading<'_>,
    addresses: &[Address],
) -> Vec<Section> {
    let mut chapters: Vec<usize> = addresses.iter().map(|address| address.chapter).collect();
    chapters.dedup();
    // One address for all chapters, or each chapter with its own.
    let is_divided = chapters.len() > 1;
    let operations = addresses.iter().map(|address| {
        let own = is_divided.then_some(address.chapter);
        AddressedOperation {
            address,
            own,
            others: addresses,
        }
        .read(source, reading)
    });
    operations.collect()
}

/// One operation.
struct AddressedOperation<'a> {
    address: &'a Address,
    /// The only chapter that is about it.
    own: Option<usize>,
    others: &'a [Address],
}

impl AddressedOperation<'_> {
    fn read(&self, source: &mut Source<'_>, reading: &mut DocumentReading<'_>) -> Section {
        let outline = reading.outline;
        let is_own = |chapter: usize| self.own.is_none_or(|own| own == chapter);
        let sheets: Vec<&PlacedTable> = outline
            .sheets
            .iter()
            .filter(|sheet| is_own(sheet.chapter))
            .collect();
        let samples: Vec<&Shown> = outline
            .samples
            .iter()
            .filter(|shown| is_own(shown.chapter))
            .collect();
        let mut call = Call::new(self.address.method, self.address.path.clone());
        call.base_uri.clone_from(&self.address.base_uri);
        call.line = 1;
        call.span = 0..3;
        let mut request = self.request(source, reading, &sheets, &mut call);
        self.sent(source, &samples, &mut call);
        doubt::settle(&mut request, &call.body);
        let rows = of_topic(source, reading, &sheets, &[Topic::Answer]);
        let (response, status) = answer::rows(source, outline, &rows, self.address, self.own);
        call.status = status.filter(|&status| status != 200);
        let facts = Facts {
            errors: error_codes(source, &sheets),
            limits: limits_of(outline),
            answers: answer::samples(source, &samples, status.unwrap_or(200)),
        };
        if facts.errors.is_empty() {
            let end = source.text.trim_end().len();
            let message = "this document tells no error code, as nearly all do: it may have lost its end";
            source.report(Code::CutShort, &source.row(&(end..end)).0, message);
        }
        Section {
            title: self.title(reading),
            request: table("请求参数", request),
            response: table(answer::header(outline, self.address), response),
            call: Some(call),
            facts,
            ..blank(reading.matter, self.address.method)
        }
    }

    fn title(&self, reading: &DocumentReading<'_>) -> String {
        let chapter = self.own.and_then(|own| reading.outline.chapters.get(own));
        match chapter {
            Some(chapter) => format!("{} {chapter}", reading.matter.title),
            None => reading.matter.title.clone(),
        }
    }

    fn request(
        &self,
        source: &mut Source<'_>,
        reading: &mut DocumentReading<'_>,
        sheets: &[&PlacedTable],
        call: &mut Call,
    ) -> Vec<Row> {
        let is_v2 = self.address.path.starts_with("v2/");
        let mut rows = Vec::new();
        let headers = of_topic(source, reading, sheets, &[Topic::Header]);
        let mut own: Vec<DescribedField> = of_topic(source, reading, sheets, &[Topic::Path]);
        // Of a document with two paths, each operation has the parameters of its own.
        own.retain(|field| {
            let of_other = self.others.iter().any(|other| has(&other.path, &field.name));
            has(&self.address.path, &field.name) || !of_other
        });
        let query = of_topic(source, reading, sheets, &[Topic::Query]);
        let mut body = of_topic(source, reading, sheets, &[Topic::Body, Topic::Form]);
        let mut unsaid = unsaid(source, reading, sheets);
        let named = unsaid.extract_if(.., |field| has(&self.address.path, &field.name));
        own.extend(named);
        // Whatever is said of it: without it there is no path.
        own.iter_mut().for_each(|field| field.mark = Some(Mark::Required));
        let reads = matches!(self.address.method, Method::Get | Method::Delete);
        let mut query = query;
        if reads {
            query.extend(unsaid)
        } else {
            body.extend(unsaid)
        }
        let is_form = is_form(reading.outline, sheets, &body);
        let name = if is_form {
            "body"
        } else if is_v2 {
            "xml"
        } else {
            "json"
        };
        if let Some(span) = needs_certificate(reading.outline, source) {
            rows.push(switch("security", source.line(span.start), &span));
        }
        let names_nonce = query.iter().chain(&body).any(|field| field.name == "nonce_str");
        if is_v2 && !names_nonce && !source.text.contains("nonce") {
            rows.push(switch("nonceless", source.line(0), &(0..3)));
        }
        section(source, "headers", &headers, &mut rows);
        fields::write(source, &own, 0, &mut rows);
        section(source, "query", &query, &mut rows);
        section(source, name, &body, &mut rows);
        call.body = match name {
            "body" if !body.is_empty() => CallBody::Form(Map::new()),
            _ => CallBody::None,
        };
        rows
    }

    /// The example request, where it is shown as a document.
    fn sent(&self, source: &mut Source<'_>, samples: &[&Shown], call: &mut Call) {
        let is_v2 = self.address.path.starts_with("v2/");
        let shown = samples.iter().find(|shown| match &shown.sample {
            SampleContent::Xml(_) => is_v2 && shown.topic != Topic::Answer,
            SampleContent::Json(Value::Object(_)) => {
                !is_v2 && shown.topic <= Topic::Request && shown.lead.contains("请求")
            }
            SampleContent::Broken(_) => {
                shown.topic <= Topic::Request
                    && !status::is_status(shown.lead.lines().next().unwrap_or_default())
            }
            _ => false,
        });
        let Some(shown) = shown else { return };
        match &shown.sample {
            SampleContent::Xml(values) if self.address.method == Method::Post => {
                call.body = CallBody::Xml(values.clone())
            }
            SampleContent::Json(Value::Object(values)) if call.body == CallBody::None => {
                call.body = CallBody::Json(values.clone());
            }
            SampleContent::Broken(why) => {
                let message = format!("this sample cannot be read: {why}");
                source.report(Code::BrokenExample, &shown.span, message);
            }
            _ => return,
        }
        call.line = shown.line;
        call.span = shown.span.clone();
    }
}

fn has(path: &str, name: &str) -> bool {
    path.contains(&format!("{{{name}}}"))
}

/// What a document says by itself, before its tables.
pub(super) fn blank(matter: &DocumentMatter, method: Method) -> Section {
    Section {
        title: matter.title.clone(),
        level: 1,
        method,
        documentation: None,
        line: 1,
        span: 0..3,
        description: String::new(),
        notes: Vec::new(),
        badges: Vec::new(),
        request: Table::default(),
        response: Table::default(),
        links: vec![matter.url.clone()],
        call: None,
        fragments: Vec::new(),
        facts: Facts::default(),
    }
}

pub(super) fn table(header: &str, rows: Vec<Row>) -> Table {
    let (line, span) = rows.first().map_or((1, 0..3), |row| (row.line, row.span.clone()));
    Table {
        header: header.to_owned(),
        rows,
        is_json: false,
        line,
        span,
    }
}

/// The fields of the tables of some parts.
pub(super) fn of_topic(
    source: &mut Source<'_>,
    reading: &mut DocumentReading<'_>,
    sheets: &[&PlacedTable],
    topics: &[Topic],
) -> Vec<DescribedField> {
    let own: Vec<&PlacedTable> = sheets
        .iter()
        .copied()
        .filter(|sheet| topics.contains(&sheet.topic))
        .collect();
    fields::read(source, &own, &mut reading.budget)
}

/// Parameters of which nobody says where they go. Two tables that share fields are two ways to ask: what only one has
/// may be absent. A table that shares none tells what is inside of a field above it, or is of something else.
fn unsaid(
    source: &mut Source<'_>,
    reading: &mut DocumentReading<'_>,
    sheets: &[&PlacedTable],
) -> Vec<DescribedField> {
    let own = sheets
        .iter()
        .copied()
        .filter(|sheet| sheet.topic == Topic::Request);
    let own: Vec<&PlacedTable> = own
        .filter(|sheet| matches!(sheet.kind, TableKind::Fields(_)))
        .collect();
    let (mut fields, mut ways): (Vec<DescribedField>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    for (at, sheet) in own.iter().enumerate() {
        if sheet.grid.is_headless {
            continue;
        }
        // A table without a header continues the one above it.
        let more = own[at + 1..]
            .iter()
            .take_while(|sheet| sheet.grid.is_headless)
            .count();
        let mut read = fields::read(source, &own[at..=at + more], &mut reading.budget);
        inside::gather(source, &mut read);
        let names: Vec<String> = read.iter().map(|field| field.name.clone()).collect();
        let is_apart = !fields.is_empty()
            && !names
                .iter()
                .any(|name| fields.iter().any(|one| one.name == *name));
        if is_apart && inside::place(source, &mut fields, &read) {
            continue;
        }
        let is_elsewhere = own.first().is_some_and(|first| first.chapter != sheet.chapter);
        if is_apart && is_elsewhere {
            let message = format!(
                "{} of another step than the request",
                counted(read.len(), "parameter")
            );
            let (row, _) = source.row(&sheet.grid.span);
            source.report(Code::UnreadTable, &row, message);
            continue;
        }
        if !is_apart {
            ways.push(names);
        }
        for mut field in read {
            field.is_repeated |= fields.iter().any(|known| known.name == field.name);
            fields.push(field);
        }
    }
    let is_in_all = |name: &String| ways.iter().all(|way| way.contains(name));
    if ways.len() > 1 {
        for field in fields.iter_mut().filter(|field| !is_in_all(&field.name)) {
            field.mark = Some(Mark::Conditional);
        }
    }
    fields
}

/// A row that says something of the request as a whole.
fn switch(name: &str, line: u32, span: &Span) -> Row {
    let mut row = scope(name, line, span);
    "true".clone_into(&mut row.ty.text);
    row
}

/// A scope with its fields, if it has some.
pub(super) fn section(source: &mut Source<'_>, name: &str, fields: &[DescribedField], rows: &mut Vec<Row>) {
    if let Some(first) = fields.first() {
        rows.push(scope(name, first.line, &first.span));
        fields::write(source, fields, 1, rows);
    }
}

/// Whether the body is an upload.
fn is_form(outline: &DocumentOutline, sheets: &[&PlacedTable], body: &[DescribedField]) -> bool {
    let says = |text: &str| text.contains("multipart/form-data");
    let is_file = |field: &DescribedField| {
        field.ty.name == "object" && field.children.is_empty() && field.name == "file"
    };
    sheets.iter().any(|sheet| sheet.topic == Topic::Form)
        || body.iter().any(is_file)
        || outline
            .lines
            .iter()
            .any(|line| line.text.starts_with("请求主体类型") && says(&line.text))
}

/// Where a document says that the merchant's certificate is needed.
fn needs_certificate(outline: &DocumentOutline, source: &Source<'_>) -> Option<Span> {
    let yes = |text: &str| {
        let text = text.trim_start_matches(['：', ':', ' ', '\u{a0}']);
        !text.is_empty() && !text.starts_with(['不', '否', '无'])
    };
    let asks = "是否需要证书";
    for line in &outline.lines {
        let rest = line.text.split_once(asks).map(|(_, rest)| rest);
        if rest.is_some_and(yes) || line.heading.contains(asks) && rest.is_none() && yes(&line.text) {
            return Some(line.span.clone());
        }
    }
    let facts = outline
        .sheets
        .iter()
        .filter(|sheet| sheet.kind == TableKind::Request);
    let mut rows = facts.flat_map(|sheet| &sheet.grid.rows);
    let found = rows.find(|row| row.cell(source, Some(0)).contains(asks) && yes(row.cell(source, Some(1))));
    found.map(|row| row.span.clone())
}

pub(super) fn error_codes(source: &mut Source<'_>, sheets: &[&PlacedTable]) -> Vec<crate::page::ErrorCode> {
    let mut all = Vec::new();
    for sheet in sheets {
        if let TableKind::Errors(columns) = &sheet.kind {
            all.extend(errors::read(source, &sheet.grid, columns));
        }
    }
    all
}

fn limits_of(outline: &DocumentOutline) -> Vec<crate::page::Limit> {
    let mut all = Vec::new();
    let mut follows = false;
    for line in &outline.lines {
        all.extend(limits::find(&line.text, follows));
        // A list of limits follows the line that announces it.
        follows = limits::announces(&line.text) || follows && line.text.contains('/');
    }
    all
}
