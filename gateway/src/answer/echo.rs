//! What a request says of itself, again in its answer.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use wechatpay_openapi::testing::{TableView, ValueKind};

use super::numbers::{Numbers, is_given};
use crate::message::Asked;

/// What the documentation calls the number of who asks.
const CALLERS: [&str; 5] = ["mchid", "mch_id", "sp_mchid", "sp_mch_id", "brand_mchid"];

/// The values of a request by their names.
pub(super) struct Said<'a> {
    asked: &'a Asked,
    /// `None` if a name has several values.
    by_name: BTreeMap<&'a str, Option<&'a Value>>,
}

impl<'a> Said<'a> {
    pub(super) fn new(asked: &'a Asked) -> Self {
        let mut said = Self {
            asked,
            by_name: BTreeMap::new(),
        };
        said.learn(&asked.path);
        said.learn(&asked.fields);
        said
    }

    fn learn(&mut self, members: &'a Map<String, Value>) {
        for (name, value) in members {
            match value {
                Value::Object(inner) => self.learn(inner),
                Value::Array(_) | Value::Null => {}
                plain => {
                    let known = self.by_name.entry(name).or_insert(Some(plain));
                    if *known != Some(plain) {
                        *known = None;
                    }
                }
            }
        }
    }

    /// What it says of this: at the same place, else by this name anywhere.
    fn of(&self, pointer: &str, name: &str) -> Option<&'a Value> {
        let same_place = self
            .asked
            .field(pointer)
            .filter(|value| !value.is_object() && !value.is_array());
        same_place.or_else(|| *self.by_name.get(name)?)
    }
}

/// Fills an example with what was said, and with new numbers.
pub(super) struct Filling<'a, 'n> {
    pub(super) said: &'n Said<'a>,
    pub(super) numbers: &'n mut Numbers<'a>,
    /// v2: everything is a text.
    pub(super) is_text: bool,
}

impl Filling<'_, '_> {
    /// The members of an object, at this JSON pointer. What is one of several is not what the request was about.
    pub(super) fn object(
        &mut self,
        table: TableView,
        members: &mut Map<String, Value>,
        pointer: &str,
        is_alone: bool,
    ) {
        for (name, member) in members.iter_mut() {
            if let Some(field) = table.field(name) {
                let pointer = format!("{pointer}/{name}");
                self.value(name, &field.kind(), member, &pointer, is_alone);
            }
        }
    }

    fn value(&mut self, name: &str, kind: &ValueKind, value: &mut Value, pointer: &str, is_alone: bool) {
        match (kind, &mut *value) {
            (ValueKind::Record(table), Value::Object(members)) => {
                self.object(*table, members, pointer, is_alone)
            }
            (ValueKind::List(item), Value::Array(items)) => {
                let is_alone = is_alone && items.len() == 1;
                for (index, of_item) in items.iter_mut().enumerate() {
                    self.value(name, item, of_item, &format!("{pointer}/{index}"), is_alone);
                }
            }
            (ValueKind::Numbered(item), _) => self.value(name, item, value, pointer, is_alone),
            _ => self.plain(name, kind, value, pointer, is_alone),
        }
    }

    fn plain(&mut self, name: &str, kind: &ValueKind, value: &mut Value, pointer: &str, is_alone: bool) {
        let said = self
            .said
            .of(pointer, name)
            .filter(|said| is_alone && self.fits(kind, said));
        if let Some(said) = said {
            *value = said.clone();
        } else if is_alone && CALLERS.contains(&name) && value.is_string() {
            *value = self.said.asked.caller.mchid.clone().into();
        } else if let (true, Some(example)) = (is_given(name), value.as_str()) {
            *value = self.numbers.like(example).into();
        }
    }

    fn fits(&self, kind: &ValueKind, said: &Value) -> bool {
        match kind {
            _ if said.as_str() == Some("") => false,
            ValueKind::JsonString(_) | ValueKind::UrlEncoded(_) => false,
            _ if self.is_text => said.is_string(),
            ValueKind::Bool => said.is_boolean(),
            ValueKind::Integer => said.is_i64() || said.is_u64(),
            ValueKind::Float => said.is_number(),
            ValueKind::Text | ValueKind::Sensitive => said.is_string(),
            ValueKind::Enum(values) => said.as_str().is_some_and(|text| values.contains(&text)),
            _ => false,
        }
    }
}
