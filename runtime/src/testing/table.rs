//! What a record's table says, to read: for tools that know no type, such as a server that checks any request.

use serde_json::{Map, Value};

use crate::record::{Field, Kind, Location, Table};

/// A record's fields.
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::Record;
/// use wechatpay_openapi_runtime::testing::{FieldView, TableView, ValueKind};
///
/// record! {
///     /// In a program a `Request` of the generated crate.
///     pub struct Order {
///         /// 必填
///         #[is(required)]
///         pub description: Option<String>,
///         /// Fen.
///         pub total: Option<i64>,
///     }
/// }
///
/// let order = TableView::of(Order::TABLE);
/// let required: Vec<&str> = order.fields().filter(FieldView::is_required).map(|field| field.name()).collect();
/// assert_eq!(required, ["description"]);
/// assert!(matches!(order.field("total").unwrap().kind(), ValueKind::Integer));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TableView(&'static Table);

/// A field of a [`TableView`].
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::Record;
/// use wechatpay_openapi_runtime::testing::{Place, TableView, ValueKind};
///
/// record! {
///     /// In a program a `Request` of the generated crate.
///     pub struct Query {
///         /// 必填
///         #[is(query, required)]
///         pub bill_date: Option<String>,
///     }
/// }
///
/// let bill_date = TableView::of(Query::TABLE).field("bill_date").unwrap();
/// assert_eq!((bill_date.name(), bill_date.place()), ("bill_date", Place::Query));
/// assert!(matches!(bill_date.kind(), ValueKind::Text));
/// assert!(bill_date.is_required() && bill_date.group().is_none());
/// assert!(!bill_date.is_number() && !bill_date.is_stated());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FieldView(&'static Field);

/// Where a field of a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// In the JSON, XML or multipart body; the fields of an answer or a notification are all there.
    Body,
    /// In the query string.
    Query,
    /// As a header.
    Header,
}

words! {
    Place {
        Body => "body",
        Query => "query",
        Header => "header",
    }
}

/// What a field holds.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ValueKind {
    /// `true` or `false`.
    Bool,
    /// An integer; in v2 its digits.
    Integer,
    /// A number that may have a fraction.
    Float,
    /// A text; times are texts.
    Text,
    /// Any JSON: the documentation does not say what is inside.
    Json,
    /// A text that is encrypted on the wire.
    Sensitive,
    /// The file of an upload.
    File,
    /// A text with documented values, which others may join.
    Enum(&'static [&'static str]),
    /// An object.
    Record(TableView),
    /// An array of these.
    List(Box<Self>),
    /// A text that holds JSON of this.
    JsonString(Box<Self>),
    /// A text that holds `name=value&name=value` of this.
    UrlEncoded(Box<Self>),
    /// A family of fields of this, `coupon_id_0`, `coupon_id_1`, …: the field's name is a template, `coupon_id_$n`.
    Numbered(Box<Self>),
}

impl TableView {
    /// What a table says, such as that of an operation's request in the generated crate's `catalogue`, or
    /// [`Record::TABLE`](crate::record::Record::TABLE).
    #[must_use]
    pub const fn of(table: &'static Table) -> Self {
        Self(table)
    }

    /// The type's name in Rust.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The fields in documented order.
    pub fn fields(self) -> impl ExactSizeIterator<Item = FieldView> {
        self.0.fields.iter().map(FieldView)
    }

    /// The field of this name. A member of a family has the name of its template: `coupon_id_0` is `coupon_id_$n`.
    #[must_use]
    pub fn field(self, name: &str) -> Option<FieldView> {
        let is_it = |field: &&Field| field.name() == name || field.numbers(name).is_some();
        self.0.fields.iter().find(is_it).map(FieldView)
    }

