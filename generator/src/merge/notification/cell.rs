//! The description cell of a field, from what it says.

use crate::ir::{EnumValue, FieldDoc};

/// A description cell that says this.
pub(super) fn cell(doc: &FieldDoc, values: &[EnumValue]) -> String {
    let mut lines: Vec<String> = doc.text.lines().map(escape).collect();
    lines.extend(
        doc.default
            .iter()
            .map(|value| format!("默认值 `{}`", escape(value))),
    );
    lines.extend(doc.unit.iter().map(|unit| format!("单位：{unit}")));
    if !values.is_empty() {
        lines.push("枚举值：".to_owned());
        let line = |one: &EnumValue| {
            let meaning = one
                .meaning
                .as_deref()
                .unwrap_or_default()
                .lines()
                .collect::<String>();
            format!("`{}`：{}", escape(&one.value), escape(&meaning))
        };
        lines.extend(values.iter().map(line));
    }
    lines.join("<br/>")
}

fn escape(text: &str) -> String {
    text.replace('|', "\\|")
}
