//! Where a new field goes: below its parent, after everything that is there.

use crate::lower::{RowNode, outline};
use crate::page::{Attr, Cell, DEEPEST, DOCUMENTATION, Row, Table};

/// Inserts a field with all below it; `false` if there is no such parent.
pub(super) fn insert(table: &mut Table, parents: &[String], node: RowNode<'_>, documentation: &str) -> bool {
    let (at, indent) = match end(table, parents) {
        Some(place) => place,
        None => match parents {
            // The first query parameter, or the first header, of a request.
            [scope] if ["query", "headers"].contains(&scope.as_str()) => {
                table
                    .rows
                    .push(row(scope, "object", Vec::new(), 0, documentation));
                (table.rows.len(), 1)
            }
            _ => return false,
        },
    };
    if indent + depth(&node) > DEEPEST {
        return false;
    }
    let mut rows = Vec::new();
    collect(&mut rows, &node, indent, documentation);
    table.rows.splice(at..at, rows);
    true
}

/// The row behind the last one below a parent, and the indent of its fields.
fn end(table: &Table, parents: &[String]) -> Option<(usize, usize)> {
    let tree = outline(table);
    let mut below = tree.as_slice();
    let mut found: Option<&RowNode<'_>> = None;
    for name in parents {
        let node = below.iter().find(|node| node.name() == name)?;
        below = &node.children;
        found = Some(node);
    }
    let Some(parent) = found else {
        return Some((table.rows.len(), 0));
    };
    // Some content lies at another depth than its row would have it.
    let indent = parent
        .children
        .first()
        .map_or(parent.row.indent() + 1, |child| child.row.indent());
    let at = table.rows.iter().rposition(|row| holds(parent, row))?;
    Some((at + 1, indent))
}

fn holds(node: &RowNode<'_>, row: &Row) -> bool {
    std::ptr::eq(node.row, row) || node.children.iter().any(|child| holds(child, row))
}

fn depth(node: &RowNode<'_>) -> usize {
    node.children
        .iter()
        .map(|child| 1 + depth(child))
        .max()
        .unwrap_or(0)
}

fn collect(rows: &mut Vec<Row>, node: &RowNode<'_>, indent: usize, documentation: &str) {
    let mut new = row(
        node.name(),
        node.ty(),
        node.row.ty.attrs.clone(),
        indent,
        documentation,
    );
    new.description.text.clone_from(&node.row.description.text);
    rows.push(new);
    if node.ty() == "string" && !node.children.is_empty() {
        rows.push(Row::line());
    }
    for child in &node.children {
        collect(rows, child, indent + 1, documentation);
    }
}

fn row(name: &str, ty: &str, ty_attrs: Vec<Attr>, indent: usize, documentation: &str) -> Row {
    let depth = (indent > 0).then(|| Attr::new("data-indent", &indent.to_string()));
    let attrs = depth
        .into_iter()
        .chain([Attr::new(DOCUMENTATION, documentation)])
        .collect();
    let cell = |text: &str, attrs| Cell {
        text: text.to_owned(),
        attrs,
        ..Cell::default()
    };
    Row {
        name: cell(name, attrs),
        ty: cell(ty, ty_attrs),
        ..Row::default()
    }
}
