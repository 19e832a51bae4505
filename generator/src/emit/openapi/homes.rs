//! Component names: those of the Rust types, told apart by their modules.

use std::collections::BTreeMap;

use crate::ir::Type;
use crate::plan::{Crate, FieldDef, TypeDef, TypeKind, Types};

/// Which component describes a type: `v3.pay.transactions.jsapi.post.Amount`.
pub(super) struct Homes(BTreeMap<(String, String), String>);

impl Homes {
    /// The first module of a domain that has a type describes it, as in the
    /// crate. What Rust tells in words only (a number's values) must be the
    /// same here too, or the type is described again.
    pub(super) fn of(named: &Crate<'_>) -> Self {
        let mut homes = BTreeMap::new();
        let mut known: BTreeMap<(Vec<String>, String, String), String> = BTreeMap::new();
        for_each_module(named, &mut |path, types| {
            let module = path.join(".");
            let domain = path[..path.len().min(2)].to_vec();
            for def in &types.defs {
                let facts = format!("{}\n{}", def.shape, facts(types, def, 0));
                let home = known
                    .entry((domain.clone(), def.name.clone(), facts))
                    .or_insert_with(|| format!("{module}.{}", def.name));
                homes.insert((module.clone(), def.name.clone()), home.clone());
            }
        });
        Self(homes)
    }

    /// The component of a module's type.
    pub(super) fn component(&self, module: &str, name: &str) -> &str {
        self.0
            .get(&(module.to_owned(), name.to_owned()))
            .map_or("", String::as_str)
    }
}

/// Every module with types, in the order of the tree.
pub(super) fn for_each_module<'n, 'a>(
    named: &'n Crate<'a>,
    visit: &mut impl FnMut(Vec<String>, &'n Types<'a>),
) {
    for root in &named.roots {
        root.walk(&mut |node| {
            for verb in &node.verbs {
                let path = [node.path.as_slice(), &[verb.name.to_owned()]].concat();
                visit(path, &verb.types);
            }
        });
    }
    for module in &named.notifications {
        visit(module.path.clone(), &module.types);
    }
}

/// The name of the record or enumeration inside a type, such as `Payer` in `Vec<Payer>`.
pub(super) fn innermost(ty: &str) -> &str {
    ty.rsplit('<').next().unwrap_or(ty).trim_end_matches('>')
}

/// What the document says of a type and its name and shape do not.
fn facts(types: &Types<'_>, def: &TypeDef<'_>, depth: usize) -> String {
    let TypeKind::Record(fields) = &def.kind else {
        return String::new();
    };
    let fact = |field: &FieldDef<'_>| {
        let values: Vec<&str> = field
            .doc
            .values
            .iter()
            .map(|value| value.value.as_str())
            .collect();
        let nested = types
            .get(innermost(&field.ty))
            .filter(|_| depth < 32)
            .map(|def| facts(types, def, depth + 1));
        format!(
            "{}:{}{values:?}({});",
            field.wire,
            kind(&field.source.ty),
            nested.unwrap_or_default()
        )
    };
    fields.iter().map(fact).collect()
}

/// Tells apart what is one type in Rust.
fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Sensitive(_) => "sealed",
        Type::Object(_) => "object",
        Type::List(item) | Type::JsonString(item) => kind(item),
        _ => "",
    }
}
