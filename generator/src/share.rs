//! One type where a domain says the same thing twice.
//!
//! A domain is the first segment below `v2` or `v3`, which is also a feature
//! (`v3/marketing`). Inside it, equal name and equal shape is one type: the
//! first module in the order of the tree defines it, the others re-export it,
//! so that a function over `Stock` takes every operation's `Stock`. A user's
//! path never changes: a shape that starts to differ for one operation changes
//! that module alone.

use std::collections::BTreeMap;

use crate::ir::{Advice, Length};
use crate::plan::{Crate, ShapeId, TypeDef, TypeKind, domain};

/// Marks every repeated type and table of error codes as shared.
#[must_use]
pub fn share(mut named: Crate<'_>) -> Crate<'_> {
    types(&mut named);
    errors(&mut named);
    named
}

/// The module that defines a type, and how long the texts of its fields may be.
type Home = (Vec<String>, Vec<Length>);

fn types(named: &mut Crate<'_>) {
    let mut homes: BTreeMap<(Vec<String>, ShapeId), Home> = BTreeMap::new();
    for (path, types) in named.modules_mut() {
        let defs = types.defs.iter_mut().zip(&types.shapes);
        for (def, shape) in defs.filter(|(def, _)| !def.stays) {
            match homes.get_mut(&(domain(path).to_vec(), *shape)) {
                Some((home, lengths)) => {
                    def.shared = Some(home.clone());
                    let own = def.fields().iter().map(|field| field.length);
                    lengths
                        .iter_mut()
                        .zip(own)
                        .for_each(|(length, own)| *length = length.or(own));
                }
                None => {
                    let lengths = def.fields().iter().map(|field| field.length).collect();
                    homes.insert((domain(path).to_vec(), *shape), (path.to_vec(), lengths));
                }
            }
        }
    }
    for (path, types) in named.modules_mut() {
        let defs = types.defs.iter_mut().zip(&types.shapes);
        for (def, shape) in defs.filter(|(def, _)| !def.stays) {
            if let Some((_, lengths)) = homes.get(&(domain(path).to_vec(), *shape)) {
                set(def, lengths);
            }
        }
    }
}

/// A type is documented once: it must not say less than one of its operations allows.
fn set(def: &mut TypeDef<'_>, lengths: &[Length]) {
    if let TypeKind::Record(fields) = &mut def.kind {
        for (field, length) in fields.iter_mut().zip(lengths) {
            field.length = *length;
        }
    }
}

/// Rows of a table of error codes, as the runtime has them.
type Table<'a> = Vec<(Option<u16>, &'a str, Advice)>;

fn errors(named: &mut Crate<'_>) {
    let mut homes: BTreeMap<(Vec<String>, Table<'_>), Vec<String>> = BTreeMap::new();
    for verb in named.verbs_mut() {
        let operation = verb.operation;
        let rows = operation.errors.iter();
        let table: Table<'_> = rows
            .map(|one| (one.status, &*one.code, one.advice(operation)))
            .collect();
        match homes.get(&(domain(&verb.path).to_vec(), table.clone())) {
            Some(home) if !table.is_empty() => verb.errors = Some(home.clone()),
            _ => {
                homes.insert((domain(&verb.path).to_vec(), table), verb.path.clone());
            }
        }
    }
}
