//! Rows as a tree.
//!
//! The parent of a row is the nearest row above it with a smaller indent. A
//! line row says that what follows is the content of a string, or another
//! alternative of a row above.

use super::context::Context;
use crate::diagnostic::Code;
use crate::page::{DEEPEST, REPEATED, Row, Table};

/// A row and what is below it, at most [`DEEPEST`] levels: what walks the tree may recurse.
#[derive(Debug, Clone)]
pub(crate) struct RowNode<'p> {
    pub row: &'p Row,
    /// Further rows of the same field: of another case, or of another alternative.
    pub also: Vec<&'p Row>,
    pub children: Vec<RowNode<'p>>,
    /// A line row stands above it: it is the first row of some content.
    pub after_line: bool,
    /// It is one of several alternatives, or a field of one: never required.
    pub alternative: bool,
}

impl RowNode<'_> {
    pub(crate) fn name(&self) -> &str {
        &self.row.name.text
    }

    /// The type as written, without backticks.
    pub(crate) fn ty(&self) -> &str {
        self.row.ty.text.trim_matches('`')
    }

    /// All rows of the field.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        [self.row].into_iter().chain(self.also.iter().copied())
    }

    /// Whether it is the string that AES encrypts.
    pub(super) fn is_cipher(&self) -> bool {
        is_cipher(self.row)
    }
}

fn is_cipher(row: &Row) -> bool {
    row.ty
        .value("data-encrypted")
        .is_some_and(|how| how.starts_with("by-aes-"))
}

fn is_encoded(row: &Row) -> bool {
    ["data-encoded", "data-encoded-by"]
        .iter()
        .any(|name| row.ty.has(name))
}

fn is_object(row: &Row) -> bool {
    matches!(row.ty.text.trim_matches('`'), "object" | "object[]")
}

/// A node while the tree grows: an index into the list of all.
struct Growing<'p> {
    row: &'p Row,
    parent: Option<usize>,
    indent: usize,
    after_line: bool,
    children: Vec<usize>,
}

struct Builder<'p> {
    entries: Vec<Growing<'p>>,
    /// Ancestors of the next row, outermost first.
    open: Vec<usize>,
    /// The line row above the next row.
    line: Option<&'p Row>,
}

/// Builds the tree of a table; duplicate siblings become one.
pub(super) fn build<'p>(context: &mut Context, table: &'p Table) -> Vec<RowNode<'p>> {
    let mut builder = Builder {
        entries: Vec::new(),
        open: Vec::new(),
        line: None,
    };
    for row in &table.rows {
        if row.is_line() {
            context.rows.lines += 1;
            if let Some(stray) = builder.line.replace(row) {
                context.report(Code::StrayLine, stray, "two line rows follow each other");
            }
        } else if row.is_kind() {
            context.rows.kinds += 1;
        } else {
            builder.add(context, row);
        }
    }
    if let Some(stray) = builder.line {
        context.report(Code::StrayLine, stray, "nothing follows this line row");
    }
    let mut roots = Vec::new();
    for index in 0..builder.entries.len() {
        if builder.entries[index].parent.is_none() {
            roots.push(builder.node(index));
        }
    }
    merge(context, roots, false)
}

impl<'p> Builder<'p> {
    fn add(&mut self, context: &mut Context, row: &'p Row) {
        let indent = self.indent(context, row);
        while self
            .open
            .last()
            .is_some_and(|&top| self.entries[top].indent >= indent)
        {
            self.open.pop();
        }
        let line = self.line.take();
        if let Some(line) = line {
            self.enter_content(context, line, row, indent);
        }
        let parent = self.open.last().copied();
        if let Some(parent) = parent {
            self.check_parent(context, parent, row, line.is_some());
        }
        let depth = parent.map_or(0, |parent| self.entries[parent].indent + 1);
        if indent > depth {
            let message = format!(
                "`{}` has indent {indent}; expected at most {depth} here",
                row.name.text
            );
            context.report(Code::IndentGap, row, message);
        }
        let index = self.entries.len();
        self.entries.push(Growing {
            row,
            parent,
            indent,
            after_line: line.is_some(),
            children: Vec::new(),
        });
        if let Some(parent) = parent {
            self.entries[parent].children.push(index);
        }
        self.open.push(index);
    }

    fn indent(&self, context: &mut Context, row: &Row) -> usize {
        let Some(written) = row.name.value("data-indent") else {
            return 0;
        };
        if let Ok(indent) = written.parse()
            && (1..=DEEPEST).contains(&indent)
        {
            return indent;
        }
        let message = format!(
            "`{}` has the indent `{written}`; expected 1 to {DEEPEST}",
            row.name.text
        );
        context.report(Code::BadIndent, row, message);
        // Most likely a field of the object right above, or a sibling.
        self.open.last().map_or(0, |&top| {
            let above = &self.entries[top];
            (above.indent + usize::from(is_object(above.row))).min(DEEPEST)
        })
    }

