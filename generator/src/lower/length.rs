//! How long a text may be, by the attributes of its type.

use super::context::Context;
use super::tree::RowNode;
use crate::ir::{Length, Type};
use crate::page::{LONGEST, SHORTEST};

/// The length of a field; what makes no sense is reported and left out.
pub(super) fn of(context: &mut Context, node: &RowNode<'_>, ty: &Type) -> Length {
    // What is no number, the dialect has reported.
    let number = |name: &str| node.row.ty.value(name)?.parse::<u32>().ok();
    let length = Length {
        least: number(SHORTEST),
        most: number(LONGEST),
    };
    let is_text = !matches!(
        ty.item(),
        Type::Integer | Type::Float | Type::Boolean | Type::Object(_) | Type::Json | Type::File
    );
    let name = node.name();
    if !length.is_free() && !is_text {
        let message = format!("`{name}` is no text, and has a length");
        context.report_fact(node.row, message, "remove the length, or correct the type");
        return Length::default();
    }
    if length
        .least
        .zip(length.most)
        .is_some_and(|(least, most)| least > most)
    {
        let message = format!("`{name}` must be longer than it may be");
        context.report_fact(node.row, message, "exchange the two");
        return Length::default();
    }
    length
}
