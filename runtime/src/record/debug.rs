//! `Debug` by table: the fields that are set; sensitive text as `***`.

use std::fmt;

use super::encoding::numbered_name;
use super::sensitive::kind_may_hold_sensitive;
use super::view::{RecordRef, ValueRef, View};

/// Prints a record.
///
/// # Errors
/// What the formatter says.
pub fn fmt(record: RecordRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(record.table.name);
    for (field, value) in record.set_fields() {
        if let View::Numbered(family) = value.view() {
            family.for_each(|number, item| {
                out.field(&numbered_name(field.name(), number), &DebugValue(item));
            });
        } else {
            out.field(field.name(), &DebugValue(value));
        }
    }
    out.finish()
}

struct DebugValue<'a>(ValueRef<'a>);

impl fmt::Debug for DebugValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.view() {
            View::Bool(flag) => flag.fmt(f),
            View::Integer(number) => number.fmt(f),
            View::Float(number) => number.fmt(f),
            View::Text(text) | View::Enum(text) => text.fmt(f),
            View::Json(json) => fmt::Display::fmt(json, f),
            View::Sensitive(_) => f.write_str("***"),
            View::File(file) => file.fmt(f),
            View::Record(record) => self::fmt(record, f),
            View::List(list) => f.debug_list().entries(list.iter().map(DebugValue)).finish(),
            View::JsonString(wrap) | View::UrlEncoded(wrap) => match wrap.text() {
                // Nobody knows what of it is the sensitive field.
                Some(_) if kind_may_hold_sensitive(wrap.ops.inner()) => f.write_str("***"),
                Some(text) => text.fmt(f),
                None => DebugValue(wrap.value()).fmt(f),
            },
            View::Numbered(_) => Ok(()),
        }
    }
}
