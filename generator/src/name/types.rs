//! Names of the types of one module.
//!
//! A nested type is called like its field, in the singular if it is one element of a list. The shallowest use
//! of a name keeps it; a deeper use with another shape gets its parent's name in front, and if
//! that is taken too, its grandparent's. Equal name and shape is one type.

use std::collections::{BTreeMap, VecDeque};

use super::case::pascal;
use super::compound::compound;
use super::field::{Taken, field_name, taken_fields};
use super::lock::settle;
use super::same::same;
use super::singular::element;
use super::{keyword, variant};
use crate::fix::Held;
use crate::ir::{EnumValue, Field, TimeForm, Type};
use crate::plan::{Carrier, FieldDef, RustType, Shapes, TypeDef, TypeId, TypeKind, Types};

/// A top type of a module: its name and its fields with what carries them.
pub(super) struct Root<'a> {
    pub(super) name: &'a str,
    pub(super) term: &'a str,
    pub(super) fields: Vec<(&'a Field, Carrier)>,
}

/// Two types that cannot both have the name that they should have.
#[derive(Debug)]
pub(super) struct Clash {
    pub(super) name: String,
    pub(super) field: String,
    pub(super) line: u32,
}

/// Mints the names of a module's types, and of their fields.
pub(super) fn mint<'a>(
    roots: Vec<Root<'a>>,
    held: Option<&Held>,
    shapes: &mut Shapes<'a>,
) -> (Types<'a>, Vec<Clash>) {
    let mut minter = Minter::default();
    let mut types = Types::default();
    for root in roots {
        let content = TypeContent::Fields(root.fields);
        minter.queue(root.name.to_owned(), &[], root.term, None, content);
    }
    while let Some(pending) = minter.waiting.pop_front() {
        let def = minter.define(pending);
        types.defs.push(def);
    }
    if let Some(held) = held {
        types = settle(types, held);
    }
    types.shapes = shapes.of(&types);
    (types, minter.clashes)
}

struct Pending<'a> {
    name: String,
    /// Pascal-cased names of the fields above, nearest last, the root's name first.
    ancestors: Vec<String>,
    term: &'a str,
    content: TypeContent<'a>,
}

