//! The tree of URL segments: modules, and steps of the chain.

use std::collections::{BTreeMap, BTreeSet};

use super::case::snake;
use super::keyword;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fix::Held;
use crate::fix::ModuleName;
use crate::ir::{Operation, Segment, url};
use crate::plan::{Node, Types, Verb};

/// Operations below a segment, not yet named.
#[derive(Default)]
struct UnnamedBranch<'a> {
    operations: Vec<&'a Operation>,
    children: BTreeMap<Segment, UnnamedBranch<'a>>,
}

/// The tree of all operations; `mint` names an operation's types.
pub(super) fn build<'a>(
    operations: &'a [Operation],
    (modules, held): (&[ModuleName], Option<&Held>),
    mint: &mut impl FnMut(&'a Operation) -> Types<'a>,
) -> (Vec<Node<'a>>, Vec<Diagnostic>) {
    let mut root = UnnamedBranch::default();
    for operation in operations {
        let mut branch = &mut root;
        for segment in &operation.location {
            branch = branch.children.entry(segment.clone()).or_default();
        }
        branch.operations.push(operation);
    }
    let mut builder = TreeNamer {
        modules,
        held,
        mint,
        found: Vec::new(),
    };
    let roots = builder.children(root.children, &Position::default(), &BTreeSet::new());
    (roots, builder.found)
}

impl<'a> UnnamedBranch<'a> {
    /// The first operation here or below.
    fn first(&self) -> Option<&'a Operation> {
        let own = self.operations.first().copied();
        own.or_else(|| self.children.values().find_map(Self::first))
    }
}

/// Where a node is, in Rust's names and in the URL's.
#[derive(Default)]
struct Position {
    modules: Vec<String>,
    url: Vec<String>,
}

impl Position {
    fn below(&self, module: &str, segment: &Segment) -> Self {
        let segment = match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Param(name) => format!("{{{name}}}"),
        };
        Self {
            modules: [self.modules.as_slice(), &[module.to_owned()]].concat(),
            url: [self.url.as_slice(), &[segment]].concat(),
        }
    }
}

struct TreeNamer<'m, F> {
    modules: &'m [ModuleName],
    /// Names that modules of parameters had.
    held: Option<&'m Held>,
    mint: F,
    found: Vec<Diagnostic>,
}

impl<'a, F: FnMut(&'a Operation) -> Types<'a>> TreeNamer<'_, F> {
    /// Literal segments come before parameters, so they keep the plain name where both want it.
    fn children(
        &mut self,
        children: BTreeMap<Segment, UnnamedBranch<'a>>,
        place: &Position,
        verbs: &BTreeSet<String>,
    ) -> Vec<Node<'a>> {
        let mut taken = verbs.clone();
        let mut bare: BTreeSet<String> = verbs.iter().map(|name| without_underscores(name)).collect();
        let held: BTreeMap<Segment, String> = children
            .keys()
            .filter_map(|segment| Some((segment.clone(), self.kept(place, segment)?)))
            .collect();
        bare.extend(held.values().map(|name| without_underscores(name)));
        let mut nodes: Vec<Node<'a>> = children
            .into_iter()
            .map(|(segment, branch)| {
                if let Some(name) = held.get(&segment) {
                    taken.insert(name.clone());
                    let place = place.below(name, &segment);
                    return self.node(segment, name.clone(), place, branch);
                }
                let mut name = self.module_name(place, &segment);
                // A value beside a word of its own name: `batch` and `by_batch`.
                if bare.contains(&without_underscores(&name)) && matches!(segment, Segment::Param(_)) {
                    name = format!("by_{}", snake(segment.text()));
                }
                if !bare.insert(without_underscores(&name)) {
                    self.found.extend(clash(&name, &branch));
                }
                while !taken.insert(name.clone()) {
                    name.push('_');
                }
                let place = place.below(&name, &segment);
                self.node(segment, name, place, branch)
            })
            .collect();
        nodes.sort_by(|a, b| a.name.cmp(&b.name));
        nodes
    }

    /// The name that a parameter's module had, unless an override says another.
    fn kept(&self, place: &Position, segment: &Segment) -> Option<String> {
        let path = place.below("", segment).url.join("/");
        let is_decided = self.modules.iter().any(|module| module.path == path);
        let held = self.held.filter(|_| !is_decided)?;
        held.get(&path).cloned()
    }

    /// What an override says, or the segment in snake_case.
    fn module_name(&self, place: &Position, segment: &Segment) -> String {
        let path = place.below("", segment).url.join("/");
        match self.modules.iter().find(|module| module.path == path) {
            Some(module) => module.name.as_ref().clone(),
            None => keyword::escape(snake(segment.text())),
        }
    }

    fn node(
        &mut self,
        segment: Segment,
        name: String,
        place: Position,
        branch: UnnamedBranch<'a>,
    ) -> Node<'a> {
        let term = term(&segment, &branch);
        let verbs: Vec<Verb<'a>> = branch
            .operations
            .iter()
            .map(|operation| Verb {
                operation,
                name: operation.method.name(),
                path: [place.modules.as_slice(), &[operation.method.name().to_owned()]].concat(),
                feature: feature(&operation.location),
                has_request: operation.takes_request(),
                types: (self.mint)(operation),
                errors: None,
            })
            .collect();
        let taken = verbs.iter().map(|verb| verb.name.to_owned()).collect();
        let feature = match place.modules.as_slice() {
            [root, _] => Some(feature(&[Segment::Literal(root.clone()), segment.clone()])),
            _ => None,
        };
        let children = self.children(branch.children, &place, &taken);
        Node {
            segment,
            name,
            path: place.modules,
            url: format!("/{}", place.url.join("/")),
            term,
            feature,
            children,
            verbs,
        }
    }
}

/// What a reader sees of a name: `policy_periods` and `policy_periods_` are one.
fn without_underscores(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// A module that would be called nearly like another beside it.
fn clash(name: &str, branch: &UnnamedBranch<'_>) -> Option<Diagnostic> {
    let operation = branch.first()?;
    let message = format!(
        "a module `{name}` of {} is called like another one beside it, but for underscores",
        url(&operation.location)
    );
    let help =
        "give one of them a name that says what it is by a `[[module]]` in `docs-specs/overrides/names.toml`";
    let place = Place::line(operation.meta.origin.line, &(0..0));
    let page = format!("{}.md", operation.page);
    Some(Diagnostic::new(Code::NameClash, &page, place, message).help(help))
}

/// The feature of what lies below a place, such as `v3-pay`: its first two segments.
fn feature(location: &[Segment]) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let names: Vec<String> = location
        .iter()
        .take(2)
        .map(|segment| segment.text().chars().map(plain).collect())
        .collect();
    names.join("-")
}

/// What the first operation below a parameter calls it.
fn term(segment: &Segment, branch: &UnnamedBranch<'_>) -> String {
    let Segment::Param(name) = segment else {
        return String::new();
    };
    let own = branch
        .operations
        .iter()
        .flat_map(|operation| &operation.path_params);
    match own
        .into_iter()
        .find(|field| field.name == *name && !field.doc.text.is_empty())
    {
        Some(field) => field.doc.text.clone(),
        None => branch
            .children
            .values()
            .map(|child| term(segment, child))
            .find(|term| !term.is_empty())
            .unwrap_or_default(),
    }
}
