//! What a body holds that its type does not know, or knows in another shape.

use serde_json::Value;

use super::table::{Kind, Table};

/// JSON pointers of the keys in `json` that `table` has no field for, and of what has another shape than documented:
/// read all the same (an object in a list of one, one value for a list, `null` in a list), or left out of an answer
/// since it can mean several things (several objects for one). Sorted. Empty if the body is no JSON object.
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::{Record, unknown_fields};
///
/// record! {
///     /// In a program a type of the generated crate.
///     pub struct Order {
///         /// The number.
///         pub out_trade_no: Option<String>,
///         /// Fen.
///         pub total: Option<i64>,
///     }
/// }
///
/// assert_eq!(unknown_fields(Order::TABLE, br#"{"total":1,"brand_new":{}}"#), ["/brand_new"]);
/// ```
#[must_use]
pub fn unknown_fields(table: &'static Table, json: &[u8]) -> Vec<String> {
    match serde_json::from_slice(json) {
        Ok(value) => unknown_in(table, &value, Lists::Written),
        Err(_) => Vec::new(),
    }
}

/// How lists are told from single values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    /// As such: JSON.
    Written,
    /// By repetition, so that one value is a list of one: XML and forms.
    Repeated,
}

/// The same for a body that was read already.
pub(crate) fn unknown_in(table: &'static Table, body: &Value, lists: Lists) -> Vec<String> {
    let mut found = Pointers {
        lists,
        pointers: Vec::new(),
    };
    found.in_record(table, body, "");
    let mut pointers = found.pointers;
    // The order of a `serde_json::Value` depends on a feature that any crate of a build can switch on.
    pointers.sort_unstable();
    pointers.dedup();
    pointers
}

struct Pointers {
    lists: Lists,
    pointers: Vec<String>,
}

impl Pointers {
    fn tell(&mut self, pointer: &str) {
        self.pointers.push(pointer.to_owned());
    }

    fn in_record(&mut self, table: &'static Table, value: &Value, pointer: &str) {
        let Value::Object(map) = value else { return };
        for (key, value) in map {
            let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            match find(table, key) {
                Some(kind) => self.in_value(kind, value, &pointer),
                None => self.tell(&pointer),
            }
        }
    }

    fn in_value(&mut self, kind: Kind, value: &Value, pointer: &str) {
        match (kind, value) {
            (Kind::Json, _) | (_, Value::Null) => {}
            (kind, Value::String(text)) if text.is_empty() && kind.is_structured() => {}
            (Kind::List(ops), value) => self.in_list(ops.item(), value, pointer),
            (Kind::JsonString(ops), value) => self.in_json(ops.inner(), value, pointer),
            (Kind::Numbered(ops), member) => self.in_value(ops.item(), member, pointer),
            (kind, Value::Array(items)) => self.instead_of_one(kind, items, pointer),
            (Kind::Record(table), Value::Object(_)) => self.in_record(table, value, pointer),
            (Kind::UrlEncoded(ops), Value::String(text)) => {
                let pairs = form_urlencoded::parse(text.as_bytes());
                let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into()));
                let lists = std::mem::replace(&mut self.lists, Lists::Repeated);
                self.in_value(ops.inner(), &Value::Object(pairs.collect()), pointer);
                self.lists = lists;
            }
            // Neither has parts.
            (Kind::Record(_) | Kind::UrlEncoded(_), _) | (_, Value::Object(_)) => self.tell(pointer),
            _ => {}
        }
    }

    fn in_list(&mut self, item: Kind, value: &Value, pointer: &str) {
        let Value::Array(items) = value else {
            // One value is a list of one.
            if self.lists == Lists::Written {
                self.tell(pointer);
            }
            return self.in_value(item, value, pointer);
        };
        for (index, value) in items.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            // It became an empty item.
            if value.is_null() && !matches!(item, Kind::Json) {
                self.tell(&pointer);
            }
            self.in_value(item, value, &pointer);
        }
    }

    /// JSON in a string, which is understood without the string.
    fn in_json(&mut self, inner: Kind, value: &Value, pointer: &str) {
        match value {
            Value::String(text) => {
                if let Ok(value) = serde_json::from_str(text) {
                    let lists = std::mem::replace(&mut self.lists, Lists::Written);
                    self.in_value(inner, &value, pointer);
                    self.lists = lists;
                }
            }
            json => self.in_value(inner, json, pointer),
        }
    }

    /// A single item is read; of several nobody knows which.
    fn instead_of_one(&mut self, kind: Kind, items: &[Value], pointer: &str) {
        match items {
            [] => {}
            [one] => {
                let pointer = format!("{pointer}/0");
                self.tell(&pointer);
                self.in_value(kind, one, &pointer);
            }
            _ => self.tell(pointer),
        }
    }
}

/// What the value of a key is; `None` if it is unknown.
fn find(table: &'static Table, key: &str) -> Option<Kind> {
    let named = table.fields.iter().find(|field| field.is_named(key));
    let member = || table.fields.iter().find(|field| field.numbers(key).is_some());
    named.or_else(member).map(|field| field.slot.kind)
}
