//! Which file names what another one defines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::tidy::modules::{Modules, Place, is_re_export, leaves};

/// From a file to others, and by which names.
pub(super) type Arrows = BTreeMap<PathBuf, BTreeMap<PathBuf, BTreeSet<String>>>;

pub(super) fn of(modules: &Modules) -> Arrows {
    let mut arrows = Arrows::new();
    for (place, module) in modules.iter() {
        let mut paths = Paths::default();
        for item in &module.items {
            paths.visit_item(item);
        }
        for path in paths.0 {
            match modules.definition(place, &path) {
                Some((to, name)) if to != module.file => {
                    let targets = arrows.entry(module.file.clone()).or_default();
                    targets.entry(to.to_owned()).or_default().insert(name);
                }
                _ => {}
            }
        }
    }
    arrows
}

/// Every path that stands somewhere.
#[derive(Default)]
struct Paths(BTreeSet<Place>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_re_export(item) {
            let found = leaves(&mut Vec::new(), &item.tree);
            self.0
                .extend(found.into_iter().filter_map(|(name, path)| name.map(|_| path)));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if !may_be_local(path) {
            self.add(path);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(function) = &*call.func {
            self.add(&function.path);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        // What a `macro_rules!` holds is resolved where it is called.
        if item.ident.is_none() {
            self.in_tokens(item.mac.tokens.clone());
        }
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.in_tokens(called.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// A name that a variable can have as well.
fn may_be_local(path: &syn::Path) -> bool {
    let name = path.get_ident().map(ToString::to_string);
    name.is_some_and(|name| name.starts_with(|first: char| first.is_lowercase()))
}

impl Paths {
    fn add(&mut self, path: &syn::Path) {
        if path.leading_colon.is_none() {
            let segments = path.segments.iter();
            self.0
                .insert(segments.map(|segment| segment.ident.to_string()).collect());
        }
    }

    fn add_unless_local(&mut self, path: Place) {
        if path.len() > 1 || path.iter().any(|name| !name.starts_with(char::is_lowercase)) {
            self.0.insert(path);
        }
    }

    /// Names joined by `::` in what a macro is given.
    fn in_tokens(&mut self, tokens: TokenStream) {
        let mut path = Place::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.add_unless_local(std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.add_unless_local(std::mem::take(&mut path));
                    self.in_tokens(group.stream());
                }
                _ => {
                    self.add_unless_local(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.add_unless_local(path);
    }
}
