//! The types of a module, with their names.

use super::id::{ShapeId, TypeId};
use super::rust_type::RustType;
use crate::ir::{EnumValue, Field, FieldDoc, Length, Requirement, TimeForm};

/// The types of one module.
#[derive(Debug, Default)]
pub struct Types<'a> {
    /// Types in the order of their first use.
    pub defs: Vec<TypeDef<'a>>,
    /// The shape of each, in the same order.
    pub shapes: Vec<ShapeId>,
}

impl<'a> Types<'a> {
    /// Every type by its place.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.defs.len()).map(TypeId::new)
    }

    /// The type at a place.
    #[must_use]
    pub fn def(&self, id: TypeId) -> &TypeDef<'a> {
        &self.defs[id.index()]
    }

    /// The same, to be changed.
    pub(crate) fn def_mut(&mut self, id: TypeId) -> &mut TypeDef<'a> {
        &mut self.defs[id.index()]
    }

    /// The type of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&TypeDef<'a>> {
        self.defs.iter().find(|def| def.name == name)
    }
}

/// A generated type.
#[derive(Debug, Clone)]
pub struct TypeDef<'a> {
    /// Its name in its module.
    pub name: String,
    /// What it is called in the documentation.
    pub term: String,
    /// The definition.
    pub kind: TypeKind<'a>,
    /// A top type of its module, such as `Request`: it is no other module's, though one may look the same.
    pub top: bool,
    /// Its module says more of it than its fields, so that it is no common type, though it may look like one.
    pub stays: bool,
    /// The module that already defines the same type, if this one only re-exports it.
    pub shared: Option<Vec<String>>,
    /// What it is called there, if otherwise.
    pub called: Option<String>,
}

impl<'a> TypeDef<'a> {
    /// Its fields; an enumeration has none.
    #[must_use]
    pub fn fields(&self) -> &[FieldDef<'a>] {
        match &self.kind {
            TypeKind::Record(fields) => fields,
            TypeKind::Enum(_) => &[],
        }
    }
}

/// A definition.
#[derive(Debug, Clone)]
pub enum TypeKind<'a> {
    /// A struct of optional fields.
    Record(Vec<FieldDef<'a>>),
    /// An open enumeration.
    Enum(Vec<VariantDef<'a>>),
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct FieldDef<'a> {
    /// Rust name.
    pub name: String,
    /// Wire name.
    pub wire: &'a str,
    /// The `T` of `Option<T>`.
    pub ty: RustType,
    /// 必填
    pub requirement: Requirement,
    /// Where it travels in a request.
    pub carrier: Carrier,
    /// How long a text may be: what all operations allow that share the type.
    pub length: Length,
    /// How a time is written: what all operations show that share the type, if they show one form alone.
    pub time: Option<TimeForm>,
    /// Documentation.
    pub doc: &'a FieldDoc,
    /// The documented field, with the type as the model has it.
    pub source: &'a Field,
}

/// Where a field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// In the body.
    Body,
    /// In the query string.
    Query,
    /// As a header.
    Header,
}

impl Carrier {
    /// As names of fields write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// A variant of an open enumeration.
#[derive(Debug, Clone)]
pub struct VariantDef<'a> {
    /// Rust name.
    pub name: String,
    /// Wire value and meaning.
    pub value: &'a EnumValue,
}
