//! A row as a field.

use std::collections::BTreeSet;

use super::context::Context;
use super::tree::Node;
use super::{description, encoded, time};
use crate::diagnostic::Code;
use crate::ir::{EnumValue, Field, SensitiveKey, TimeForm, Type};

/// Which way a field travels, and what is known about its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'e> {
    /// It belongs to a v2 answer.
    pub v2_answer: bool,
    /// The value in the example request.
    pub example: Option<&'e serde_json::Value>,
}

impl Scope<'_> {
    /// Without an example.
    pub(super) const BLIND: Scope<'static> = Scope {
        v2_answer: false,
        example: None,
    };
}

/// Fields of a list of rows.
pub(super) fn all(context: &mut Context, nodes: &[Node<'_>], scope: Scope<'_>) -> Vec<Field> {
    nodes.iter().map(|node| one(context, node, scope)).collect()
}

/// A row and everything below it. `scope` is that of its parent.
pub(super) fn one(context: &mut Context, node: &Node<'_>, scope: Scope<'_>) -> Field {
    context.rows.fields += 1;
    let example = scope.example.and_then(|value| match value {
        serde_json::Value::Array(items) => items.first()?.get(node.name()),
        value => value.get(node.name()),
    });
    let scope = Scope { example, ..scope };
    let (mut doc, values) = description::read(&node.row.description.text);
    let values = distinct(context, node, values);
    let ty = ty(context, node, scope, &values);
    if matches!(item(&ty), Type::Integer | Type::Float) {
        doc.values = values;
    }
    if ty == Type::Time {
        let sample = scope.example.and_then(serde_json::Value::as_str);
        doc.time = sample.and_then(TimeForm::of);
    }
    doc.origin = node.row.origin().map(str::to_owned);
    let required = node.row.required() && !node.alternative;
    Field {
        name: node.name().to_owned(),
        ty,
        required,
        doc,
        line: node.row.line,
    }
}

/// The type of a list's items, or the type itself.
fn item(ty: &Type) -> &Type {
    if let Type::List(item) = ty { item } else { ty }
}

fn ty(context: &mut Context, node: &Node<'_>, scope: Scope<'_>, values: &[EnumValue]) -> Type {
    let written = node.ty();
    if let Some(name) = written.strip_suffix("[]") {
        return Type::List(Box::new(plain(context, node, name, scope, values)));
    }
    if written == "string"
        && let Some(ty) = encoded::content(context, node, scope)
    {
        return ty;
    }
    match plain(context, node, written, scope, values) {
        Type::Text if time::is_time(node.name(), &node.row.description.text, scope.example) => Type::Time,
        ty => ty,
    }
}

fn plain(context: &mut Context, node: &Node<'_>, name: &str, scope: Scope<'_>, values: &[EnumValue]) -> Type {
    let is_object = name == "object" || !node.children.is_empty();
    match name {
        _ if is_object => object(context, node, scope),
        "string" if node.row.ty.value("data-encrypted") == Some("by-rsa-pubkey") => {
            Type::Sensitive(key(node))
        }
        "string" if values.is_empty() => Type::Text,
        "string" => Type::Enum(values.to_vec()),
        "number" | "integer" => number(context, node, values),
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

fn object(context: &mut Context, node: &Node<'_>, scope: Scope<'_>) -> Type {
    if node.children.is_empty() {
        let message = format!("`{}` is an object without documented fields", node.name());
        context.report(Code::OpaqueObject, node.row, message);
        return Type::Json;
    }
    Type::Object(all(context, &node.children, scope))
}

fn number(context: &mut Context, node: &Node<'_>, values: &[EnumValue]) -> Type {
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

fn key(node: &Node<'_>) -> SensitiveKey {
    // `同付款到银行卡用的RSA…`: the key that `risk/getpublickey` hands out.
    let tooltip = node.row.ty.value("data-tooltip").unwrap_or_default();
    if tooltip.contains("付款到银行卡") {
        SensitiveKey::Risk
    } else {
        SensitiveKey::Platform
    }
}

fn distinct(context: &mut Context, node: &Node<'_>, values: Vec<EnumValue>) -> Vec<EnumValue> {
    let mut kept: Vec<EnumValue> = Vec::with_capacity(values.len());
    let mut known = BTreeSet::new();
    for value in values {
        if !known.insert(value.value.clone()) {
            let message = format!("`{}` lists the value `{}` twice", node.name(), value.value);
            context.report_cell(
                Code::DuplicateValue,
                node.row,
                &node.row.description.span,
                message,
            );
        } else {
            kept.push(value);
        }
    }
    kept
}
