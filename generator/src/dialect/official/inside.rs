//! Rows for what is inside of a field above them, whose own row shows it as JSON: in a table of their own, or right below.

use serde_json::Value;

use super::field::DescribedField;
use super::text;
use super::types::Written;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;

/// Objects in one row that are looked at.
const MOST: usize = 50;

/// Puts fields into the field whose row shows an object of theirs; `false` if no row does.
pub(super) fn place(
    source: &mut Source<'_>,
    fields: &mut [DescribedField],
    inside: &[DescribedField],
) -> bool {
    let names: Vec<&str> = inside.iter().map(|field| field.name.as_str()).collect();
    for field in fields.iter_mut().rev() {
        let Some(path) = shown(source.slice(&field.span), &names) else {
            continue;
        };
        field.is_text_of_json = field.ty.name == "string";
        let mut below = &mut field.children;
        for name in path {
            let at = below.iter().position(|one| one.name == name).unwrap_or_else(|| {
                let message = format!("`{name}` is shown inside of `{}`, and has no row", field.name);
                source.report(Code::MissingParent, &field.spans[0], message);
                below.push(DescribedField {
                    name,
                    ty: Written {
                        name: "object".to_owned(),
                        ..Written::default()
                    },
                    line: field.line,
                    span: field.span.clone(),
                    spans: field.spans.clone(),
                    ..DescribedField::default()
                });
                below.len() - 1
            });
            below = &mut below[at].children;
        }
        below.extend(inside.iter().cloned());
        return true;
    }
    false
}

/// Puts rows right below a field into it, where its row shows an object with just these names.
pub(super) fn gather(source: &mut Source<'_>, fields: &mut Vec<DescribedField>) {
    let mut at = 0;
    while at + 2 < fields.len() {
        let below = &fields[at + 1..];
        let count = match fields[at].children.is_empty() && fields[at].ty.name == "string" {
            true => run(source.slice(&fields[at].span), below),
            false => 0,
        };
        if count > 1 {
            let inside: Vec<DescribedField> = fields.drain(at + 1..=at + count).collect();
            place(source, &mut fields[at..=at], &inside);
        }
        at += 1;
    }
}

/// How many of the fields are the names of one object that a row shows, all of them.
fn run(row: &str, below: &[DescribedField]) -> usize {
    let row = match row.contains('{') {
        true => text::plain(row),
        false => return 0,
    };
    let mut sizes = Vec::new();
    for (at, _) in row.match_indices('{').take(MOST) {
        if let Some(value) = first(&row[at..]) {
            collect(&value, below, &mut sizes);
        }
    }
    sizes.into_iter().max().unwrap_or(0)
}

fn collect(value: &Value, below: &[DescribedField], sizes: &mut Vec<usize>) {
    let Value::Object(fields) = value else { return };
    let is_all = fields.len() <= below.len()
        && below[..fields.len()]
            .iter()
            .all(|field| fields.contains_key(&field.name));
    if is_all {
        sizes.push(fields.len());
    }
    fields.values().for_each(|value| collect(value, below, sizes));
}

/// Where in the JSON of a row the object with these names is.
fn shown(row: &str, names: &[&str]) -> Option<Vec<String>> {
    if names.is_empty() || !row.contains('{') {
        return None;
    }
    let row = text::plain(row);
    let starts = row.match_indices('{').take(MOST).map(|(at, _)| at);
    starts.filter_map(|at| find(&first(&row[at..])?, names)).next()
}

/// The first value of a text.
fn first(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    values.next()?.ok()
}

fn find(value: &Value, names: &[&str]) -> Option<Vec<String>> {
    let Value::Object(fields) = value else { return None };
    if names.iter().all(|name| fields.contains_key(*name)) {
        return Some(Vec::new());
    }
    fields.iter().find_map(|(name, value)| {
        let below = find(value, names)?;
        Some([vec![name.clone()], below].concat())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_with_the_names_is_found() {
        let cases = [
            (
                r#"| 景 | {"shop" : {<br>"id": "1",<br>"area\_code": "2" }} |"#,
                Some("shop"),
            ),
            (r#"| 景 | {"id": "1", "area_code": "2", "x": 3} |"#, Some("")),
            (r#"| 景 | {"shop": {"id": "1"}} |"#, None),
            (r#"| 景 | {"shop": {"id" |"#, None),
            ("| 景 | id, area_code |", None),
        ];
        for (row, expected) in cases {
            let seen = shown(row, &["id", "area_code"]).map(|path| path.join("."));
            assert_eq!(seen.as_deref(), expected, "{row}");
        }
    }
}
