//! The functions that a crate's documentation shows.

use std::path::PathBuf;

use syn::{Attribute, ImplItem, Item, Signature, TraitItem};

use crate::tidy::modules::{Modules, Place, is_shown};
use crate::tidy::shown::{docs, header, shown};

/// A public function, method or function of a trait.
pub(super) struct Function {
    /// The type, the trait or the module that it belongs to; nothing at the crate's root.
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) is_method: bool,
    /// Its file, from the crate's folder.
    pub(super) file: PathBuf,
    pub(super) line: usize,
    /// Its documentation, and that of its owner.
    pub(super) docs: String,
    pub(super) owner_docs: String,
}

impl Function {
    /// As somebody who calls it writes it.
    pub(super) fn path(&self) -> String {
        match &*self.owner {
            "" => self.name.clone(),
            owner => format!("{owner}::{}", self.name),
        }
    }
}

/// The functions of a crate, in the order of its modules.
pub(super) fn of(modules: &Modules) -> Vec<Function> {
    let shown = shown(modules);
    let mut functions = Vec::new();
    for (place, module) in modules.iter() {
        for item in &module.items {
            let definition = match item {
                Item::Impl(item) if item.trait_.is_none() => path_of(&item.self_ty)
                    .and_then(|path| modules.definition(place, &path))
                    .map(|(file, name)| (file.to_owned(), name)),
                _ => header(item).map(|(name, ..)| (module.file.clone(), name.to_string())),
            };
            let Some((definition, shown)) = definition.and_then(|found| shown.get_key_value(&found)) else {
                continue;
            };
            let (owner, owner_docs) = match item {
                Item::Fn(_) => (shown.place.last().cloned().unwrap_or_default(), ""),
                _ => (definition.1.clone(), &*shown.docs),
            };
            functions.extend(
                signatures(item)
                    .into_iter()
                    .map(|(signature, attributes)| Function {
                        owner: owner.clone(),
                        name: signature.ident.to_string(),
                        is_method: signature.receiver().is_some(),
                        file: module.file.clone(),
                        line: signature.ident.span().start().line,
                        docs: docs(attributes),
                        owner_docs: owner_docs.to_owned(),
                    }),
            );
        }
    }
    functions
}

/// What can be called of an item from outside of the crate.
fn signatures(item: &Item) -> Vec<(&Signature, &[Attribute])> {
    match item {
        Item::Fn(item) => vec![(&item.sig, &item.attrs)],
        Item::Trait(item) => {
            let functions = item.items.iter().filter_map(|inside| match inside {
                TraitItem::Fn(inside) => Some((&inside.sig, &*inside.attrs)),
                _ => None,
            });
            functions
                .filter(|(_, attributes)| is_shown(&item.vis, attributes))
                .collect()
        }
        Item::Impl(item) => {
            let functions = item.items.iter().filter_map(|inside| match inside {
                ImplItem::Fn(inside) => Some((&inside.vis, &inside.sig, &*inside.attrs)),
                _ => None,
            });
            functions
                .filter(|(visibility, _, attributes)| is_shown(visibility, attributes))
                .map(|(_, signature, attributes)| (signature, attributes))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn path_of(written: &syn::Type) -> Option<Place> {
    match written {
        syn::Type::Path(found) => {
            let segments = found.path.segments.iter();
            Some(segments.map(|segment| segment.ident.to_string()).collect())
        }
        _ => None,
    }
}
