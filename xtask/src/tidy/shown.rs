//! What a crate's documentation has a page of.

use std::collections::BTreeMap;
use std::path::PathBuf;

use syn::{Attribute, Ident, Item, Visibility};

use super::modules::{Modules, Place, is_shown, leaves};

/// A file, and a name that it defines.
pub(super) type Definition = (PathBuf, String);

/// What the documentation has a page of.
pub(super) struct Shown {
    pub(super) place: Place,
    pub(super) docs: String,
}

/// By the public modules and the re-exports in them; `pub` alone says nothing in a private module.
pub(super) fn shown(modules: &Modules) -> BTreeMap<Definition, Shown> {
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

/// Name, visibility and attributes of what has a page of its own.
pub(super) fn header(item: &Item) -> Option<(&Ident, &Visibility, &[Attribute])> {
    match item {
        Item::Enum(item) => Some((&item.ident, &item.vis, &item.attrs)),
        Item::Fn(item) => Some((&item.sig.ident, &item.vis, &item.attrs)),
        Item::Struct(item) => Some((&item.ident, &item.vis, &item.attrs)),
        Item::Trait(item) => Some((&item.ident, &item.vis, &item.attrs)),
        _ => None,
    }
}

/// The text of `///`.
pub(super) fn docs(attributes: &[Attribute]) -> String {
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
