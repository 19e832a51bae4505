//! The values of PHP expressions, as far as samples compute any.

use std::collections::BTreeMap;

use mago_span::HasSpan as _;
use mago_syntax::ast::{
    Access, ArrayElement, Assignment, Call as PhpCall, ClassLikeConstantSelector, Expression, Literal,
    StringPart, UnaryPrefixOperator, Variable,
};
use serde_json::{Map, Value, json};

use super::super::http_example::scalar;
use super::syntax::{arguments, member};

/// Bytes, about, that a block's variables may be copied to: `[$a, $a]` doubles with each line.
const ROOM: usize = 256 * 1024;

/// Variables of a block and what could not be computed.
pub(super) struct Evaluator<'c> {
    code: &'c str,
    variables: BTreeMap<String, Value>,
    /// What is left of `ROOM`.
    room: usize,
    pub unknown: Vec<String>,
}

impl<'c> Evaluator<'c> {
    pub(super) fn new(code: &'c str) -> Self {
        Self {
            code,
            variables: BTreeMap::new(),
            room: ROOM,
            unknown: Vec::new(),
        }
    }

    /// The value of an expression. What only a running program knows (a
    /// signature, the time) is the name of the variable or function it comes from.
    pub(super) fn value(&mut self, expression: &Expression<'_>) -> Value {
        match expression {
            Expression::Literal(literal) => literal_value(literal),
            Expression::Parenthesized(inner) => self.value(inner.expression),
            Expression::Array(array) => self.array(array.elements.iter()),
            Expression::LegacyArray(array) => self.array(array.elements.iter()),
            Expression::Variable(Variable::Direct(variable)) => self.variable(&text(variable.name)),
            Expression::Assignment(assignment) => self.assign(assignment),
            Expression::Call(call) => self.call(call),
            Expression::Instantiation(new) => {
                let class = self.name(new.class);
                let list = new
                    .argument_list
                    .as_ref()
                    .map(|list| arguments(list))
                    .unwrap_or_default();
                let first = list.first().map(|argument| self.value(argument));
                instance(&class, first.unwrap_or_default())
            }
            Expression::UnaryPrefix(unary) => {
                let operand = self.value(unary.operand);
                match (&unary.operator, operand) {
                    (UnaryPrefixOperator::Negation(_), Value::Number(n)) => negated(&n),
                    (_, operand) => operand,
                }
            }
            Expression::Access(Access::ClassConstant(access)) => match &access.constant {
                ClassLikeConstantSelector::Identifier(name) => text(name.value).into(),
                _ => Value::Null,
            },
            Expression::CompositeString(string) => {
                let part = |part: &StringPart<'_>| match part {
                    StringPart::Literal(part) => text(part.value),
                    StringPart::Expression(inner) => scalar(&self.value(inner)),
                    StringPart::BracedExpression(part) => scalar(&self.value(part.expression)),
                };
                let text: String = string.parts().iter().map(part).collect();
                self.bounded(text.into(), "a text of variables")
            }
            Expression::Clone(_) => Value::Null,
            other => self.not_understood(other),
        }
    }

    fn not_understood(&mut self, expression: &Expression<'_>) -> Value {
        let span = expression.span();
        let range = span.start.offset as usize..span.end.offset as usize;
        self.unknown
            .push(self.code.get(range).unwrap_or_default().to_owned());
        Value::Null
    }

    fn variable(&mut self, name: &str) -> Value {
        let Some(bytes) = self.variables.get(name).map(weight) else {
            return Value::String(name.trim_start_matches('$').to_owned());
        };
        if self.has_room(bytes) {
            self.variables[name].clone()
        } else {
            self.out_of_room(name)
        }
    }

    /// The value, if there is room for it.
    fn bounded(&mut self, value: Value, what: &str) -> Value {
        if self.has_room(weight(&value)) {
            value
        } else {
            self.out_of_room(what)
        }
    }

    /// Takes room for so many bytes; where there is not enough, all of it is gone.
    fn has_room(&mut self, bytes: usize) -> bool {
        let left = self.room.checked_sub(bytes);
        self.room = left.unwrap_or(0);
        left.is_some()
    }

    fn out_of_room(&mut self, what: &str) -> Value {
        let more = "(and more than any request holds)";
        if !self.unknown.iter().any(|known| known.ends_with(more)) {
            self.unknown.push(format!("{what} {more}"));
        }
        Value::Null
    }

    fn array<'a>(&mut self, elements: impl Iterator<Item = &'a ArrayElement<'a>>) -> Value {
        let (mut list, mut map) = (Vec::new(), Map::new());
        for element in elements {
            match element {
                ArrayElement::KeyValue(entry) => {
                    let key = scalar(&self.value(entry.key));
                    let value = self.value(entry.value);
                    map.insert(key, value);
                }
                ArrayElement::Value(entry) => list.push(self.value(entry.value)),
                ArrayElement::Variadic(entry) => {
                    self.not_understood(entry.value);
                }
                ArrayElement::Missing(_) => {}
            }
        }
        if map.is_empty() {
            Value::Array(list)
        } else {
            Value::Object(map)
        }
    }

    /// `$a = …`, `$a['k'] = …`, `$a->k = …`
    fn assign(&mut self, assignment: &Assignment<'_>) -> Value {
        let value = self.value(assignment.rhs);
        let (target, key) = match assignment.lhs {
            Expression::ArrayAccess(access) => (access.array, Some(scalar(&self.value(access.index)))),
            Expression::Access(Access::Property(access)) => (access.object, Some(member(&access.property))),
            whole => (whole, None),
        };
        if let Expression::Variable(Variable::Direct(variable)) = target {
            let copy = self.bounded(value.clone(), "an assignment");
            let slot = self.variables.entry(text(variable.name)).or_default();
            match (key, slot) {
                (None, slot) => *slot = copy,
                (Some(key), Value::Object(map)) => {
                    map.insert(key, copy);
                }
                _ => {}
            }
        }
        value
    }

    fn call(&mut self, call: &PhpCall<'_>) -> Value {
        let (name, list) = match call {
            PhpCall::Function(call) => (self.name(call.function), &call.argument_list),
            PhpCall::StaticMethod(call) => (member(&call.method), &call.argument_list),
            PhpCall::Method(call) => {
                return self.method(call.object, &member(&call.method), &call.argument_list);
            }
            PhpCall::NullSafeMethod(call) => {
                return self.method(call.object, &member(&call.method), &call.argument_list);
            }
        };
        let first = arguments(list)
            .first()
            .map(|argument| self.value(argument))
            .unwrap_or_default();
        match name.as_str() {
            // Backslashes double with each time that this is done.
            "json_encode" => self.bounded(first.to_string().into(), "json_encode"),
            "json_decode" => serde_json::from_str(&scalar(&first)).unwrap_or_default(),
            "urlencode" | "rawurlencode" | "rawurldecode" | "ksort" | "build" => first,
            "queryStringLike" => query_string(&first).into(),
            _ => name.into(),
        }
    }

    /// The methods of an upload's helper; those of anything else are not looked into.
    fn method(
        &mut self,
        object: &Expression<'_>,
        name: &str,
        list: &mago_syntax::ast::ArgumentList<'_>,
    ) -> Value {
        match name {
            "getStream" => self.value(object),
            "getContentType" => Value::Null,
            "getMeta" => self.value(object).get("meta").cloned().unwrap_or_default(),
            "setMeta" => {
                let meta = arguments(list)
                    .first()
                    .map(|argument| self.value(argument))
                    .unwrap_or_default();
                if let Expression::Variable(Variable::Direct(variable)) = object
                    && let Some(Value::Object(media)) = self.variables.get_mut(&text(variable.name))
                {
                    media.insert("meta".to_owned(), meta);
                }
                Value::Null
            }
            _ => Value::String(name.to_owned()),
        }
    }

    /// Last part of a class's or function's name.
    fn name(&self, expression: &Expression<'_>) -> String {
        let span = expression.span();
        let range = span.start.offset as usize..span.end.offset as usize;
        let name = self.code.get(range).unwrap_or_default();
        name.rsplit('\\').next().unwrap_or(name).to_owned()
    }
}

