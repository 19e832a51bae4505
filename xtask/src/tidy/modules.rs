//! The modules of a crate as its files declare them, and what a path in one of them means.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Item, UseTree, Visibility};

/// Where a module is, from the crate's root.
pub(super) type Place = Vec<String>;

/// Every module of a crate.
#[derive(Default)]
pub(super) struct Modules {
    /// The folder of the crate's root file.
    pub(super) folder: PathBuf,
    all: BTreeMap<Place, Module>,
    /// Those that the crate's documentation has a page of.
    shown: BTreeSet<Place>,
}

/// One module, a file of its own or not.
#[derive(Default)]
pub(super) struct Module {
    /// Its file, from the folder.
    pub(super) file: PathBuf,
    pub(super) items: Vec<Item>,
    defined: Vec<String>,
    /// Names that stand for a path.
    imports: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
}

/// No chain of re-exports is as long; two that lead to each other are endless.
const STEPS: usize = 16;

impl Modules {
    /// Reads the crate below its root file. What is no Rust is told by another rule.
    pub(super) fn of_crate(root: &Path) -> Self {
        let mut modules = Self {
            folder: root.parent().unwrap_or(root).to_owned(),
            ..Self::default()
        };
        let name = PathBuf::from(root.file_name().unwrap_or_default());
        modules.read(Vec::new(), name, PathBuf::new());
        modules
    }

    /// Reads the root file of a crate and none below it.
    pub(super) fn of_file(root: &Path) -> Self {
        let mut modules = Self {
            folder: root.parent().unwrap_or(root).to_owned(),
            ..Self::default()
        };
        let text = |file: &Path| (file == Path::new("lib.rs")).then(|| fs::read_to_string(root).ok())?;
        modules.parse(Vec::new(), "lib.rs".into(), PathBuf::new(), &text);
        modules
    }

    /// A crate made of `(file, text)`, for tests.
    #[cfg(test)]
    pub(super) fn of_texts(texts: &[(&str, &str)]) -> Self {
        let mut modules = Self::default();
        let text = |file: &Path| {
            let found = texts.iter().find(|(name, _)| Path::new(name) == file)?;
            Some(found.1.to_owned())
        };
        modules.parse(Vec::new(), "lib.rs".into(), PathBuf::new(), &text);
        modules
    }

    fn read(&mut self, place: Place, file: PathBuf, below: PathBuf) {
        let folder = self.folder.clone();
        let text = |file: &Path| fs::read_to_string(folder.join(file)).ok();
        self.parse(place, file, below, &text);
    }

    /// One file, and those that it declares; `below` is the folder where they are.
    fn parse(&mut self, place: Place, file: PathBuf, below: PathBuf, text: &dyn Fn(&Path) -> Option<String>) {
        let Some(parsed) = text(&file).and_then(|text| syn::parse_file(&text).ok()) else {
            return;
        };
        self.add(place, file, below, parsed.items, text);
    }

    fn add(
        &mut self,
        place: Place,
        file: PathBuf,
        below: PathBuf,
        items: Vec<Item>,
        text: &dyn Fn(&Path) -> Option<String>,
    ) {
        let mut module = Module {
            file,
            ..Module::default()
        };
        for item in items {
            if is_for_tests(&item) {
                continue;
            }
            module.define(&item);
            let Item::Mod(declared) = item else {
                module.items.push(item);
                continue;
            };
            let name = declared.ident.to_string();
            let inside = [&*place, std::slice::from_ref(&name)].concat();
            let folder = below.join(&name);
            if is_shown(&declared.vis, &declared.attrs) {
                self.shown.insert(inside.clone());
            }
            match declared.content {
                Some((_, items)) => self.add(inside, module.file.clone(), folder, items, text),
                None => {
                    let stated = stated_path(&declared.attrs).map(|path| {
                        let own = module.file.parent().unwrap_or(Path::new(""));
                        own.join(path)
                    });
                    let usual = [below.join(format!("{name}.rs")), folder.join("mod.rs")];
                    let mut candidates = stated.into_iter().chain(usual);
                    if let Some(file) = candidates.find(|file| text(file).is_some()) {
                        // Of two files for one module, by feature, both are its children's parents.
                        if !self.all.contains_key(&inside) {
                            self.parse(inside, file, folder, text);
                        }
                    }
                }
            }
        }
        self.all.insert(place, module);
    }

