//! Types of single values, and the values that are documented.

use std::collections::BTreeSet;

use super::context::Context;
use super::tree::RowNode;
use crate::diagnostic::Code;
use crate::ir::{EnumValue, SensitiveKey, Type};
use crate::page::Row;

/// An integer, unless one of its values is none.
pub(super) fn number(context: &mut Context, node: &RowNode<'_>, values: &[EnumValue]) -> Type {
    let Some(letters) = values.iter().find(|value| value.value.parse::<i64>().is_err()) else {
        return Type::Integer;
    };
    let message = format!(
        "`{}` is a number, but `{}` is one of its values",
        node.name(),
        letters.value
    );
    context.report_cell(Code::NumberWithLetters, node.row, &node.row.ty.span, message);
    Type::Enum(values.to_vec())
}

/// Which key encrypts a sensitive field.
pub(super) fn key(node: &RowNode<'_>) -> SensitiveKey {
    // `同付款到银行卡用的RSA…`: the key that `risk/getpublickey` hands out.
    let tooltip = node.row.ty.value("data-tooltip").unwrap_or_default();
    if tooltip.contains("付款到银行卡") {
        SensitiveKey::Risk
    } else {
        SensitiveKey::Platform
    }
}

/// Documented values without those that were listed before.
pub(super) fn distinct(context: &mut Context, row: &Row, values: Vec<EnumValue>) -> Vec<EnumValue> {
    let mut kept: Vec<EnumValue> = Vec::with_capacity(values.len());
    let mut known = BTreeSet::new();
    for value in values {
        if !known.insert(value.value.clone()) {
            let message = format!("`{}` lists the value `{}` twice", row.name.text, value.value);
            context.report_cell(Code::DuplicateValue, row, &row.description.span, message);
        } else {
            kept.push(value);
        }
    }
    kept
}
