//! What the generated crate consists of: every name minted, nothing printed yet.

mod id;
mod rust_type;
mod shape;
mod types;

pub use id::{ShapeId, TypeId};
pub use rust_type::RustType;
pub use shape::{FieldShape, Shape, Shapes};
pub use types::{Carrier, FieldDef, TypeDef, TypeKind, Types, VariantDef};

use crate::ir::{Common, Notification, Operation, Segment};

/// The whole crate.
#[derive(Debug, Default)]
pub struct Crate<'a> {
    /// `v2` and `v3`.
    pub roots: Vec<Node<'a>>,
    /// Notification modules, ordered by page.
    pub notifications: Vec<NotificationModule<'a>>,
    /// Modules of types that operations and notifications have in common.
    pub common: Vec<CommonModule<'a>>,
}

/// One segment of the URL tree: a module, and a step of the chain.
#[derive(Debug)]
pub struct Node<'a> {
    /// The segment that it stands for.
    pub segment: Segment,
    /// Its module and method name.
    pub name: String,
    /// Module path from the crate's root, this node included.
    pub path: Vec<String>,
    /// The documented URL down to here: `/v3/refund/domestic/refunds/{out_refund_no}`.
    pub url: String,
    /// What the value is called, for a parameter: 商户订单号.
    pub term: String,
    /// The feature that it and everything below is behind, if it is a child of a root: `v3-pay`.
    pub feature: Option<String>,
    /// Deeper segments, ordered by name.
    pub children: Vec<Node<'a>>,
    /// The operations of this very URL, in page order.
    pub verbs: Vec<Verb<'a>>,
}

/// One operation: a method that ends the chain, and a module with its types.
#[derive(Debug)]
pub struct Verb<'a> {
    /// What the documentation says.
    pub operation: &'a Operation,
    /// `get`, `post`, `put`, `patch`, `delete`: method and module.
    pub name: &'static str,
    /// Module path from the crate's root: the segment's, then the name.
    pub path: Vec<String>,
    /// The feature that it is behind, such as `v3-pay`.
    pub feature: String,
    /// Whether the caller has anything to fill in besides the path.
    pub has_request: bool,
    /// Its types, `Request` first.
    pub types: Types<'a>,
    /// The module that has the same table of error codes, if this one only refers to it.
    pub errors: Option<Vec<String>>,
}

/// A notification's module.
#[derive(Debug)]
pub struct NotificationModule<'a> {
    /// What the documentation says.
    pub notification: &'a Notification,
    /// `transaction_success`
    pub name: String,
    /// `TransactionSuccess`
    pub variant: String,
    /// The variants of `Event` that it becomes: one for each outcome.
    pub events: Vec<EventDef>,
    /// `["webhook", "v3", "transaction_success"]`
    pub path: Vec<String>,
    /// Its types, `Notification` first.
    pub types: Types<'a>,
}

/// The module of a type that operations and notifications have in common.
#[derive(Debug)]
pub struct CommonModule<'a> {
    /// What the documentation says.
    pub common: &'a Common,
    /// `["types", "transaction"]`
    pub path: Vec<String>,
    /// Its types, the common one first.
    pub types: Types<'a>,
}

/// A variant of `Event`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDef {
    /// `TransactionSuccess`
    pub name: String,
    /// The `event_type` values that lead to it.
    pub event_types: Vec<String>,
    /// v2: whether it is that of the notification's failure.
    pub failed: bool,
}

/// A module with types.
#[derive(Debug, Clone, Copy)]
pub struct Module<'n, 'a> {
    /// Module path from the crate's root.
    pub path: &'n [String],
    /// What it defines or re-exports.
    pub types: &'n Types<'a>,
}

/// The part of a module path inside which equal types are one: `v3::marketing`, `webhook::v2`.
#[must_use]
pub fn domain(path: &[String]) -> &[String] {
    &path[..path.len().min(2)]
}

/// Words of a module's path that say that it is for partners (服务商).
const PARTNERS: &[&str] = &["partner", "partnerpay", "sp"];

/// Which of several modules a shared type lives in: the least. A merchant's own before a partner's, then the shortest,
/// then the first.
#[must_use]
pub fn home_order(path: &[String]) -> (bool, usize, &[String]) {
    let is_partners = path
        .iter()
        .flat_map(|name| name.split('_'))
        .any(|word| PARTNERS.contains(&word));
    (is_partners, path.len(), path)
}

impl<'a> Crate<'a> {
    /// Every segment, parents before their children.
    pub fn nodes(&self) -> impl Iterator<Item = &Node<'a>> {
        let mut waiting: Vec<&Node<'a>> = self.roots.iter().rev().collect();
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            waiting.extend(node.children.iter().rev());
            Some(node)
        })
    }

    /// Every operation with the segment that it lies at, in the order of the tree.
    pub fn operations(&self) -> impl Iterator<Item = (&Node<'a>, &Verb<'a>)> {
        self.nodes()
            .flat_map(|node| node.verbs.iter().map(move |verb| (node, verb)))
    }

    /// Every operation in the order of the tree, to be changed.
    pub fn verbs_mut(&mut self) -> Vec<&mut Verb<'a>> {
        fn collect<'n, 'a>(node: &'n mut Node<'a>, out: &mut Vec<&'n mut Verb<'a>>) {
            out.extend(&mut node.verbs);
            for child in &mut node.children {
                collect(child, out);
            }
        }
        let mut out = Vec::new();
        for root in &mut self.roots {
            collect(root, &mut out);
        }
        out
    }

    /// Every module with types: the operations' in the order of the tree, then the notifications'.
    pub fn modules(&self) -> impl Iterator<Item = Module<'_, 'a>> {
        let operations = self.operations().map(|(_, verb)| verb.module());
        operations.chain(self.notifications.iter().map(NotificationModule::module))
    }

    /// The same, to be changed.
    pub fn modules_mut(&mut self) -> Vec<(&[String], &mut Types<'a>)> {
        fn collect<'n, 'a>(node: &'n mut Node<'a>, out: &mut Vec<(&'n [String], &'n mut Types<'a>)>) {
            out.extend(node.verbs.iter_mut().map(|verb| (&*verb.path, &mut verb.types)));
            for child in &mut node.children {
                collect(child, out);
            }
        }
        let mut out = Vec::new();
        for root in &mut self.roots {
            collect(root, &mut out);
        }
        let notifications = self.notifications.iter_mut();
        out.extend(notifications.map(|one| (&*one.path, &mut one.types)));
        out
    }
}

impl Node<'_> {
    /// The steps of the chain down to here: `v3().pay()…`; `value` writes what a parameter's method is given.
    pub fn chain(&self, location: &[Segment], value: impl Fn(&str) -> String) -> String {
        let step = |(name, segment): (&String, &Segment)| match segment {
            Segment::Literal(_) => format!("{name}()"),
            Segment::Param(_) => format!("{name}({})", value(name)),
        };
        let steps: Vec<String> = self.path.iter().zip(location).map(step).collect();
        steps.join(".")
    }
}

impl<'a> Verb<'a> {
    /// Its module.
    pub fn module(&self) -> Module<'_, 'a> {
        Module {
            path: &self.path,
            types: &self.types,
        }
    }
}

impl<'a> NotificationModule<'a> {
    /// Its module.
    pub fn module(&self) -> Module<'_, 'a> {
        Module {
            path: &self.path,
            types: &self.types,
        }
    }
}
