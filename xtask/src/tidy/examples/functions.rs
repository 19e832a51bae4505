//! The functions that a crate's documentation shows.

use std::collections::BTreeMap;
use std::path::PathBuf;

use syn::{Attribute, Ident, ImplItem, Item, Signature, TraitItem, Visibility};

use crate::tidy::modules::{Modules, Place, is_shown, leaves};

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

/// A file, and a name that it defines.
type Definition = (PathBuf, String);

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

/// What the documentation has a page of.
struct Shown {
    place: Place,
    docs: String,
}

/// By the public modules and the re-exports in them; `pub` alone says nothing in a private module.
fn shown(modules: &Modules) -> BTreeMap<Definition, Shown> {
    let mut written = BTreeMap::new();
    for (_, module) in modules.iter() {
        for (name, _, attributes) in module.items.iter().filter_map(header) {
            written.insert((module.file.clone(), name.to_string()), docs(attributes));
        }
    }
    let mut found = BTreeMap::new();
    let mut add = |place: &Place, definition: Definition| {
        let docs = written.get(&definition).cloned().unwrap_or_default();
        let place = place.clone();
        found.entry(definition).or_insert(Shown { place, docs });
    };
    for (place, module) in modules.iter().filter(|(place, _)| modules.is_shown(place)) {
        for item in &module.items {
            match item {
                Item::Use(item) if is_shown(&item.vis, &item.attrs) => {
                    for (_, path) in leaves(&mut Vec::new(), &item.tree) {
                        if let Some((file, name)) = modules.definition(place, &path) {
                            add(place, (file.to_owned(), name));
                        }
                    }
                }
                _ => {
                    if let Some((name, visibility, attributes)) = header(item)
                        && is_shown(visibility, attributes)
                    {
                        add(place, (module.file.clone(), name.to_string()));
                    }
                }
            }
        }
    }
    found
}

fn header(item: &Item) -> Option<(&Ident, &Visibility, &[Attribute])> {
    match item {
        Item::Enum(item) => Some((&item.ident, &item.vis, &item.attrs)),
        Item::Fn(item) => Some((&item.sig.ident, &item.vis, &item.attrs)),
        Item::Struct(item) => Some((&item.ident, &item.vis, &item.attrs)),
        Item::Trait(item) => Some((&item.ident, &item.vis, &item.attrs)),
        _ => None,
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

/// The text of `///`.
fn docs(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|one| one.path().is_ident("doc")) {
        if let syn::Meta::NameValue(value) = &attribute.meta
            && let syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(line),
                ..
            }) = &value.value
        {
            let line = line.value();
            text += line.strip_prefix(' ').unwrap_or(&line);
            text.push('\n');
        }
    }
    text
}