/// `new Class(first)`
fn instance(class: &str, first: Value) -> Value {
    match class {
        "MediaUtil" => {
            let file = file_name(&first);
            let meta = json!({ "filename": file, "sha256": "sha256" }).to_string();
            json!({ "file": file, "meta": meta })
        }
        "LazyOpenStream" => file_name(&first).into(),
        "MultipartStream" => parts(&first),
        "Uri" => first,
        _ => Value::Null,
    }
}

/// `[['name' => …, 'content' => …, 'filename' => …], …]` as parts by name.
fn parts(list: &Value) -> Value {
    let part = |part: &Value| {
        let value = part.get("filename").or(part.get("content"))?;
        Some((scalar(part.get("name")?), value.clone()))
    };
    let parts = list.as_array().map(|list| list.iter().filter_map(part).collect());
    Value::Object(parts.unwrap_or_default())
}

fn file_name(path: &Value) -> String {
    let path = scalar(path);
    path.rsplit('/').next().unwrap_or(&path).to_owned()
}

fn query_string(map: &Value) -> String {
    let pairs = map.as_object().into_iter().flatten();
    pairs
        .map(|(name, value)| format!("{name}={}", scalar(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn negated(n: &serde_json::Number) -> Value {
    match (n.as_i64(), n.as_f64()) {
        (Some(n), _) => n.checked_neg().map_or(Value::Null, Value::from),
        (None, Some(n)) => json!(-n),
        _ => Value::Null,
    }
}

fn literal_value(literal: &Literal<'_>) -> Value {
    match literal {
        Literal::String(string) => match string.value {
            Some(value) => text(value).into(),
            None => text(string.raw).trim_matches(['\'', '"']).into(),
        },
        Literal::Integer(integer) => integer.value.map_or(Value::Null, Value::from),
        Literal::Float(float) => json!(float.value.into_inner()),
        Literal::True(_) => Value::Bool(true),
        Literal::False(_) => Value::Bool(false),
        Literal::Null(_) => Value::Null,
    }
}

/// About the bytes that a copy takes.
fn weight(value: &Value) -> usize {
    16 + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(map) => map.iter().map(|(key, value)| key.len() + weight(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
