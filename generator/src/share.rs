//! One type where a domain says the same thing twice.
//!
//! A domain is the first segment below `v2` or `v3`, which is also a feature
//! (`v3/marketing`). Inside it, a nested type of equal name and equal shape is one type: the
//! module that [`home_order`] puts first defines it, the others re-export it,
//! so that a function over `Stock` takes every operation's `Stock`. A user's
//! path never changes: a shape that starts to differ for one operation changes
//! that module alone. Each operation has a `Request` and a `Response` of its own.
//!
//! What the overrides say to be one type is one in all domains: a module of its own, which is always there, defines it,
//! and each `Response` and `Notification` that it is re-exports it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Advice, Length, Operation, TimeForm};
use crate::plan::{
    CommonModule, Crate, FieldDef, Module, ShapeId, TypeDef, TypeId, TypeKind, Types, domain, home_order,
};

/// The module that holds the types of all domains.
const COMMON: &str = "types";

/// Marks every repeated type and table of error codes as shared.
#[must_use]
pub fn share(mut named: Crate<'_>) -> Crate<'_> {
    common(&mut named);
    types(&mut named);
    errors(&mut named);
    named
}

/// The module that defines a type, and what the documents of all that share it say of its fields.
type SharedHome = (Vec<String>, Vec<Documented>);

/// What a document says of a field, and does not make the type another one.
#[derive(Default)]
struct Documented {
    length: Option<Length>,
    times: BTreeSet<TimeForm>,
}

impl Documented {
    fn also(&mut self, field: &FieldDef<'_>) {
        self.length = Some(self.length.map_or(field.length, |known| known.or(field.length)));
        self.times.extend(field.time);
    }
}

fn types(named: &mut Crate<'_>) {
    let mut homes: BTreeMap<(Vec<String>, ShapeId), SharedHome> = BTreeMap::new();
    for Module { path, types } in named.modules() {
        let defs = types.defs.iter().zip(&types.shapes);
        for (def, shape) in defs.filter(|(def, _)| is_shareable(def)) {
            let (home, said) = homes.entry((domain(path).to_vec(), *shape)).or_insert_with(|| {
                let said = def.fields().iter().map(|_| Documented::default());
                (path.to_vec(), said.collect())
            });
            if home_order(path) < home_order(home) {
                *home = path.to_vec();
            }
            let fields = said.iter_mut().zip(def.fields());
            fields.for_each(|(said, field)| said.also(field));
        }
    }
    for (path, types) in named.modules_mut() {
        let defs = types.defs.iter_mut().zip(&types.shapes);
        for (def, shape) in defs.filter(|(def, _)| is_shareable(def)) {
            if let Some((home, said)) = homes.get(&(domain(path).to_vec(), *shape)) {
                set(def, said);
                def.shared = (home != path).then(|| home.clone());
            }
        }
    }
}

/// Whether it may live in another module of its domain.
fn is_shareable(def: &TypeDef<'_>) -> bool {
    !def.top && !is_common(def)
}

/// A type is documented once: it must not say less than one of its operations allows, nor name the form of a time that
/// another of them writes otherwise.
fn set(def: &mut TypeDef<'_>, said: &[Documented]) {
    if let TypeKind::Record(fields) = &mut def.kind {
        for (field, said) in fields.iter_mut().zip(said) {
            field.length = said.length.unwrap_or(field.length);
            let only = (said.times.len() == 1).then(|| said.times.first().copied());
            field.time = only.flatten();
        }
    }
}

/// Rows of a table of error codes, as the runtime has them.
type ErrorTable<'a> = Vec<(Option<u16>, &'a str, Advice)>;

fn errors(named: &mut Crate<'_>) {
    let mut homes: BTreeMap<(Vec<String>, ErrorTable<'_>), Vec<String>> = BTreeMap::new();
    for (_, verb) in named.operations() {
        let home = homes.entry((domain(&verb.path).to_vec(), table(verb.operation)));
        let home = home.or_insert_with(|| verb.path.clone());
        if home_order(&verb.path) < home_order(home) {
            home.clone_from(&verb.path);
        }
    }
    for verb in named.verbs_mut() {
        let table = table(verb.operation);
        let home = homes.get(&(domain(&verb.path).to_vec(), table));
        verb.errors = home
            .filter(|home| **home != verb.path && !verb.operation.errors.is_empty())
            .cloned();
    }
}

fn table(operation: &Operation) -> ErrorTable<'_> {
    let rows = operation.errors.iter();
    rows.map(|one| (one.status, &*one.code, one.advice(operation)))
        .collect()
}

/// Whether it is a type of all domains.
fn is_common(def: &TypeDef<'_>) -> bool {
    def.shared.as_ref().is_some_and(|home| home[0] == COMMON)
}

/// Lets every answer and notification that is a common type be that.
fn common(named: &mut Crate<'_>) {
    let modules = std::mem::take(&mut named.common);
    let home = |is_it: &dyn Fn(&CommonModule<'_>) -> bool| modules.iter().position(is_it);
    let mut members: BTreeMap<Vec<String>, (usize, &str)> = BTreeMap::new();
    for (_, verb) in named.operations() {
        if let Some(at) = home(&|one| one.common.is_answer_of(verb.operation)) {
            members.insert(verb.path.clone(), (at, "Response"));
        }
    }
    for module in &named.notifications {
        if let Some(at) = home(&|one| one.common.is_content_of(module.notification)) {
            members.insert(module.path.clone(), (at, "Notification"));
        }
    }
    for (path, types) in named.modules_mut() {
        if let Some(&(at, root)) = members.get(path) {
            take_over(types, root, &modules[at]);
        }
    }
    named.common = modules;
}

/// Both were made of the same fields, so they have the same types in the same places, whatever these are called.
fn take_over(types: &mut Types<'_>, root: &str, home: &CommonModule<'_>) {
    let Some(root) = types
        .ids()
        .find(|&id| types.def(id).name == root && !types.def(id).stays)
    else {
        return;
    };
    let mut open: Vec<(TypeId, TypeId)> = home.types.ids().take(1).map(|top| (root, top)).collect();
    while let Some((own, there)) = open.pop() {
        let called = &home.types.def(there).name;
        let nested = |def: &TypeDef<'_>| -> Vec<TypeId> {
            def.fields()
                .iter()
                .filter_map(|field| field.ty.named().copied())
                .collect()
        };
        open.extend(
            nested(types.def(own))
                .into_iter()
                .zip(nested(home.types.def(there))),
        );
        let def = types.def_mut(own);
        def.called = (def.name != *called).then(|| called.clone());
        def.shared = Some(home.path.clone());
    }
}
