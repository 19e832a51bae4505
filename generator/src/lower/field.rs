//! A row and everything below it as a field.

use serde_json::Value;

use super::context::Context;
use super::tree::RowNode;
use super::{description, enums, group, length, scalar, time};
use crate::diagnostic::Code;
use crate::ir::{EnumValue, Field, Origin, Requirement, Role, TimeForm, Type};

/// Names that stand for the items of a bare array, where no example tells.
/// The wire has `["2020-01-01"]`, the table a row `period` below the string.
const PSEUDO_NAMES: [&str; 8] = [
    "period",
    "media_id",
    "domain",
    "order",
    "transaction",
    "receiver",
    "reason",
    "field_data",
];

/// Which way a field travels, and what is known about its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hints<'e> {
    /// It belongs to a v2 answer.
    pub v2_answer: bool,
    /// The value in the example request.
    pub example: Option<&'e Value>,
}

impl Hints<'_> {
    /// Without an example.
    pub(super) const BLIND: Hints<'static> = Hints {
        v2_answer: false,
        example: None,
    };
}

/// Fields of a list of rows.
pub(super) fn all(context: &mut Context, nodes: &[RowNode<'_>], hints: Hints<'_>) -> Vec<Field> {
    let mut fields: Vec<Field> = nodes.iter().map(|node| one(context, node, hints)).collect();
    group::settle(context, nodes, &mut fields);
    fields
}

/// A row and everything below it. `hints` is that of its parent.
pub(super) fn one(context: &mut Context, node: &RowNode<'_>, hints: Hints<'_>) -> Field {
    context.rows.fields += 1;
    if !node.name().contains(char::is_alphanumeric) {
        let message = format!("`{}` is no name of a field", node.name());
        context.report(Code::UnnamedRow, node.row, message);
    }
    let example = hints.example.and_then(|value| match value {
        Value::Array(items) => items.first()?.get(node.name()),
        value => value.get(node.name()),
    });
    let hints = Hints { example, ..hints };
    let (mut doc, _) = description::read(&node.row.description.text);
    let values = values(context, node);
    let ty = ty(context, node, hints, &values);
    if matches!(ty.item(), Type::Integer | Type::Float) {
        doc.values = values;
    }
    doc.length = length::of(context, node, &ty);
    doc.is_date_time = matches!(ty, Type::Text | Type::Time) && time::is_said(&doc.text);
    if ty == Type::Time {
        let sample = hints.example.and_then(Value::as_str);
        doc.time = sample.and_then(TimeForm::of);
    }
    Field {
        name: node.name().to_owned(),
        ty,
        requirement: requirement(node),
        role: Role::Plain,
        doc,
        origin: context.row(node.row),
    }
}

/// The documented values of all rows: another case of a field may have some of its own.
fn values(context: &mut Context, node: &RowNode<'_>) -> Vec<EnumValue> {
    let mut all: Vec<EnumValue> = Vec::new();
    for row in node.rows() {
        let (_, values) = description::read(&row.description.text);
        if values.is_empty()
            && let Some(what) = enums::unread(&row.description.text)
        {
            let message = format!("`{}` has {what}", node.name());
            context.report_cell(Code::UnreadValues, row, &row.description.span, message);
        }
        let values = scalar::distinct(context, row, values);
        EnumValue::add(&mut all, values);
    }
    all
}

/// An alternative is never required by itself.
fn requirement(node: &RowNode<'_>) -> Requirement {
    if node.alternative {
        Requirement::Optional
    } else {
        node.row.requirement()
    }
}

fn ty(context: &mut Context, node: &RowNode<'_>, hints: Hints<'_>, values: &[EnumValue]) -> Type {
    let written = node.ty();
    if let Some(name) = written.strip_suffix("[]") {
        return Type::List(Box::new(plain(context, node, name, hints, values)));
    }
    if written == "string"
        && let Some(ty) = content(context, node, hints)
    {
        return ty;
    }
    match plain(context, node, written, hints, values) {
        Type::Text if time::is_time(node.name(), &node.row.description.text, hints.example) => Type::Time,
        ty => ty,
    }
}

fn plain(
    context: &mut Context,
    node: &RowNode<'_>,
    name: &str,
    hints: Hints<'_>,
    values: &[EnumValue],
) -> Type {
    let is_object = name == "object" || !node.children.is_empty();
    match name {
        _ if is_object => object(context, node, hints),
        "string" if node.row.is_sensitive() => Type::Sensitive(scalar::key(node)),
        "string" if values.is_empty() => Type::Text,
        "string" => Type::Enum(values.to_vec()),
        "number" | "integer" => scalar::number(context, node, values),
        "float" => Type::Float,
        "boolean" | "true" => Type::Boolean,
        other => {
            let message = match other {
                "" => format!("`{}` has no type", node.name()),
                other => format!("`{}` has the unknown type `{other}`", node.name()),
            };
            context.report_cell(Code::UnknownType, node.row, &node.row.ty.span, message);
            Type::Json
        }
    }
}

fn object(context: &mut Context, node: &RowNode<'_>, hints: Hints<'_>) -> Type {
    if node.children.is_empty() {
        let message = format!("`{}` is an object without documented fields", node.name());
        context.report(Code::OpaqueObject, node.row, message);
        return Type::Json;
    }
    Type::Object(all(context, &node.children, hints))
}

/// The type of a string with content; `None` if it is a plain one.
fn content(context: &mut Context, node: &RowNode<'_>, hints: Hints<'_>) -> Option<Type> {
    let how = node
        .row
        .ty
        .value("data-encoded")
        .or(node.row.ty.value("data-encoded-by"));
    if how.is_some_and(|how| how.ends_with("urlencode")) {
        return Some(Type::UrlEncoded(all(context, &node.children, hints)));
    }
    if node.children.is_empty() {
        return how.map(|_| Type::JsonString(Box::new(Type::Json)));
    }
    Some(Type::JsonString(Box::new(json(context, node, hints))))
}

/// The JSON inside.
fn json(context: &mut Context, node: &RowNode<'_>, hints: Hints<'_>) -> Type {
    let example = hints
        .example
        .and_then(Value::as_str)
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    let inner = Hints {
        example: example.as_ref(),
        ..hints
    };
    if let Some(child) = bare_array(node, example.as_ref()) {
        context.rows.unwrapped += 1;
        context.rows.fields -= 1;
        // The items are the example of the child's own rows.
        let named =
            example.map(|items| Value::Object([(child.name().to_owned(), items)].into_iter().collect()));
        return one(
            context,
            child,
            Hints {
                example: named.as_ref(),
                ..hints
            },
        )
        .ty;
    }
    let fields = all(context, &node.children, inner);
    if hints.v2_answer && node.name() == "promotion_detail" && node.children.len() > 1 {
        return promotion_detail(node, fields, &context.row(node.row));
    }
    Type::Object(fields)
}

/// The only child, if the JSON is an array and the child's name is not on the wire.
fn bare_array<'n, 'p>(node: &'n RowNode<'p>, example: Option<&Value>) -> Option<&'n RowNode<'p>> {
    let [child] = node.children.as_slice() else {
        return None;
    };
    let is_bare = match example {
        Some(Value::Array(_)) => true,
        Some(Value::Object(object)) => {
            !object.contains_key(child.name()) && PSEUDO_NAMES.contains(&child.name())
        }
        _ => PSEUDO_NAMES.contains(&child.name()),
    };
    (child.ty().ends_with("[]") && is_bare).then_some(child)
}

/// v2 answers list the item's fields only; the wire has `{"promotion_detail":[…]}`.
fn promotion_detail(node: &RowNode<'_>, fields: Vec<Field>, origin: &Origin) -> Type {
    let items = Type::List(Box::new(Type::Object(fields)));
    Type::Object(vec![Field {
        name: node.name().to_owned(),
        ty: items,
        origin: origin.clone(),
        ..Field::default()
    }])
}
