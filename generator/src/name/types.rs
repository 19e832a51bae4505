//! Names of the types of one module.
//!
//! A nested type is called like its field. The shallowest use of a name keeps
//! it; a deeper use with another shape gets its parent's name in front, and if
//! that is taken too, its grandparent's. Equal name and shape is one type.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::case::{pascal, snake};
use super::{keyword, shape, variant};
use crate::ir::{EnumValue, Field, Type};
use crate::plan::{FieldDef, Place, TypeDef, TypeKind, Types};

/// A top type of a module: its name and its fields with their places.
pub(super) struct Root<'a> {
    pub(super) name: &'static str,
    pub(super) term: &'a str,
    pub(super) fields: Vec<(&'a Field, Place)>,
}

/// Two types that cannot both have the name that they should have.
#[derive(Debug)]
pub(super) struct Clash {
    pub(super) name: String,
    pub(super) field: String,
    pub(super) line: u32,
}

/// Mints the names of a module's types, and of their fields.
pub(super) fn mint<'a>(roots: Vec<Root<'a>>) -> (Types<'a>, Vec<Clash>) {
    let mut minter = Minter::default();
    let mut types = Types::default();
    for root in &roots {
        minter.taken.insert(root.name.to_owned(), root.name.to_owned());
    }
    let mut queue: VecDeque<Pending<'a>> = roots
        .into_iter()
        .map(|root| Pending {
            name: root.name.to_owned(),
            ancestors: Vec::new(),
            term: root.term,
            content: Content::Fields(root.fields),
        })
        .collect();
    while let Some(pending) = queue.pop_front() {
        types.defs.push(minter.define(pending, &mut queue));
    }
    (types, minter.clashes)
}

struct Pending<'a> {
    name: String,
    /// Pascal-cased names of the fields above, nearest last, the root's name first.
    ancestors: Vec<String>,
    term: &'a str,
    content: Content<'a>,
}

enum Content<'a> {
    Fields(Vec<(&'a Field, Place)>),
    Values(&'a [EnumValue]),
}

#[derive(Default)]
struct Minter {
    /// Type name to shape.
    taken: BTreeMap<String, String>,
    clashes: Vec<Clash>,
}

impl Minter {
    fn define<'a>(&mut self, pending: Pending<'a>, queue: &mut VecDeque<Pending<'a>>) -> TypeDef<'a> {
        let kind = match pending.content {
            Content::Values(values) => TypeKind::Enum(variant::variants(values)),
            Content::Fields(fields) => {
                let mut ancestors = pending.ancestors;
                ancestors.push(pending.name.clone());
                let mut taken = BTreeSet::from(["new".to_owned()]);
                TypeKind::Record(
                    fields
                        .into_iter()
                        .map(|(field, place)| self.field(field, place, &mut taken, &ancestors, queue))
                        .collect(),
                )
            }
        };
        TypeDef {
            name: pending.name,
            term: pending.term.to_owned(),
            shape: String::new(),
            kind,
            shared: None,
        }
    }

    fn field<'a>(
        &mut self,
        field: &'a Field,
        place: Place,
        taken: &mut BTreeSet<String>,
        ancestors: &[String],
        queue: &mut VecDeque<Pending<'a>>,
    ) -> FieldDef<'a> {
        let mut name = keyword::escape(snake(&field.name));
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        let ty = self.rust_type(field, &field.ty, ancestors, queue);
        let ty = if field.name.contains('$') {
            format!("Numbered<{ty}>")
        } else {
            ty
        };
        FieldDef {
            name,
            wire: &field.name,
            ty,
            required: field.required,
            place,
            doc: &field.doc,
            source: field,
            sensitive: matches!(field.ty, Type::Sensitive(_)),
        }
    }

    fn rust_type<'a>(
        &mut self,
        field: &'a Field,
        ty: &'a Type,
        ancestors: &[String],
        queue: &mut VecDeque<Pending<'a>>,
    ) -> String {
        match ty {
            Type::Text => "String".to_owned(),
            Type::Time => "Time".to_owned(),
            Type::Sensitive(_) => "Sensitive<String>".to_owned(),
            Type::Integer => "i64".to_owned(),
            Type::Float => "f64".to_owned(),
            Type::Boolean => "bool".to_owned(),
            Type::Json => "Json".to_owned(),
            Type::File => "FilePart".to_owned(),
            Type::List(item) => format!("Vec<{}>", self.rust_type(field, item, ancestors, queue)),
            Type::JsonString(inner) => {
                format!("JsonString<{}>", self.rust_type(field, inner, ancestors, queue))
            }
            Type::UrlEncoded(fields) => format!(
                "UrlEncoded<{}>",
                self.nested(field, ty, fields_of(fields), ancestors, queue)
            ),
            // An object that says nothing of its content can hold anything.
            Type::Object(fields) if fields.is_empty() => "Json".to_owned(),
            Type::Object(fields) => self.nested(field, ty, fields_of(fields), ancestors, queue),
            Type::Enum(values) => self.nested(field, ty, Content::Values(values), ancestors, queue),
        }
    }

    /// The name of a nested type; queues its definition at its first use.
    fn nested<'a>(
        &mut self,
        field: &'a Field,
        ty: &'a Type,
        content: Content<'a>,
        ancestors: &[String],
        queue: &mut VecDeque<Pending<'a>>,
    ) -> String {
        let shape = shape::of(ty);
        let own = pascal(&field.name.replace('$', ""));
        let own = if own.starts_with(|c: char| c.is_ascii_digit()) {
            format!("N{own}")
        } else {
            own
        };
        let mut name = own.clone();
        // Parent, grandparent, … in front, until the name is free or is this very shape.
        let mut above = ancestors.iter().rev();
        loop {
            match self.taken.get(&name) {
                Some(known) if *known == shape && !keyword::is_reserved_type(&name) => return name,
                None if !keyword::is_reserved_type(&name) => break,
                _ => match above.next() {
                    // A parent that itself carries its parent's name brings it along.
                    Some(parent) => name = format!("{parent}{own}"),
                    None => {
                        self.clashes.push(Clash {
                            name: name.clone(),
                            field: field.name.clone(),
                            line: field.line,
                        });
                        name = format!("{name}{}", self.taken.len());
                        break;
                    }
                },
            }
        }
        self.taken.insert(name.clone(), shape);
        queue.push_back(Pending {
            name: name.clone(),
            ancestors: ancestors.to_vec(),
            term: &field.doc.text,
            content,
        });
        name
    }
}

fn fields_of(fields: &[Field]) -> Content<'_> {
    Content::Fields(fields.iter().map(|field| (field, Place::Body)).collect())
}
