//! The table of an answer: fields, or a word about its kind.

use super::operation::{Decisions, Dropped, Made, OperationSources};
use super::table::{self, dotted};
use super::write::{FieldWriter, with};
use crate::lower::outline;
use crate::merge::account::Fact;
use crate::merge::entry::{Entry, Voice};
use crate::merge::join::{Order, join};
use crate::merge::rules::sample;
use crate::page::{Row, Table};

/// Writes the answer into the section.
pub(super) fn write(
    operation: &OperationSources<'_>,
    decisions: &dyn Decisions,
    writer: &mut FieldWriter<'_>,
    made: &mut Made,
) {
    let own = operation.own.map(|own| &own.response);
    let tables = operation
        .documents
        .iter()
        .map(|document| &document.section.response);
    let (fit, others): (Vec<_>, Vec<_>) = tables
        .enumerate()
        .filter(|(_, theirs)| !theirs.rows.is_empty())
        .partition(|(_, theirs)| own.is_none_or(|own| may_join(own, theirs)));
    for (at, theirs) in others {
        let taken = own.map(kind).unwrap_or_default();
        let words = vec![
            (Voice::Document(at), kind(theirs)),
            (operation.voice, taken.clone()),
        ];
        writer.differ_in_kind(words, taken);
        made.dropped
            .extend(rows(theirs).map(|row| (format!("answer.{}", row.name.text), Dropped::Format)));
    }
    let Some((at, first)) = fit.first() else { return };
    // Fields that are documented are more than nothing.
    if let Some(own) = own.filter(|own| is_empty(own) && !is_empty(first)) {
        let words = vec![(Voice::Document(*at), kind(first)), (operation.voice, kind(own))];
        writer.differ_in_kind(words, kind(first));
        if let Some(call) = &mut made.section.call {
            call.status = None;
        }
    }
    let says_nothing = |own: &&Table| own.rows.is_empty() || is_empty(own) && !is_empty(first);
    let base = own.filter(|own| !says_nothing(own)).unwrap_or(first);
    if base.rows.iter().any(Row::is_kind) {
        made.section.response = base.clone();
        return;
    }
    let joined = fields(operation, &fit, base);
    let mut differences = std::mem::take(&mut writer.differences);
    let name = |names: &[String]| format!("answer.{}", dotted(names));
    let mut top = table::correct(joined, decisions, &name, made, &mut differences);
    for path in sample::add(&mut top, &writer.samples.iter().collect::<Vec<_>>(), "answer") {
        let words = vec![(Voice::Document(0), "in a sample alone".to_owned())];
        differences.push((path, Fact::Sample, words, "an optional field".to_owned()));
    }
    writer.differences = differences;
    writer.level(&top, "answer", 0);
    made.section.response = with(base, std::mem::take(&mut writer.rows));
}

impl FieldWriter<'_> {
    /// Sources tell of another kind of answer than is taken.
    fn differ_in_kind(&mut self, words: Vec<(Voice, String)>, taken: String) {
        let difference = ("answer".to_owned(), Fact::Format, words, taken);
        self.differences.push(difference);
    }
}

/// The fields of all sources whose tables are of the base's kind.
fn fields(operation: &OperationSources<'_>, fit: &[(usize, &Table)], base: &Table) -> Vec<Entry> {
    let documents = fit
        .iter()
        .map(|(at, table)| Entry::read(outline(table), &|_| Voice::Document(*at)));
    let own = operation.own.map(|own| &own.response);
    let own = own.map(|own| tree(own, operation.voice, operation.names.second));
    let top = join(
        table::united(documents.collect()),
        own.unwrap_or_default(),
        Order::After,
    );
    let second = operation.second.map(|second| &second.response);
    match second.filter(|second| kind(second) == kind(base)) {
        Some(second) => join(top, tree(second, Voice::Second, ""), Order::Nowhere),
        None => top,
    }
}

/// Whether a document's table is of the same kind, or says more than nothing.
fn may_join(own: &Table, theirs: &Table) -> bool {
    own.rows.is_empty() || kind(theirs) == kind(own) || is_empty(own) && kind(theirs) == FIELDS
}

fn is_empty(table: &Table) -> bool {
    kind(table) == "空字符串"
}

/// The usual kind of an answer.
const FIELDS: &str = "fields";

fn tree(table: &Table, voice: Voice, second: &str) -> Vec<Entry> {
    Entry::read(outline(table), &|row| match row.documentation() {
        Some(name) if name == second => Voice::Second,
        _ => voice,
    })
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().filter(|row| !row.is_kind() && !row.is_line())
}

/// What kind of answer a table tells of.
fn kind(table: &Table) -> String {
    let said = table.rows.iter().find(|row| row.is_kind());
    let known = ["空字符串", "文件流", "30x"];
    match said {
        Some(row) => known
            .into_iter()
            .find(|kind| row.name.text.contains(kind))
            .unwrap_or(&row.name.text)
            .to_owned(),
        None if table.is_of_errors() => "fields of an error".to_owned(),
        None => FIELDS.to_owned(),
    }
}
