//! Which fields a reading wants: a closure that gives nothing is asked again over records that have all fields but one.
//!
//! So an error can name the field that an answer lacks, though a closure has no name for it.

use super::raw::clone;
use super::table::{Field, Kind, Record, Table};
use super::view::{RecordMut, RecordRef, ValueMut, ValueRef, View, ViewMut};

/// JSON pointers of the documented fields that `read` gives nothing without. Those that `there` has are left out, if
/// others are missing.
pub(crate) fn wanted<R: Record>(reads: &dyn Fn(R) -> bool, there: Option<&R>) -> Vec<String> {
    let mut whole = R::default();
    fill(RecordMut::new(&mut whole));
    if !reads(clone(&whole)) {
        // It wants more than a field: a certain value.
        return Vec::new();
    }
    let gives = |path: &[&'static Field]| {
        let mut without = clone(&whole);
        clear(RecordMut::new(&mut without), path);
        reads(without)
    };
    let mut paths = Vec::new();
    search(R::TABLE, &mut Vec::new(), &gives, &mut paths);
    let is_absent =
        |path: &&Vec<&'static Field>| !there.is_some_and(|record| has(RecordRef::new(record), path));
    let absent: Vec<&Vec<&'static Field>> = paths.iter().filter(is_absent).collect();
    let named = match absent.is_empty() {
        true => paths.iter().collect(),
        false => absent,
    };
    named.into_iter().map(|path| pointer(path)).collect()
}

/// The deepest fields that are wanted.
fn search(
    table: &'static Table,
    path: &mut Vec<&'static Field>,
    gives: &dyn Fn(&[&'static Field]) -> bool,
    found: &mut Vec<Vec<&'static Field>>,
) {
    for field in table.fields {
        path.push(field);
        if !gives(path) {
            let known = found.len();
            if let Some(inside) = inside(field.slot.kind) {
                search(inside, path, gives, found);
            }
            if found.len() == known {
                found.push(path.clone());
            }
        }
        path.pop();
    }
}

/// The fields of the object that a value is, or that its first item or its text is.
fn inside(kind: Kind) -> Option<&'static Table> {
    match kind {
        Kind::Record(table) => Some(table),
        Kind::List(ops) => inside(ops.item()),
        Kind::JsonString(ops) | Kind::UrlEncoded(ops) => inside(ops.inner()),
        _ => None,
    }
}

/// Sets every field, and one item in every list.
fn fill(mut record: RecordMut<'_>) {
    for field in record.table.fields {
        fill_value(record.slot(field).insert());
    }
}

fn fill_value(value: ValueMut<'_>) {
    match value.view() {
        ViewMut::Record(record) => fill(record),
        ViewMut::List(mut list) => fill_value(list.push()),
        ViewMut::JsonString(mut wrap) | ViewMut::UrlEncoded(mut wrap) => fill_value(wrap.value()),
        _ => {}
    }
}

/// Unsets the field at the end of a path.
fn clear(mut record: RecordMut<'_>, path: &[&'static Field]) {
    match path {
        [] => {}
        [field] => record.slot(field).clear(),
        [field, rest @ ..] => {
            if let Some(value) = record.slot(field).get() {
                clear_in(value, rest);
            }
        }
    }
}

fn clear_in(value: ValueMut<'_>, path: &[&'static Field]) {
    match value.view() {
        ViewMut::Record(record) => clear(record, path),
        ViewMut::List(mut list) => list.last().into_iter().for_each(|item| clear_in(item, path)),
        ViewMut::JsonString(mut wrap) | ViewMut::UrlEncoded(mut wrap) => clear_in(wrap.value(), path),
        _ => {}
    }
}

/// Whether a record has the field at the end of a path, in the first item of each list.
fn has(record: RecordRef<'_>, path: &[&'static Field]) -> bool {
    match path {
        [] => true,
        [field, rest @ ..] => record.get(field).is_some_and(|value| has_in(value, rest)),
    }
}

fn has_in(value: ValueRef<'_>, path: &[&'static Field]) -> bool {
    match value.view() {
        _ if path.is_empty() => true,
        View::Record(record) => has(record, path),
        View::List(list) => list.iter().next().is_some_and(|item| has_in(item, path)),
        View::JsonString(wrap) | View::UrlEncoded(wrap) => has_in(wrap.value(), path),
        _ => false,
    }
}

/// `/amount/total`; the first item of a list is its `/0`.
fn pointer(path: &[&'static Field]) -> String {
    let mut out = String::new();
    for (at, field) in path.iter().enumerate() {
        out.push('/');
        out.push_str(field.name());
        if at + 1 < path.len() && matches!(field.slot.kind, Kind::List(_)) {
            out.push_str("/0");
        }
    }
    out
}
