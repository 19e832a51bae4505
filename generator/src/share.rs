//! One type where a domain says the same thing twice.
//!
//! A domain is the first segment below `v2` or `v3`, which is also a feature
//! (`v3/marketing`). Inside it, equal name and equal shape is one type: the
//! first module in the order of the tree defines it, the others re-export it,
//! so that a function over `Stock` takes every operation's `Stock`. A user's
//! path never changes: a shape that starts to differ for one operation changes
//! that module alone.
//!
//! What the overrides say to be one type is one in all domains: a module of its own, which is always there, defines it,
//! and each `Response` and `Notification` that it is re-exports it.

use std::collections::BTreeMap;

use crate::plan::{CommonModule, Crate, ShapeId, TypeDef, TypeId, Types, domain};

/// Marks every repeated type as shared.
#[must_use]
pub fn share(mut named: Crate<'_>) -> Crate<'_> {
    share_common(&mut named);
    let mut homes: BTreeMap<(Vec<String>, ShapeId), Vec<String>> = BTreeMap::new();
    for (path, types) in named.modules_mut() {
        let defs = types.defs.iter_mut().zip(&types.shapes);
        for (def, shape) in defs.filter(|(def, _)| !def.stays && def.shared.is_none()) {
            match homes.get(&(domain(path).to_vec(), *shape)) {
                Some(home) => def.shared = Some(home.clone()),
                None => {
                    homes.insert((domain(path).to_vec(), *shape), path.to_vec());
                }
            }
        }
    }
    named
}

/// Lets every answer and notification that is a common type be that.
fn share_common(named: &mut Crate<'_>) {
    let common = std::mem::take(&mut named.common);
    let home = |is_it: &dyn Fn(&CommonModule<'_>) -> bool| common.iter().position(is_it);
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
            take_over(types, root, &common[at]);
        }
    }
    named.common = common;
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