    /// Hands out each sensitive text of plain JSON, however deep, to be encrypted in its place. What the table does not
    /// know, or has as something else, stays as it is, and so does a text of JSON with nothing sensitive inside.
    ///
    /// ```
    /// use std::convert::Infallible;
    ///
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::record::Record as _;
    /// use wechatpay_openapi_runtime::testing::TableView;
    /// use wechatpay_openapi_runtime::{Sensitive, record};
    ///
    /// record! {
    ///     /// In a program a `Request` of the generated crate.
    ///     pub struct Receiver {
    ///         /// Travels encrypted.
    ///         pub name: Option<Sensitive<String>>,
    ///     }
    /// }
    ///
    /// let mut sent = json!({ "name": "张三", "note": "张三" });
    /// let members = sent.as_object_mut().unwrap();
    /// let hidden = TableView::of(Receiver::TABLE).each_sensitive::<Infallible>(members, &mut |text| {
    ///     *text = "…".to_owned();
    ///     Ok(())
    /// });
    /// assert_eq!((hidden, sent), (Ok(()), json!({ "name": "…", "note": "张三" })));
    /// ```
    ///
    /// # Errors
    /// The first of `change`, after which the rest is left as it is.
    pub fn each_sensitive<E>(
        self,
        members: &mut Map<String, Value>,
        change: &mut dyn FnMut(&mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        for (name, value) in members {
            if let Some(field) = self.field(name) {
                field.kind().each_sensitive(value, change)?;
            }
        }
        Ok(())
    }
}

impl FieldView {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Where it travels.
    #[must_use]
    pub const fn place(&self) -> Place {
        match self.0.location() {
            Location::Body => Place::Body,
            Location::Query => Place::Query,
            Location::Header => Place::Header,
        }
    }

    /// What it holds.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        ValueKind::of(self.0.kind())
    }

    /// 必填, confirmed: a request without it is known to be refused.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.0.is_required()
    }

    /// The group of its table's fields of which a request must have one (二选一), from 1 on.
    #[must_use]
    pub const fn group(&self) -> Option<u8> {
        self.0.group()
    }

    /// Whether it is a number of the merchant's own that makes two requests one: `out_trade_no`.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        self.0.is_number()
    }

    /// Whether the client states it where the caller did not, although it is not [required](Self::is_required): `sign_type`.
    #[must_use]
    pub const fn is_stated(&self) -> bool {
        self.0.is_stated()
    }
}

impl ValueKind {
    fn each_sensitive<E>(
        &self,
        value: &mut Value,
        change: &mut dyn FnMut(&mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        match (self, value) {
            (Self::Sensitive, Value::String(text)) => change(text),
            (Self::Record(table), Value::Object(members)) => table.each_sensitive(members, change),
            (Self::Numbered(inner), value) => inner.each_sensitive(value, change),
            (Self::List(item), Value::Array(items)) => items
                .iter_mut()
                .try_for_each(|value| item.each_sensitive(value, change)),
            (Self::JsonString(inner), Value::String(text)) => inner.each_sensitive_in(text, change),
            _ => Ok(()),
        }
    }

    /// In a text of JSON, which is written anew only if it must be.
    fn each_sensitive_in<E>(
        &self,
        text: &mut String,
        change: &mut dyn FnMut(&mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        let Ok(mut held) = serde_json::from_str(text) else {
            return Ok(());
        };
        let mut is_changed = false;
        self.each_sensitive(&mut held, &mut |inside| {
            is_changed = true;
            change(inside)
        })?;
        if is_changed {
            *text = held.to_string();
        }
        Ok(())
    }

    fn of(kind: Kind) -> Self {
        let inner = |kind| Box::new(Self::of(kind));
        match kind {
            Kind::Bool => Self::Bool,
            Kind::Integer => Self::Integer,
            Kind::Float => Self::Float,
            Kind::Text => Self::Text,
            Kind::Json => Self::Json,
            Kind::Sensitive => Self::Sensitive,
            Kind::File => Self::File,
            Kind::Enum(table) => Self::Enum(table.values),
            Kind::Record(table) => Self::Record(TableView(table)),
            Kind::List(list) => Self::List(inner(list.item())),
            Kind::JsonString(wrap) => Self::JsonString(inner(wrap.inner())),
            Kind::UrlEncoded(wrap) => Self::UrlEncoded(inner(wrap.inner())),
            Kind::Numbered(family) => Self::Numbered(inner(family.item())),
        }
    }
}
