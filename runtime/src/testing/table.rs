//! What a record's table says, to read: for tools that know no type, such as a server that checks any request.

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
#[derive(Debug, Clone, Copy)]
pub struct FieldView(&'static Field);

/// Where a field of a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the JSON, XML or multipart body; the fields of an answer or a notification are all there.
    Body,
    /// In the query string.
    Query,
    /// As a header.
    Header,
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
        let is_it = |field: &&Field| field.name == name || field.numbers(name).is_some();
        self.0.fields.iter().find(is_it).map(FieldView)
    }
}

impl FieldView {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0.name
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

    /// Whether the client states it where the caller did not: `sign_type`.
    #[must_use]
    pub const fn is_stated(&self) -> bool {
        self.0.is_stated()
    }
}

impl ValueKind {
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

#[cfg(test)]
mod tests {
    use super::{Place, TableView, ValueKind};
    use crate::record::Record as _;
    use crate::{FilePart, JsonString, Numbered, Sensitive, UrlEncoded, open_enum, record};

    open_enum! {
        /// Two of them.
        pub enum Way { On = "ON", Off = "OFF" }
    }

    record! {
        /// Inside.
        pub struct Inner {
            /// A name.
            pub name: Option<String>,
        }

        /// Of each kind one.
        pub struct Outer {
            /// A number of the merchant's.
            #[is(required, number)]
            pub bool: Option<bool>,
            /// In the query.
            #[is(query)]
            pub integer: Option<i64>,
            /// A header.
            #[is(header)]
            pub float: Option<f64>,
            /// One of two.
            #[one_of = 2]
            pub text: Option<String>,
            /// Stated.
            #[is(stated)]
            pub json: Option<crate::Json>,
            /// Encrypted.
            pub sensitive: Option<Sensitive<String>>,
            /// A file.
            pub file: Option<FilePart>,
            /// An enumeration.
            pub way: Option<Way>,
            /// Texts of JSON.
            pub list: Option<Vec<JsonString<Inner>>>,
            /// Pairs.
            pub pairs: Option<UrlEncoded<Inner>>,
            /// A family.
            #[wire = "coupon_id_$n"]
            pub coupon_id_n: Option<Numbered<i64>>,
        }
    }

    fn shown(kind: &ValueKind) -> String {
        match kind {
            ValueKind::Record(table) => format!("{}{{{}}}", table.name(), table.fields().len()),
            ValueKind::List(inner) => format!("[{}]", shown(inner)),
            ValueKind::JsonString(inner) => format!("json {}", shown(inner)),
            ValueKind::UrlEncoded(inner) => format!("url {}", shown(inner)),
            ValueKind::Numbered(inner) => format!("each {}", shown(inner)),
            plain => format!("{plain:?}"),
        }
    }

    #[test]
    fn every_kind_and_mark_of_a_field_is_seen() {
        let outer = TableView::of(Outer::TABLE);
        for (name, kind, place, marks) in [
            ("bool", "Bool", Place::Body, (true, None, true, true)),
            ("integer", "Integer", Place::Query, (false, None, false, false)),
            ("float", "Float", Place::Header, (false, None, false, false)),
            ("text", "Text", Place::Body, (false, Some(2), false, false)),
            ("json", "Json", Place::Body, (false, None, false, true)),
            ("sensitive", "Sensitive", Place::Body, (false, None, false, false)),
            ("file", "File", Place::Body, (false, None, false, false)),
            (
                "way",
                r#"Enum(["ON", "OFF"])"#,
                Place::Body,
                (false, None, false, false),
            ),
            (
                "list",
                "[json Inner{1}]",
                Place::Body,
                (false, None, false, false),
            ),
            ("pairs", "url Inner{1}", Place::Body, (false, None, false, false)),
            (
                "coupon_id_7",
                "each Integer",
                Place::Body,
                (false, None, false, false),
            ),
        ] {
            let field = outer.field(name).unwrap_or_else(|| panic!("no field {name}"));
            assert_eq!(shown(&field.kind()), kind, "{name}");
            assert_eq!(field.place(), place, "{name}");
            let seen = (
                field.is_required(),
                field.group(),
                field.is_number(),
                field.is_stated(),
            );
            assert_eq!(seen, marks, "{name}");
        }
        assert_eq!(outer.fields().len(), 11);
        assert!(outer.field("coupon_id_").is_none() && outer.field("nothing").is_none());
    }
}
