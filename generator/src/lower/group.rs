//! Groups of fields of which a request must have one (二选一), as siblings say it of themselves.

use super::context::Context;
use super::tree::RowNode;
use crate::diagnostic::Code;
use crate::ir::{Field, Requirement};
use crate::page::{ONE_OF, Row};

/// Gives the groups among siblings their numbers, from 1 on in documented order, so that equal groups are equal.
///
/// Sure is a group of which each member is: who confirms one member only has not seen the same group. Alone in its
/// group a field cannot be demanded: the row that could stand in its place is lost.
pub(super) fn settle(context: &mut Context, nodes: &[RowNode<'_>], fields: &mut [Field]) {
    for node in nodes {
        check_number(context, node.row);
    }
    for at in 0..fields.len() {
        let Some(group) = fields[at].requirement.group() else {
            continue;
        };
        let is_alone = members(fields, group).count() == 1;
        if is_alone {
            fields[at].requirement = Requirement::Optional;
            report_alone(context, nodes, &fields[at].name);
        }
    }
    number(fields);
}

/// Numbers the groups from 1 on, and makes those sure whose members all are.
fn number(fields: &mut [Field]) {
    let mut known: Vec<u8> = Vec::new();
    for field in &*fields {
        if let Some(group) = field.requirement.group()
            && !known.contains(&group)
        {
            known.push(group);
        }
    }
    let is_sure: Vec<bool> = known
        .iter()
        .map(|&group| members(fields, group).all(|field| field.requirement.is_confirmed()))
        .collect();
    for field in fields {
        if let Requirement::OneOf { group, confirmed } = &mut field.requirement
            && let Some(at) = known.iter().position(|one| one == group)
        {
            *group = u8::try_from(at + 1).unwrap_or(u8::MAX);
            *confirmed = is_sure[at];
        }
    }
}

/// Keeps apart the groups of a request's parts, which become fields of one object: none is numbered like another.
pub(super) fn keep_apart<'f>(parts: impl IntoIterator<Item = &'f mut [Field]>) {
    let mut taken = 0_u8;
    for part in parts {
        let before = taken;
        for field in part {
            if let Requirement::OneOf { group, .. } = &mut field.requirement {
                *group = group.saturating_add(before);
                taken = taken.max(*group);
            }
        }
    }
}

fn members(fields: &[Field], group: u8) -> impl Iterator<Item = &Field> {
    let is_member = move |field: &&Field| field.requirement.group() == Some(group);
    fields.iter().filter(is_member)
}

fn check_number(context: &mut Context, row: &Row) {
    if row.name.has(ONE_OF) && row.group().is_none() {
        let written = row.name.value(ONE_OF).unwrap_or_default();
        let message = format!(
            "`{}` is of the group `{written}`; expected `{ONE_OF}=` and a number from 1 to {}",
            row.name.text,
            u8::MAX
        );
        context.report(Code::BrokenAttribute, row, message);
    }
}

fn report_alone(context: &mut Context, nodes: &[RowNode<'_>], name: &str) {
    // A document says so itself, at its own cell.
    if context.is_document {
        return;
    }
    if let Some(node) = nodes.iter().find(|node| node.name() == name) {
        let message =
            format!("`{name}` is one of several, but no other row beside it has the same `{ONE_OF}`");
        context.report(Code::LoneChoice, node.row, message);
    }
}
