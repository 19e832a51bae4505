//! What a record's table says.

/// A generated object: a struct whose fields are all `Option<T>`, `T: Value`.
///
/// # Safety
/// The struct must be `#[repr(C)]`, and `TABLE` must list its fields in their
/// order, each with the slot of its own type. [`record!`](crate::record!) writes
/// the struct and the table from the same tokens; nothing else may implement this.
pub unsafe trait Record:
    Clone + Default + PartialEq + std::fmt::Debug + Send + Sync + 'static
{
    /// The fields, in documented order.
    const TABLE: &'static Table;
}

/// The fields of one record type. `testing::TableView` reads it (feature `test`).
#[derive(Debug)]
pub struct Table {
    /// The Rust name, for `Debug`.
    #[doc(hidden)]
    pub name: &'static str,
    /// The fields in documented order.
    #[doc(hidden)]
    pub fields: &'static [Field],
}

/// One field of a [`Table`].
pub struct Field {
    /// As a key of JSON, from the comma before it to the colon; bare if it is [escaped](flag::escaped).
    pub(super) key: &'static str,
    /// Where the `Option<T>` lies in the struct.
    pub offset: usize,
    /// How to reach into the `Option<T>`.
    pub slot: &'static Slot,
    /// Bits of [`flag`].
    pub flags: u16,
}

/// Bits of [`Field::flags`]; named as they are written in `#[is(…)]`.
#[allow(non_upper_case_globals)]
pub mod flag {
    /// 必填: a request without it is known to be refused.
    pub const required: u16 = 1;
    /// Travels in the query string.
    pub const query: u16 = 2;
    /// Travels as a header.
    pub const header: u16 = 4;
    /// A number of the merchant's own that makes two requests one.
    pub const number: u16 = 8;
    /// Stated by the client where the caller did not: `sign_type`.
    pub const stated: u16 = 16;

    /// Its name has a character that JSON escapes.
    pub(in crate::record) const escaped: u16 = 32;

    /// `#[one_of = 1]`, 二选一: a request without any of that group, from 1 on, is known to be refused.
    #[must_use]
    pub const fn one_of(group: u8) -> u16 {
        (group as u16) << 8
    }
}

/// Where a request's field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the JSON, XML or multipart body.
    Body,
    /// In the query string.
    Query,
    /// As a header of its own.
    Header,
}

impl Field {
    /// The name on the wire.
    #[must_use]
    #[inline]
    pub const fn name(&self) -> &'static str {
        match self.plain_key() {
            Some(key) => key.split_at(key.len() - 2).0.split_at(2).1,
            None => self.key,
        }
    }

    /// `,"name":`, if nothing of the name is escaped in JSON.
    #[inline]
    pub(super) const fn plain_key(&self) -> Option<&'static str> {
        match self.flags & flag::escaped {
            0 => Some(self.key),
            _ => None,
        }
    }

    /// Where the field travels.
    #[must_use]
    pub const fn location(&self) -> Location {
        if self.flags & flag::query != 0 {
            Location::Query
        } else if self.flags & flag::header != 0 {
            Location::Header
        } else {
            Location::Body
        }
    }

    /// What it holds.
    #[cfg(feature = "test")]
    pub(crate) const fn kind(&self) -> Kind {
        self.slot.kind
    }

    /// Whether this is the field of a key. A family has no key of its own.
    #[inline]
    pub(super) fn is_named(&self, key: &str) -> bool {
        self.name() == key && !matches!(self.slot.kind, Kind::Numbered(_))
    }

    /// The numbers that make a key an instance of a family's template (`coupon_id_$n`).
    pub(crate) fn numbers(&self, key: &str) -> Option<Vec<u32>> {
        let Kind::Numbered(_) = self.slot.kind else {
            return None;
        };
        let (prefix, template) = self.name().split_once('$')?;
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse().ok(),
            false => None,
        };
        let numbers = key.strip_prefix(prefix)?.split('_').map(number);
        let numbers: Vec<u32> = numbers.collect::<Option<_>>()?;
        (numbers.len() == template.split('_').count()).then_some(numbers)
    }

    /// The documented values, if it is an enumeration.
    pub(crate) const fn values(&self) -> &'static [&'static str] {
        match self.slot.kind {
            Kind::Enum(table) => table.values,
            _ => &[],
        }
    }

    /// The fields of the object that it holds, if it holds one.
    pub(crate) const fn inside(&self) -> Option<&'static Table> {
        match self.slot.kind {
            Kind::Record(table) => Some(table),
            _ => None,
        }
    }

    /// Whether a request without it is known to be refused.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.flags & flag::required != 0
    }

    /// The group of the type's fields of which a request must have one.
    #[must_use]
    pub const fn group(&self) -> Option<u8> {
        match self.flags >> 8 {
            0 => None,
            #[allow(clippy::cast_possible_truncation)] // eight bits are left
            group => Some(group as u8),
        }
    }

    /// Whether it makes two requests one.
    pub(crate) const fn is_number(&self) -> bool {
        self.flags & flag::number != 0
    }

    /// Whether the client states it where the caller did not, although no request is refused without it.
    pub(crate) const fn is_stated(&self) -> bool {
        self.flags & flag::stated != 0
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A type that a field can have.
///
/// # Safety
/// `KIND` must be the kind of this very type: the views cast by it.
pub unsafe trait Value: Clone + PartialEq + Send + Sync + 'static {
    /// What it is.
    const KIND: Kind;
    /// How to handle an `Option` of it.
    const SLOT: &'static Slot = &Slot::of::<Self>();
    /// A value to decode into.
    fn empty() -> Self;
}

