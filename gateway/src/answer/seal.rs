//! Encrypts what the table of an answer calls sensitive.

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::{TableView, ValueKind};
use wechatpay_openapi_runtime::Version;

use crate::keys::Keys;

/// More than this RSA cannot take, in bytes.
const MOST: usize = 214;

/// The fields as they are sent.
pub(super) fn sealed(keys: &Keys, entry: &Entry, fields: &Map<String, Value>) -> Map<String, Value> {
    let mut fields = fields.clone();
    if let Some(table) = entry.answer {
        let sealing = Sealing {
            keys,
            version: entry.operation.version,
        };
        sealing.object(TableView::of(table), &mut fields);
    }
    fields
}

struct Sealing<'a> {
    keys: &'a Keys,
    version: Version,
}

impl Sealing<'_> {
    fn object(&self, table: TableView, members: &mut Map<String, Value>) {
        for (name, member) in members.iter_mut() {
            if let Some(field) = table.field(name) {
                self.value(&field.kind(), member);
            }
        }
    }

    fn value(&self, kind: &ValueKind, value: &mut Value) {
        match (kind, value) {
            (ValueKind::Sensitive, Value::String(text)) => *text = self.text(cut(text)),
            (ValueKind::Record(table), Value::Object(members)) => self.object(*table, members),
            (ValueKind::List(item), Value::Array(items)) => {
                items.iter_mut().for_each(|of_item| self.value(item, of_item));
            }
            (ValueKind::Numbered(item), member) => self.value(item, member),
            _ => {}
        }
    }

    fn text(&self, plain: &str) -> String {
        // It is short enough, and the key is one of RSA.
        match self.version {
            Version::V3 => self.keys.encrypt(plain).unwrap_or_default(),
            Version::V2 => self.keys.encrypt_v2(plain).unwrap_or_default(),
        }
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
