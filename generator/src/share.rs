//! One type where a domain says the same thing twice.
//!
//! A domain is the first segment below `v2` or `v3`, which is also a feature
//! (`v3/marketing`). Inside it, equal name and equal shape is one type: the
//! first module in the order of the tree defines it, the others re-export it,
//! so that a function over `Stock` takes every operation's `Stock`. A user's
//! path never changes: a shape that starts to differ for one operation changes
//! that module alone.

use std::collections::BTreeMap;

use crate::krate::{Crate, Node, Types};

/// Definitions of a domain: name and shape to the module that has them.
type Known = BTreeMap<(String, String), Vec<String>>;

/// Marks every repeated type as shared.
pub fn share(named: &mut Crate<'_>) {
    let mut domains: BTreeMap<Vec<String>, Known> = BTreeMap::new();
    for root in &mut named.roots {
        share_node(root, &mut domains);
    }
    for module in &mut named.notifications {
        let known = domains.entry(module.path[..2].to_vec()).or_default();
        // What a notification is answered with is said of its type, which is no other's then.
        let own = module.notification.wants_data().then_some("Notification");
        share_types(&mut module.types, &module.path, own, known);
    }
}

fn share_node(node: &mut Node<'_>, domains: &mut BTreeMap<Vec<String>, Known>) {
    let domain = node.path[..node.path.len().min(2)].to_vec();
    for verb in &mut node.verbs {
        let path = [node.path.as_slice(), &[verb.name.to_owned()]].concat();
        let known = domains.entry(domain.clone()).or_default();
        share_types(&mut verb.types, &path, None, known);
    }
    for child in &mut node.children {
        share_node(child, domains);
    }
}

/// Type `own` stays where it is.
fn share_types(types: &mut Types<'_>, path: &[String], own: Option<&str>, known: &mut Known) {
    for def in types.defs.iter_mut().filter(|def| own != Some(&def.name)) {
        let key = (def.name.clone(), def.shape.clone());
        match known.get(&key) {
            Some(home) => def.shared = Some(home.clone()),
            None => {
                known.insert(key, path.to_vec());
            }
        }
    }
}