enum TypeContent<'a> {
    Fields(Vec<(&'a Field, Carrier)>),
    Values(&'a [EnumValue]),
}

#[derive(Default)]
struct Minter<'a> {
    /// What has a type's name: the documented type, nothing if it is a root, and its place.
    taken: BTreeMap<String, (Option<&'a Type>, TypeId)>,
    /// Types that have a name and a place, and no definition yet.
    waiting: VecDeque<Pending<'a>>,
    /// How many have a place.
    count: usize,
    clashes: Vec<Clash>,
}

impl<'a> Minter<'a> {
    /// Gives a type its place; its definition follows when those before it are there.
    fn queue(
        &mut self,
        name: String,
        ancestors: &[String],
        term: &'a str,
        ty: Option<&'a Type>,
        content: TypeContent<'a>,
    ) -> TypeId {
        let id = TypeId::new(self.count);
        self.count += 1;
        self.taken.insert(name.clone(), (ty, id));
        self.waiting.push_back(Pending {
            name,
            ancestors: ancestors.to_vec(),
            term,
            content,
        });
        id
    }

    fn define(&mut self, pending: Pending<'a>) -> TypeDef<'a> {
        let top = pending.ancestors.is_empty();
        let kind = match pending.content {
            TypeContent::Values(values) => TypeKind::Enum(variant::variants(values)),
            TypeContent::Fields(fields) => {
                let mut ancestors = pending.ancestors;
                ancestors.push(pending.name.clone());
                let mut taken = taken_fields();
                let fields = fields.into_iter();
                TypeKind::Record(
                    fields
                        .map(|(field, carrier)| self.field(field, carrier, &mut taken, &ancestors))
                        .collect(),
                )
            }
        };
        TypeDef {
            top,
            name: pending.name,
            term: pending.term.to_owned(),
            kind,
            stays: false,
            shared: None,
            called: None,
        }
    }

    fn field(
        &mut self,
        field: &'a Field,
        carrier: Carrier,
        taken: &mut Taken,
        ancestors: &[String],
    ) -> FieldDef<'a> {
        let name = field_name(&field.name, carrier, taken);
        let here = Standing {
            field,
            ancestors,
            is_element: false,
        };
        let ty = self.rust_type(here, &field.ty);
        let is_family = field.name.contains('$');
        FieldDef {
            name,
            wire: &field.name,
            ty: if is_family {
                RustType::Numbered(Box::new(ty))
            } else {
                ty
            },
            requirement: field.requirement,
            carrier,
            length: field.doc.length,
            time: time_form(field),
            doc: &field.doc,
            source: field,
        }
    }

    fn rust_type(&mut self, here: Standing<'a, '_>, ty: &'a Type) -> RustType {
        match ty {
            Type::Text => RustType::Text,
            Type::Time => RustType::Time,
            Type::Sensitive(_) => RustType::Sensitive,
            Type::Integer => RustType::Integer,
            Type::Float => RustType::Float,
            Type::Boolean => RustType::Boolean,
            // An object that says nothing of its content can hold anything.
            Type::Json => RustType::Json,
            Type::Object(fields) if fields.is_empty() => RustType::Json,
            Type::File => RustType::File,
            Type::List(item) => RustType::List(Box::new(self.rust_type(here.element(), item))),
            Type::JsonString(inner) => RustType::JsonString(Box::new(self.rust_type(here, inner))),
            Type::UrlEncoded(fields) => {
                let named = self.nested(here, ty, fields_of(fields));
                RustType::UrlEncoded(Box::new(RustType::Named(named)))
            }
            Type::Object(fields) => RustType::Named(self.nested(here, ty, fields_of(fields))),
            Type::Enum(values) => RustType::Named(self.nested(here, ty, TypeContent::Values(values))),
        }
    }

    /// A nested type: one that has the name and is the same, or a new one.
    fn nested(&mut self, here: Standing<'a, '_>, ty: &'a Type, content: TypeContent<'a>) -> TypeId {
        let own = here.name();
        let mut name = own.clone();
        // Parent, grandparent, … in front, until the name is free or is this very type.
        let mut above = here.ancestors.iter().rev();
        loop {
            let is_reserved = keyword::is_reserved_type(&name);
            match self.taken.get(&name) {
                Some((Some(known), id)) if !is_reserved && same(known, ty) => return *id,
                None if !is_reserved => break,
                _ => match above.next() {
                    // A parent that itself carries its parent's name brings it along.
                    Some(parent) => name = compound(parent, &own, here.is_element),
                    None => {
                        self.clashes.push(Clash {
                            name: name.clone(),
                            field: here.field.name.clone(),
                            line: here.field.origin.line,
                        });
                        name = format!("{name}{}", self.taken.len());
                        break;
                    }
                },
            }
        }
        self.queue(name, here.ancestors, &here.field.doc.text, Some(ty), content)
    }
}

/// Where a type stands.
#[derive(Clone, Copy)]
struct Standing<'a, 'n> {
    field: &'a Field,
    ancestors: &'n [String],
    /// Whether it is what a list holds.
    is_element: bool,
}

impl Standing<'_, '_> {
    fn element(self) -> Self {
        Self {
            is_element: true,
            ..self
        }
    }

    /// What a type of this place is called, if nothing else is.
    fn name(self) -> String {
        let own = pascal(&self.field.name.replace('$', ""));
        let own = match self.is_element {
            true => element(&own),
            false => own,
        };
        match own.chars().next() {
            None => "Unnamed".to_owned(),
            Some('0'..='9') => format!("N{own}"),
            Some(_) => own,
        }
    }
}

/// How a time is written: as its example shows, or as its text says.
fn time_form(field: &Field) -> Option<TimeForm> {
    let said = field.doc.is_date_time.then_some(TimeForm::Rfc3339);
    field.doc.time.or(said)
}

fn fields_of(fields: &[Field]) -> TypeContent<'_> {
    TypeContent::Fields(fields.iter().map(|field| (field, Carrier::Body)).collect())
}
