//! Component names: those of the Rust types, told apart by their modules.

use std::collections::BTreeMap;

use crate::ir::{Length, Type};
use crate::plan::{Crate, FieldDef, Module, ShapeId, TypeId, Types, domain, home_order};

/// Which component describes a type: `v3.pay.transactions.jsapi.post.Amount`.
pub(super) struct Homes(BTreeMap<(String, String), String>);

impl Homes {
    /// The first module of a domain that has a type describes it, first as in the crate's order of homes; a
    /// top type is described for each operation. What Rust tells in words only (a number's values, lengths) must be the
    /// same here too, or the type is described again.
    pub(super) fn of(plan: &Crate<'_>) -> Self {
        let mut modules: Vec<Module<'_, '_>> = plan.modules().collect();
        modules.sort_by_key(|module| home_order(module.path));
        let mut homes = BTreeMap::new();
        let mut known: BTreeMap<(&[String], ShapeId, SchemaFacts<'_>), String> = BTreeMap::new();
        for Module { path, types } in modules {
            let module = path.join(".");
            for (id, shape) in types.ids().zip(&types.shapes) {
                let def = types.def(id);
                let own = format!("{module}.{}", def.name);
                let home = match def.top {
                    true => own,
                    false => {
                        let known = known.entry((domain(path), *shape, SchemaFacts::of(types, id)));
                        known.or_insert(own).clone()
                    }
                };
                homes.insert((module.clone(), def.name.clone()), home);
            }
        }
        Self(homes)
    }

    /// The component of a module's type.
    pub(super) fn component(&self, module: &str, name: &str) -> &str {
        self.0
            .get(&(module.to_owned(), name.to_owned()))
            .map_or("", String::as_str)
    }
}

/// What the document says of a type and its shape does not: of each field its kind, its length, the values that it
/// lists, and the same of what is inside.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SchemaFacts<'a>(Vec<SchemaFact<'a>>);

type SchemaFact<'a> = (SchemaKind, Length, Vec<&'a str>, Option<SchemaFacts<'a>>);

impl<'a> SchemaFacts<'a> {
    fn of(types: &Types<'a>, id: TypeId) -> Self {
        let fact = |field: &FieldDef<'a>| {
            let values = field
                .doc
                .values
                .iter()
                .map(|value| value.value.as_str())
                .collect();
            let nested = field.ty.named().map(|nested| Self::of(types, *nested));
            (SchemaKind::of(&field.source.ty), field.doc.length, values, nested)
        };
        Self(types.def(id).fields().iter().map(fact).collect())
    }
}

/// Tells apart what is one type in Rust.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SchemaKind {
    Plain,
    Sealed,
    Object,
}

impl SchemaKind {
    fn of(ty: &Type) -> Self {
        match ty.layers().last() {
            Some(Type::Sensitive(_)) => Self::Sealed,
            Some(Type::Object(_)) => Self::Object,
            _ => Self::Plain,
        }
    }
}