    /// Whether each module on the way to this one is public, and not hidden from the documentation.
    pub(super) fn is_shown(&self, place: &[String]) -> bool {
        (1..=place.len()).all(|length| self.shown.contains(&place[..length]))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Place, &Module)> {
        self.all.iter()
    }

    /// The file that defines what a path in a module means, and its name there, if it is of this crate and no module.
    pub(super) fn definition(&self, from: &Place, path: &[String]) -> Option<(&Path, String)> {
        self.resolve(from, path, STEPS)
    }

    fn resolve(&self, from: &Place, path: &[String], steps: usize) -> Option<(&Path, String)> {
        let steps = steps.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk(&Vec::new(), rest, steps),
            "self" => self.walk(from, rest, steps),
            "super" => {
                let (_, above) = from.split_last()?;
                let above = above.to_vec();
                match rest.first().is_some_and(|next| next == "super") {
                    true => self.resolve(&above, rest, steps),
                    false => self.walk(&above, rest, steps),
                }
            }
            _ => self.walk(from, path, steps),
        }
    }

    /// Follows names from a module on, through modules and imports, to a definition.
    fn walk(&self, at: &Place, path: &[String], steps: usize) -> Option<(&Path, String)> {
        let (name, rest) = path.split_first()?;
        let module = self.all.get(at)?;
        let inside = [&**at, std::slice::from_ref(name)].concat();
        if self.all.contains_key(&inside) {
            return self.walk(&inside, rest, steps);
        }
        if module.defined.contains(name) {
            return Some((&module.file, name.clone()));
        }
        if let Some(target) = module.imports.get(name) {
            let whole = [&**target, rest].concat();
            // `use name;` of another crate.
            return (whole != path || target.len() > 1)
                .then(|| self.resolve(at, &whole, steps))
                .flatten();
        }
        let mut globs = module.globs.iter();
        globs.find_map(|glob| self.resolve(at, &[glob, path].concat(), steps))
    }
}

impl Module {
    fn define(&mut self, item: &Item) {
        let name = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::TraitAlias(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            Item::Use(item) => return self.import(&mut Vec::new(), &item.tree),
            _ => return,
        };
        self.defined.push(name.to_string());
    }

    fn import(&mut self, before: &mut Vec<String>, tree: &UseTree) {
        for (name, path) in leaves(before, tree) {
            match name {
                Some(name) => {
                    self.imports.insert(name, path);
                }
                None => self.globs.push(path),
            }
        }
    }
}

/// The names that a `use` gives, and their paths; a name is `None` for `*`.
pub(super) fn leaves(before: &mut Vec<String>, tree: &UseTree) -> Vec<(Option<String>, Vec<String>)> {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            let found = leaves(before, &path.tree);
            before.pop();
            found
        }
        UseTree::Group(group) => group.items.iter().flat_map(|tree| leaves(before, tree)).collect(),
        UseTree::Glob(_) => vec![(None, before.clone())],
        UseTree::Name(name) if name.ident == "self" => vec![(before.last().cloned(), before.clone())],
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            vec![(Some(name.clone()), [&**before, &[name]].concat())]
        }
        UseTree::Rename(named) => {
            let path = [&**before, &[named.ident.to_string()]].concat();
            vec![(Some(named.rename.to_string()), path)]
        }
    }
}

/// Whether a `use` only hands something on.
pub(super) fn is_re_export(item: &syn::ItemUse) -> bool {
    !matches!(item.vis, Visibility::Inherited)
}

/// Public, and not `#[doc(hidden)]`.
pub(super) fn is_shown(visibility: &Visibility, attributes: &[syn::Attribute]) -> bool {
    let is_hidden = |one: &syn::Attribute| {
        one.path().is_ident("doc")
            && one
                .parse_args::<syn::Path>()
                .is_ok_and(|word| word.is_ident("hidden"))
    };
    matches!(visibility, Visibility::Public(_)) && !attributes.iter().any(is_hidden)
}

/// `#[path = "…"]`
fn stated_path(attributes: &[syn::Attribute]) -> Option<String> {
    let stated = attributes.iter().find(|one| one.path().is_ident("path"))?;
    let syn::Meta::NameValue(value) = &stated.meta else {
        return None;
    };
    match &value.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// Under `cfg(test)`, `cfg(doctest)` or `cfg(doc)`.
fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return false,
    };
    let mut conditions = attributes.iter().filter(|one| one.path().is_ident("cfg"));
    conditions.any(|one| {
        one.parse_args::<syn::Path>()
            .is_ok_and(|path| ["test", "doctest", "doc"].iter().any(|name| path.is_ident(name)))
    })
}
