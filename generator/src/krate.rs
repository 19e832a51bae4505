//! What the generated crate consists of: every name minted, nothing printed yet.

use crate::ir::{EnumValue, Field, FieldDoc, Notification, Operation, Segment};

/// The whole crate.
#[derive(Debug, Default)]
pub struct Crate<'a> {
    /// `v2` and `v3`.
    pub roots: Vec<Node<'a>>,
    /// Notification modules, ordered by page.
    pub notifications: Vec<NotificationModule<'a>>,
}

/// One segment of the URL tree: a module, and a step of the chain.
#[derive(Debug)]
pub struct Node<'a> {
    /// The segment that it stands for.
    pub segment: Segment,
    /// Its module and method name.
    pub name: String,
    /// Module path from the crate's root, this node included.
    pub path: Vec<String>,
    /// The documented URL down to here: `/v3/refund/domestic/refunds/{out_refund_no}`.
    pub url: String,
    /// What the value is called, for a parameter: 商户订单号.
    pub term: String,
    /// Deeper segments, ordered by name.
    pub children: Vec<Node<'a>>,
    /// The operations of this very URL, in page order.
    pub verbs: Vec<Verb<'a>>,
}

impl Node<'_> {
    /// Calls `visit` with this node and every node below it, parents first.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Self)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}

/// One operation: a method that ends the chain, and a module with its types.
#[derive(Debug)]
pub struct Verb<'a> {
    /// What the documentation says.
    pub operation: &'a Operation,
    /// `get`, `post`, `put`, `patch`, `delete`: method and module.
    pub name: &'static str,
    /// Whether the caller has anything to fill in besides the path.
    pub has_request: bool,
    /// Its types, `Request` first.
    pub types: Types<'a>,
}

/// A notification's module.
#[derive(Debug)]
pub struct NotificationModule<'a> {
    /// What the documentation says.
    pub notification: &'a Notification,
    /// `transaction_success`
    pub name: String,
    /// `TransactionSuccess`
    pub variant: String,
    /// The variants of `Event` that it becomes: one for each outcome.
    pub events: Vec<EventDef>,
    /// `["webhook", "v3", "transaction_success"]`
    pub path: Vec<String>,
    /// Its types, `Notification` first.
    pub types: Types<'a>,
}

/// A variant of `Event`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDef {
    /// `TransactionSuccess`
    pub name: String,
    /// The `event_type` values that lead to it.
    pub event_types: Vec<String>,
    /// v2: whether it is that of the notification's failure.
    pub failed: bool,
}

/// The types of one module.
#[derive(Debug, Default)]
pub struct Types<'a> {
    /// Types in the order of their first use.
    pub defs: Vec<TypeDef<'a>>,
}

impl<'a> Types<'a> {
    /// The type of this name.
    pub fn get(&self, name: &str) -> Option<&TypeDef<'a>> {
        self.defs.iter().find(|def| def.name == name)
    }
}

/// A generated type.
#[derive(Debug)]
pub struct TypeDef<'a> {
    /// Its name in its module.
    pub name: String,
    /// What it is called in the documentation.
    pub term: String,
    /// Everything that makes two types the same, names of nested types included; no docs.
    pub shape: String,
    /// The definition.
    pub kind: TypeKind<'a>,
    /// The module that already defines the same type, if this one only re-exports it.
    pub shared: Option<Vec<String>>,
}

/// A definition.
#[derive(Debug)]
pub enum TypeKind<'a> {
    /// A struct of optional fields.
    Record(Vec<FieldDef<'a>>),
    /// An open enumeration.
    Enum(Vec<VariantDef<'a>>),
}

/// A field of a record.
#[derive(Debug)]
pub struct FieldDef<'a> {
    /// Rust name.
    pub name: String,
    /// Wire name.
    pub wire: &'a str,
    /// The `T` of `Option<T>`, as Rust writes it.
    pub ty: String,
    /// 必填
    pub required: bool,
    /// Where it travels in a request.
    pub place: Place,
    /// Documentation.
    pub doc: &'a FieldDoc,
    /// The documented field, with the type as the model has it.
    pub source: &'a Field,
    /// Whether the text is encrypted on the wire.
    pub sensitive: bool,
}

/// Where a field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the body.
    Body,
    /// In the query string.
    Query,
    /// As a header.
    Header,
}

/// A variant of an open enumeration.
#[derive(Debug)]
pub struct VariantDef<'a> {
    /// Rust name.
    pub name: String,
    /// Wire value and meaning.
    pub value: &'a EnumValue,
}
