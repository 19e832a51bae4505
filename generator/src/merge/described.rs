//! A description cell taken apart, and written again.

use crate::ir::EnumValue;
use crate::lower::{RowNode, description};
use crate::page::{ENCRYPTED, Row};

/// A description taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::merge) struct DescriptionParts {
    /// The term, or the founding documentation's own words.
    pub text: String,
    /// `rfc3339`, ``格式 `…` ``, and that it is to be left out.
    pub forms: Vec<String>,
    pub unit: Option<String>,
    pub default: Option<String>,
    pub values: Vec<EnumValue>,
}

impl DescriptionParts {
    /// Takes a cell apart.
    pub(in crate::merge) fn of(cell: &str) -> Self {
        let (doc, values) = description::read(cell);
        let (forms, text): (Vec<&str>, Vec<&str>) =
            doc.text.lines().partition(|line| description::is_form(line));
        Self {
            text: text.join("\n"),
            forms: forms.into_iter().map(str::to_owned).collect(),
            unit: doc.unit,
            default: doc.default,
            values,
        }
    }

    /// The row of a field; where it has several, with the values of all and as encrypted as any.
    pub(in crate::merge) fn row(node: &RowNode<'_>) -> Row {
        let mut row = node.row.clone();
        let mut all = Self::of(&row.description.text);
        let known = all.values.len();
        for more in &node.also {
            EnumValue::add(&mut all.values, Self::of(&more.description.text).values);
            let attrs = more.ty.attrs.iter().filter(|attr| attr.name == ENCRYPTED);
            let new: Vec<_> = attrs.filter(|_| !row.ty.has(ENCRYPTED)).cloned().collect();
            row.ty.attrs.extend(new);
        }
        if all.values.len() > known {
            row.description.text = all.cell();
        }
        row
    }

    /// The cell that reads the same.
    pub(in crate::merge) fn cell(&self) -> String {
        let mut lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        lines.extend(self.forms.iter().cloned());
        lines.extend(self.unit.as_ref().map(|unit| format!("单位：{unit}")));
        lines.extend(self.default.as_ref().map(|value| format!("默认值 `{value}`")));
        if !self.values.is_empty() {
            lines.push("枚举值：".to_owned());
            let item = |one: &EnumValue| {
                let meaning = one.meaning.as_deref().unwrap_or_default();
                format!("`{}`：{}", one.value, meaning.replace('\n', " "))
            };
            lines.extend(self.values.iter().map(item));
        }
        lines.join("<br/>").replace('|', "\\|")
    }
}
