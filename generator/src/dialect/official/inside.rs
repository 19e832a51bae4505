//! A table of its own for what is inside of a field above it, whose row shows it as JSON.

use serde_json::Value;

use super::field::Field;
use super::text;
use super::types::Written;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;

/// Objects in one row that are looked at.
const MOST: usize = 50;

/// Puts fields into the field whose row shows an object of theirs; `false` if no row does.
pub(super) fn place(source: &mut Source<'_>, fields: &mut [Field], inside: &[Field]) -> bool {
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
                below.push(Field {
                    name,
                    ty: Written {
                        name: "object".to_owned(),
                        ..Written::default()
                    },
                    line: field.line,
                    span: field.span.clone(),
                    spans: field.spans.clone(),
                    ..Field::default()
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
            (r#"| 景 | {"shop" : {<br>"id": "1",<br>"area\_code": "2" }} |"#, Some("shop")),
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
