//! In what two types differ that have one name.

use crate::ir::Requirement;
use crate::plan::{FieldDef, RustType, TypeDef, TypeKind, Types};

/// A type and those beside it.
#[derive(Clone, Copy)]
pub(super) struct Defined<'p, 'a> {
    pub types: &'p Types<'a>,
    pub def: &'p TypeDef<'a>,
}

impl<'p> Defined<'p, '_> {
    /// What it has and the other has not, and the reverse, in words; empty if it is the same on this level.
    pub(super) fn beside(self, other: Self) -> String {
        let (own, others) = (self.members(), other.members());
        let alone = |these: &[DefinedMember<'p>], those: &[DefinedMember<'p>]| -> Vec<&'p str> {
            let is_there = |one: &DefinedMember<'_>| those.iter().any(|other| other.name == one.name);
            let alone = these.iter().filter(|one| !is_there(one));
            alone.map(|one| one.name).collect()
        };
        let both = || {
            own.iter().filter_map(|one| {
                let other = others.iter().find(|other| other.name == one.name)?;
                Some((one, other))
            })
        };
        let of_type = both().filter(|(one, other)| one.ty != other.ty);
        let demanded = both().filter(|(one, other)| one.demand != other.demand);
        let lists = [
            ("more", alone(&own, &others)),
            ("less", alone(&others, &own)),
            ("of another type", of_type.map(|(one, _)| one.name).collect()),
            ("required otherwise", demanded.map(|(one, _)| one.name).collect()),
        ];
        let lists = lists.iter().filter(|(_, names)| !names.is_empty());
        let lists: Vec<String> = lists
            .map(|(word, names)| format!("{word}: {}", names.join(", ")))
            .collect();
        lists.join("; ")
    }

    fn members(self) -> Vec<DefinedMember<'p>> {
        match &self.def.kind {
            TypeKind::Enum(variants) => variants
                .iter()
                .map(|one| DefinedMember {
                    name: &one.value.value,
                    ty: RustType::Text,
                    demand: None,
                })
                .collect(),
            TypeKind::Record(fields) => fields.iter().map(|field| self.field(field)).collect(),
        }
    }

    fn field(self, field: &'p FieldDef<'_>) -> DefinedMember<'p> {
        DefinedMember {
            name: &field.source.name,
            ty: field.ty.map(&mut |id| self.types.def(*id).name.as_str()),
            demand: Some(field.requirement),
        }
    }
}

/// A field or a value.
struct DefinedMember<'p> {
    name: &'p str,
    ty: RustType<&'p str>,
    demand: Option<Requirement>,
}
