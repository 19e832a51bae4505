//! A payload with every documented field.

use serde_json::{Map, Value, json};

use super::keys::TestKeys;
use super::platform::TestPlatform;
use super::table::{TableView, ValueKind};
use crate::record::{Record, Table};

impl TestPlatform {
    /// A payload with every documented field set to something: its own name,
    /// 1, the first documented value. Sensitive fields are encrypted.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::record;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
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
    /// let payload = TestPlatform::new()?.sample::<Order>();
    /// assert_eq!((&payload["out_trade_no"], &payload["total"]), (&"out_trade_no".into(), &1.into()));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn sample<R: Record>(&self) -> Value {
        of(TableView::of(R::TABLE), &self.keys)
    }

    /// The same by a table.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::record;
    /// use wechatpay_openapi_runtime::record::Record as _;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
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
    /// // In a program: a table of the generated crate's `catalogue`.
    /// assert_eq!(TestPlatform::new()?.sample_of(Order::TABLE)["total"], 1);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn sample_of(&self, table: &'static Table) -> Value {
        of(TableView::of(table), &self.keys)
    }
}

fn of(table: TableView, keys: &TestKeys) -> Value {
    let mut object = Map::new();
    for field in table.fields() {
        let kind = field.kind();
        let name = match kind {
            ValueKind::Numbered(_) => field.name().replace("$n", "0").replace("$m", "0"),
            _ => field.name().to_owned(),
        };
        object.insert(name, value(field.name(), &kind, keys));
    }
    Value::Object(object)
}

fn value(name: &str, kind: &ValueKind, keys: &TestKeys) -> Value {
    match kind {
        ValueKind::Bool => json!(true),
        ValueKind::Integer => json!(1),
        ValueKind::Float => json!(0.5),
        ValueKind::Text | ValueKind::File => json!(name),
        ValueKind::Json => json!({}),
        // A name is shorter than a key can encrypt.
        ValueKind::Sensitive => json!(keys.encrypt(name).unwrap_or_default()),
        ValueKind::Enum(values) => json!(values.first()),
        ValueKind::Record(table) => of(*table, keys),
        ValueKind::List(item) => json!([value(name, item, keys)]),
        ValueKind::JsonString(inner) => json!(value(name, inner, keys).to_string()),
        ValueKind::UrlEncoded(inner) => json!(url_encoded(&value(name, inner, keys))),
        ValueKind::Numbered(member) => value(name, member, keys),
    }
}

fn url_encoded(value: &Value) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::String(text) => pairs.append_pair(name, text),
            other => pairs.append_pair(name, &other.to_string()),
        };
    }
    pairs.finish()
}
