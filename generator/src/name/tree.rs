//! The tree of URL segments: modules, and steps of the chain.

use std::collections::{BTreeMap, BTreeSet};

use super::case::snake;
use super::{has_request, keyword};
use crate::ir::{Method, Operation, Segment};
use crate::krate::{Node, Types, Verb};

/// Operations below a segment, not yet named.
#[derive(Default)]
struct Branch<'a> {
    operations: Vec<&'a Operation>,
    children: BTreeMap<Segment, Branch<'a>>,
}

/// The tree of all operations; `mint` names an operation's types.
pub(super) fn build<'a>(
    operations: &'a [Operation],
    mint: &mut impl FnMut(&'a Operation) -> Types<'a>,
) -> Vec<Node<'a>> {
    let mut root = Branch::default();
    for operation in operations {
        let mut branch = &mut root;
        for segment in &operation.location {
            branch = branch.children.entry(segment.clone()).or_default();
        }
        branch.operations.push(operation);
    }
    named_children(root.children, &[], &BTreeSet::new(), mint)
}

/// Literal segments come before parameters, so they keep the plain name where both want it.
fn named_children<'a>(
    children: BTreeMap<Segment, Branch<'a>>,
    path: &[String],
    verbs: &BTreeSet<String>,
    mint: &mut impl FnMut(&'a Operation) -> Types<'a>,
) -> Vec<Node<'a>> {
    let mut taken = verbs.clone();
    let mut nodes: Vec<Node<'a>> = children
        .into_iter()
        .map(|(segment, branch)| {
            let (Segment::Literal(wire) | Segment::Param(wire)) = &segment;
            let mut name = keyword::escape(snake(wire));
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            let path = [path, &[name.clone()]].concat();
            node(segment, name, path, branch, mint)
        })
        .collect();
    nodes.sort_by(|a, b| a.name.cmp(&b.name));
    nodes
}

fn node<'a>(
    segment: Segment,
    name: String,
    path: Vec<String>,
    branch: Branch<'a>,
    mint: &mut impl FnMut(&'a Operation) -> Types<'a>,
) -> Node<'a> {
    let term = term(&segment, &branch);
    let verbs: Vec<Verb<'a>> = branch
        .operations
        .iter()
        .map(|operation| Verb {
            operation,
            name: verb(operation.method),
            has_request: has_request(operation),
            types: mint(operation),
        })
        .collect();
    let taken = verbs.iter().map(|verb| verb.name.to_owned()).collect();
    let children = named_children(branch.children, &path, &taken, mint);
    Node {
        segment,
        name,
        path,
        term,
        children,
        verbs,
    }
}

/// What the first operation below a parameter calls it.
fn term(segment: &Segment, branch: &Branch<'_>) -> String {
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

/// Method and module name of an HTTP verb.
fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
    }
}