    /// Below a line row the parent may be another than the row right above.
    fn enter_content(&mut self, context: &mut Context, line: &Row, row: &Row, indent: usize) {
        let parent = self.open.last().copied();
        let siblings = |of: Option<usize>| match of {
            Some(parent) => self.entries[parent].children.clone(),
            None => (0..self.entries.len())
                .filter(|&at| self.entries[at].parent.is_none())
                .collect(),
        };
        // Content at the indent of the encrypted string itself.
        let same_level = siblings(parent);
        let cipher = same_level
            .iter()
            .copied()
            .find(|&at| is_cipher(self.entries[at].row));
        if let Some(cipher) = cipher {
            self.open.push(cipher);
            return;
        }
        let repeats = |name: &str| {
            same_level
                .iter()
                .any(|&at| self.entries[at].row.name.text == name)
        };
        let Some(parent) = parent else {
            if !repeats(&row.name.text) {
                context.report(
                    Code::StrayLine,
                    line,
                    "this line row introduces no content of a string",
                );
            }
            return;
        };
        let entry = &self.entries[parent];
        if is_object(entry.row) {
            // Another alternative of a row above needs no string.
            if !repeats(&row.name.text) {
                context.report(
                    Code::StrayLine,
                    line,
                    "this line row introduces no content of a string",
                );
            }
            return;
        }
        if is_cipher(entry.row) || is_encoded(entry.row) {
            return;
        }
        // Some other column stands between the encrypted string and its content.
        let marked = |&at: &usize| is_cipher(self.entries[at].row) || is_encoded(self.entries[at].row);
        let empty = |&at: &usize| self.entries[at].children.is_empty();
        let mut nearest = siblings(entry.parent).into_iter().rev();
        let better = nearest.find(|at| marked(at) && empty(at) && self.entries[*at].indent < indent);
        if let Some(better) = better {
            self.open.pop();
            self.open.push(better);
        }
    }

    fn check_parent(&self, context: &mut Context, parent: usize, row: &Row, after_line: bool) {
        let above = &self.entries[parent];
        let has_content = above.children.iter().any(|&child| self.entries[child].after_line);
        let is_text = above.row.ty.text == "string";
        if is_object(above.row) || (is_text && (after_line || has_content)) {
            return;
        }
        if above.children.is_empty() {
            let (name, ty) = (&above.row.name.text, &above.row.ty.text);
            let message = format!(
                "`{}` is indented below `{name}`, which is a `{ty}`",
                row.name.text
            );
            context.report(Code::ChildOfScalar, row, message);
        }
    }

    fn node(&self, index: usize) -> RowNode<'p> {
        let entry = &self.entries[index];
        let children = entry.children.iter().map(|&child| self.node(child)).collect();
        RowNode {
            row: entry.row,
            also: Vec::new(),
            children,
            after_line: entry.after_line,
            alternative: false,
        }
    }
}

/// Joins siblings of one name. Alternatives become one object whose fields are
/// all optional.
fn merge<'p>(context: &mut Context, nodes: Vec<RowNode<'p>>, quiet: bool) -> Vec<RowNode<'p>> {
    let mut merged: Vec<(RowNode<'p>, bool)> = Vec::new();
    for node in nodes {
        let twin = merged.iter_mut().find(|(known, _)| known.name() == node.name());
        let Some((known, joined)) = twin else {
            merged.push((node, false));
            continue;
        };
        context.rows.merged += 1;
        let (name, ty, line) = (node.name(), node.ty(), known.row.line);
        if known.ty() != ty {
            let first = known.ty();
            let message = format!("`{name}` is a `{ty}` here, and a `{first}` in line {line}, which counts");
            context.report(Code::DuplicateName, node.row, message);
        } else if !(quiet || node.after_line || node.row.name.has(REPEATED)) {
            let message = format!("`{name}` is there twice, first in line {line}");
            context.report(Code::DuplicateName, node.row, message);
        }
        known.also.push(node.row);
        known.also.extend(node.also);
        known.children.extend(node.children);
        *joined = true;
    }
    let settled = merged.into_iter().map(|(mut node, joined)| {
        node.children = merge(context, node.children, quiet || joined);
        if joined {
            node.children
                .iter_mut()
                .for_each(|child| child.alternative = true);
        }
        unwrap_content(context, &mut node);
        node
    });
    settled.collect()
}

/// An object at the indent of the encrypted string only groups its content.
fn unwrap_content(context: &mut Context, node: &mut RowNode<'_>) {
    let indent = node.row.indent();
    if node.is_cipher() && node.children.len() == 1 && node.children[0].row.indent() == indent {
        context.rows.unwrapped += 1;
        node.children = std::mem::take(&mut node.children[0].children);
    }
}