/// The kinds of values that the interpreters know.
#[derive(Clone, Copy)]
pub enum Kind {
    /// `bool`
    Bool,
    /// `i64`
    Integer,
    /// `f64`
    Float,
    /// `String`, or `Time`, which is `#[repr(transparent)]` over it
    Text,
    /// `serde_json::Value`
    Json,
    /// `Sensitive<String>`
    Sensitive,
    /// `FilePart`
    File,
    /// An open enumeration.
    Enum(&'static EnumTable),
    /// A record.
    Record(&'static Table),
    /// `Vec<T>`
    List(&'static ListOps),
    /// `JsonString<T>`
    JsonString(&'static WrapOps),
    /// `UrlEncoded<T>`
    UrlEncoded(&'static WrapOps),
    /// `Numbered<T>`
    Numbered(&'static NumberedOps),
}

impl Kind {
    /// Whether an empty string can only mean that there is nothing.
    pub(super) const fn is_structured(self) -> bool {
        !matches!(
            self,
            Self::Text | Self::Enum(_) | Self::Sensitive | Self::Json | Self::File
        )
    }

    /// What an error says was expected.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Integer => "an integer",
            Self::Float => "a number",
            Self::Text | Self::Sensitive | Self::Enum(_) => "a string",
            Self::Json => "any JSON",
            Self::File => "a file name",
            Self::Record(_) => "an object",
            Self::List(_) => "an array",
            Self::JsonString(_) => "a string of JSON",
            Self::UrlEncoded(_) => "a string of name=value pairs",
            Self::Numbered(_) => "a numbered field",
        }
    }
}

/// The documented values of an open enumeration, in the order of its variants.
#[derive(Debug)]
pub struct EnumTable {
    /// As on the wire; the variant after the last one is `Unknown(String)`.
    pub values: &'static [&'static str],
}

/// How to handle an `Option<T>` without knowing `T`.
pub struct Slot {
    pub(super) size: usize,
    pub(super) align: usize,
    pub(super) kind: Kind,
    pub(super) init: unsafe fn(*mut u8),
    pub(super) get: unsafe fn(*const u8) -> *const u8,
    pub(super) get_mut: unsafe fn(*mut u8) -> *mut u8,
    pub(super) insert: unsafe fn(*mut u8) -> *mut u8,
    pub(super) clone: unsafe fn(*const u8, *mut u8),
    pub(super) eq: unsafe fn(*const u8, *const u8) -> bool,
}

/// How to handle a `Vec<T>` without knowing `T`.
pub struct ListOps {
    pub(super) kind: Kind,
    pub(super) len: unsafe fn(*const u8) -> usize,
    pub(super) get: unsafe fn(*const u8, usize) -> *const u8,
    pub(super) get_mut: unsafe fn(*mut u8, usize) -> *mut u8,
    pub(super) push: unsafe fn(*mut u8) -> *mut u8,
}

/// How to handle a `JsonString<T>` or `UrlEncoded<T>` without knowing `T`.
pub struct WrapOps {
    pub(super) kind: Kind,
    pub(super) value: unsafe fn(*const u8) -> *const u8,
    pub(super) value_mut: unsafe fn(*mut u8) -> *mut u8,
    pub(super) text: unsafe fn(*const u8) -> *const Option<Box<str>>,
    pub(super) text_mut: unsafe fn(*mut u8) -> *mut Option<Box<str>>,
    pub(super) clear: unsafe fn(*mut u8),
}

/// Is shown each member of a family: its numbers and where its value lies.
pub(super) type Visit<'v> = &'v mut dyn FnMut(&[u32], *const u8);

/// How to handle a `Numbered<T>` without knowing `T`.
pub struct NumberedOps {
    pub(super) kind: Kind,
    pub(super) each: unsafe fn(*const u8, Visit<'_>),
    pub(super) insert: unsafe fn(*mut u8, &[u32]) -> *mut u8,
}
