//! Encrypts what the table of an answer calls sensitive.

use serde_json::{Map, Value};
use wechatpay_openapi::runtime::record::Table;
use wechatpay_openapi::testing::{TableView, ValueKind};

use crate::keys::Keys;

/// More than this RSA cannot take, in bytes.
const MOST: usize = 214;

/// The fields as they are sent.
pub(super) fn sealed(
    keys: &Keys,
    table: Option<&'static Table>,
    fields: &Map<String, Value>,
) -> Map<String, Value> {
    let mut fields = fields.clone();
    if let Some(table) = table {
        object(keys, TableView::of(table), &mut fields);
    }
    fields
}

fn object(keys: &Keys, table: TableView, members: &mut Map<String, Value>) {
    for (name, member) in members.iter_mut() {
        if let Some(field) = table.field(name) {
            value(keys, &field.kind(), member);
        }
    }
}

fn value(keys: &Keys, kind: &ValueKind, value_of: &mut Value) {
    match (kind, value_of) {
        (ValueKind::Sensitive, Value::String(text)) => {
            let sealed = keys.encrypt(cut(text));
            *text = sealed.unwrap_or_default();
        }
        (ValueKind::Record(table), Value::Object(members)) => object(keys, *table, members),
        (ValueKind::List(item), Value::Array(items)) => {
            items.iter_mut().for_each(|of_item| value(keys, item, of_item));
        }
        (ValueKind::Numbered(item), member) => value(keys, item, member),
        _ => {}
    }
}

/// As much of a text as fits.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
