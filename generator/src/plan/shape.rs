//! What makes two types the same: everything but documentation.

use std::collections::BTreeMap;

use super::id::{ShapeId, TypeId};
use super::rust_type::RustType;
use super::types::{Carrier, TypeKind, Types};
use crate::ir::{Requirement, Role};

/// A type without its documentation. Nested types are the numbers of their own shapes, so that two shapes are
/// compared at one level only.
///
/// Rust names of fields and variants follow from the wire's in their order, and so are no part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape<'a> {
    /// A struct.
    Record {
        /// Its name in its module.
        name: String,
        /// Its fields in order.
        fields: Vec<FieldShape<'a>>,
    },
    /// An open enumeration.
    Enum {
        /// Its name in its module.
        name: String,
        /// Its values on the wire, in order.
        values: Vec<&'a str>,
    },
}

/// A field without its documentation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldShape<'a> {
    /// Its name on the wire.
    pub wire: &'a str,
    /// Its type.
    pub ty: RustType<ShapeId>,
    /// Whether a request must have it.
    pub requirement: Requirement,
    /// What the client has to do with it.
    pub role: Role,
    /// Where it travels.
    pub carrier: Carrier,
}

/// All shapes that were met.
#[derive(Debug, Default)]
pub struct Shapes<'a> {
    known: BTreeMap<Shape<'a>, ShapeId>,
}

impl<'a> Shapes<'a> {
    /// The number of a shape.
    pub fn id(&mut self, shape: Shape<'a>) -> ShapeId {
        let next = ShapeId(self.known.len());
        *self.known.entry(shape).or_insert(next)
    }

    /// The shape of each type of a module.
    pub(crate) fn of(&mut self, types: &Types<'a>) -> Vec<ShapeId> {
        let mut known = vec![None; types.defs.len()];
        types.ids().map(|id| self.one(types, id, &mut known)).collect()
    }

    /// No type holds itself, so this ends.
    fn one(&mut self, types: &Types<'a>, id: TypeId, known: &mut [Option<ShapeId>]) -> ShapeId {
        if let Some(shape) = known[id.index()] {
            return shape;
        }
        let def = types.def(id);
        let name = def.name.clone();
        let shape = match &def.kind {
            TypeKind::Enum(variants) => Shape::Enum {
                name,
                values: variants.iter().map(|one| one.value.value.as_str()).collect(),
            },
            TypeKind::Record(fields) => Shape::Record {
                name,
                fields: fields
                    .iter()
                    .map(|field| FieldShape {
                        wire: field.wire,
                        ty: field.ty.map(&mut |nested| self.one(types, *nested, known)),
                        requirement: field.requirement,
                        role: field.source.role,
                        carrier: field.carrier,
                    })
                    .collect(),
            },
        };
        let shape = self.id(shape);
        known[id.index()] = Some(shape);
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record<'a>(name: &str, ty: RustType<ShapeId>, requirement: Requirement) -> Shape<'a> {
        Shape::Record {
            name: name.to_owned(),
            fields: vec![FieldShape {
                wire: "a",
                ty,
                requirement,
                role: Role::Plain,
                carrier: Carrier::Body,
            }],
        }
    }

    #[test]
    fn everything_but_documentation_tells_shapes_apart() {
        let mut shapes = Shapes::default();
        let on = shapes.id(Shape::Enum {
            name: "State".to_owned(),
            values: vec!["ON"],
        });
        let off = shapes.id(Shape::Enum {
            name: "State".to_owned(),
            values: vec!["OFF"],
        });
        let cases = [
            record("Lamp", RustType::Text, Requirement::Optional),
            record("Lamps", RustType::Text, Requirement::Optional),
            record("Lamp", RustType::Text, Requirement::Required { confirmed: false }),
            record("Lamp", RustType::Text, Requirement::Required { confirmed: true }),
            record("Lamp", RustType::Named(on), Requirement::Optional),
            // What is nested counts, though it is called alike.
            record("Lamp", RustType::Named(off), Requirement::Optional),
            record(
                "Lamp",
                RustType::List(Box::new(RustType::Named(on))),
                Requirement::Optional,
            ),
        ];
        let ids: Vec<ShapeId> = cases.iter().map(|shape| shapes.id(shape.clone())).collect();
        for (at, shape) in cases.iter().enumerate() {
            assert_eq!(shapes.id(shape.clone()), ids[at], "a shape keeps its number");
            assert!(!ids[..at].contains(&ids[at]), "{shape:?}");
        }
    }
}
