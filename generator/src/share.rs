//! One type where a domain says the same thing twice.
//!
//! A domain is the first segment below `v2` or `v3`, which is also a feature
//! (`v3/marketing`). Inside it, equal name and equal shape is one type: the
//! first module in the order of the tree defines it, the others re-export it,
//! so that a function over `Stock` takes every operation's `Stock`. A user's
//! path never changes: a shape that starts to differ for one operation changes
//! that module alone.

use std::collections::BTreeMap;

use crate::plan::{Crate, ShapeId, domain};

/// Marks every repeated type as shared.
#[must_use]
pub fn share(mut named: Crate<'_>) -> Crate<'_> {
    let mut homes: BTreeMap<(Vec<String>, ShapeId), Vec<String>> = BTreeMap::new();
    for (path, types) in named.modules_mut() {
        let defs = types.defs.iter_mut().zip(&types.shapes);
        for (def, shape) in defs.filter(|(def, _)| !def.stays) {
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
