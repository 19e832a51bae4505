//! Texts as Rust writes them.

use serde_json::Value;

/// A raw string, with as many `#` as it needs.
pub(super) fn raw(text: &str) -> String {
    let mut marks = String::from("#");
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}

/// An array of JSON, each item on a line of its own.
pub(super) fn lines(items: &[Value]) -> String {
    let items: Vec<String> = items.iter().map(Value::to_string).collect();
    match &*items {
        [] => "[]".to_owned(),
        items => format!("[\n{}\n]", items.join(",\n")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{lines, raw};

    #[test]
    fn no_text_ends_its_own_quotes() {
        for (text, expected) in [
            ("a", "r#\"a\"#"),
            ("a\"#b", "r##\"a\"#b\"##"),
            ("\"##", "r###\"\"##\"###"),
        ] {
            assert_eq!(raw(text), expected);
        }
    }

    #[test]
    fn each_item_has_its_line() {
        assert_eq!(lines(&[]), "[]");
        assert_eq!(lines(&[json!({"a": 1}), json!({})]), "[\n{\"a\":1},\n{}\n]");
    }
}
