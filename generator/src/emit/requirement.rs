//! Whether a request must have a field, in the words of rustdoc and in those of JSON Schema.
//!
//! Both tell what is confirmed, and so checked before sending, from what documentation alone says.

use serde_json::{Map, Value, json};

use crate::ir::{Field, Requirement};

/// `必填`, `必填（据文档）`, ``与 `code`、`name` 三选一``; nothing if it may be left out.
pub(super) fn words<'f>(field: &Field, siblings: impl Iterator<Item = &'f Field>) -> Option<String> {
    let said = match field.requirement {
        Requirement::Optional => return None,
        Requirement::Required { .. } => "必填".to_owned(),
        Requirement::OneOf { group, .. } => {
            let is_of_group = |one: &&Field| one.requirement.group() == Some(group);
            let others = siblings.filter(|one| is_of_group(one) && one.name != field.name);
            let others: Vec<String> = others.map(|one| format!("`{}`", one.name)).collect();
            format!("与 {} {}选一", others.join("、"), numeral(others.len() + 1))
        }
    };
    Some(match field.requirement.is_confirmed() {
        true => said,
        false => format!("{said}（据文档）"),
    })
}

/// As `二选一` writes it.
fn numeral(count: usize) -> String {
    const DIGITS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = count.checked_sub(1).and_then(|at| DIGITS.get(at));
    digit.map_or(format!(" {count} "), |digit| (*digit).to_owned())
}

/// What OpenAPI has a keyword for is left to that: confirmed and not one of several.
pub(super) fn note(field: &Field) -> Option<(&'static str, Value)> {
    match field.requirement {
        Requirement::Required { confirmed: false } => Some(("x-required", json!("documented"))),
        _ => None,
    }
}

/// A group of fields by their names.
pub(super) struct NamedGroup<'f> {
    confirmed: bool,
    pub names: Vec<&'f str>,
}

/// The groups among siblings, in documented order.
pub(super) fn groups<'f>(fields: impl IntoIterator<Item = &'f Field>) -> Vec<NamedGroup<'f>> {
    let mut groups: Vec<(u8, NamedGroup<'f>)> = Vec::new();
    for field in fields {
        let Requirement::OneOf { group, confirmed } = field.requirement else {
            continue;
        };
        match groups.iter_mut().find(|(number, _)| *number == group) {
            Some((_, known)) => known.names.push(&field.name),
            None => groups.push((
                group,
                NamedGroup {
                    confirmed,
                    names: vec![&field.name],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Writes the groups of an object: `anyOf` for one that is confirmed, since several members are no fault; `allOf`
/// around it for more; `x-one-of` for what documentation alone says.
pub(super) fn write_groups(groups: &[NamedGroup<'_>], schema: &mut Map<String, Value>) {
    let any_of = |group: &NamedGroup<'_>| -> Value {
        let names = group.names.iter();
        names
            .map(|name| json!({ "title": name, "required": [name] }))
            .collect()
    };
    let confirmed: Vec<&NamedGroup<'_>> = groups.iter().filter(|group| group.confirmed).collect();
    match confirmed.as_slice() {
        [] => {}
        [one] => drop(schema.insert("anyOf".to_owned(), any_of(one))),
        several => {
            let all = several.iter().map(|group| json!({ "anyOf": any_of(group) }));
            schema.insert("allOf".to_owned(), all.collect());
        }
    }
    note_groups(groups.iter().filter(|group| !group.confirmed), schema);
}

/// Writes groups where no keyword can demand one of them.
pub(super) fn note_groups<'g, 'f: 'g>(
    groups: impl IntoIterator<Item = &'g NamedGroup<'f>>,
    schema: &mut Map<String, Value>,
) {
    let names: Vec<&[&str]> = groups.into_iter().map(|group| group.names.as_slice()).collect();
    if !names.is_empty() {
        schema.insert("x-one-of".to_owned(), json!(names));
    }
}
