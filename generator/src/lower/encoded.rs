//! Strings with something inside.

use serde_json::Value;

use super::context::Context;
use super::field::{self, Scope};
use super::tree::Node;
use crate::ir::{Field, FieldDoc, Type};

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

/// The type of a string with content; `None` if it is a plain one.
pub(super) fn content(context: &mut Context, node: &Node<'_>, scope: Scope<'_>) -> Option<Type> {
    let how = node
        .row
        .ty
        .value("data-encoded")
        .or(node.row.ty.value("data-encoded-by"));
    if how.is_some_and(|how| how.ends_with("urlencode")) {
        return Some(Type::UrlEncoded(field::all(context, &node.children, scope)));
    }
    if node.children.is_empty() {
        return how.map(|_| Type::JsonString(Box::new(Type::Json)));
    }
    Some(Type::JsonString(Box::new(json(context, node, scope))))
}

/// The JSON inside.
fn json(context: &mut Context, node: &Node<'_>, scope: Scope<'_>) -> Type {
    let example = scope
        .example
        .and_then(Value::as_str)
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    let inner = Scope {
        example: example.as_ref(),
        ..scope
    };
    if let Some(child) = bare_array(node, example.as_ref()) {
        context.rows.unwrapped += 1;
        context.rows.fields -= 1;
        // The items are the example of the child's own rows.
        let named =
            example.map(|items| Value::Object([(child.name().to_owned(), items)].into_iter().collect()));
        return field::one(
            context,
            child,
            Scope {
                example: named.as_ref(),
                ..scope
            },
        )
        .ty;
    }
    let fields = field::all(context, &node.children, inner);
    if scope.v2_answer && node.name() == "promotion_detail" && node.children.len() > 1 {
        return promotion_detail(node, fields);
    }
    Type::Object(fields)
}

/// The only child, if the JSON is an array and the child's name is not on the wire.
fn bare_array<'n, 'p>(node: &'n Node<'p>, example: Option<&Value>) -> Option<&'n Node<'p>> {
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
fn promotion_detail(node: &Node<'_>, fields: Vec<Field>) -> Type {
    let items = Type::List(Box::new(Type::Object(fields)));
    let line = node.row.line;
    let name = node.name().to_owned();
    Type::Object(vec![Field {
        name,
        ty: items,
        required: false,
        doc: FieldDoc::default(),
        line,
    }])
}
