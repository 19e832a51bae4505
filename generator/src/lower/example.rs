//! The example request, with the documented types, and what is odd about it.

use serde_json::{Map, Value};

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{AnswerExample, Body, Example, Field, Operation, Response, Type};
use crate::page::{Call, CallBody, Section, Span};

/// Lowers the example of a section.
pub(super) fn lower(context: &mut Context, section: &Section, operation: &Operation) -> Option<Example> {
    let call = section.call.as_ref()?;
    let mut example = Example {
        path: typed(&call.path_params, &operation.path_params),
        query: typed(&call.query, &operation.query),
        headers: call.headers.clone(),
        body: body(call, &operation.body),
        fragments: section
            .fragments
            .iter()
            .map(|one| (one.label.clone(), one.body.clone()))
            .collect(),
    };
    borrow(&mut example, operation);
    // The client signs; a sample that does it by hand shows no value of use.
    if !operation.query.iter().any(|field| field.name == "sign") {
        example.query.shift_remove("sign");
    }
    let mut check = Check {
        context,
        what: "example",
        does: "sends",
        line: call.line,
        span: &call.span,
    };
    check.fields("", &example.body, operation.body.fields());
    check.fields("", &example.query, &operation.query);
    check.fields("", &example.path, &operation.path_params);
    Some(example)
}

/// Lowers the examples of an answer, which are witnesses of fields that no row documents.
pub(super) fn answers(context: &mut Context, section: &Section, response: &Response) -> Vec<AnswerExample> {
    let mut examples = Vec::new();
    for answer in &section.facts.answers {
        let fields = match response {
            Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) => {
                fields.as_slice()
            }
            Response::Empty(_) | Response::File | Response::Redirect => {
                let message = "there is an example of an answer that has no fields";
                context.report_at(Code::ExampleType, answer.line, &answer.span, message);
                continue;
            }
        };
        let Value::Object(values) = &answer.body else {
            let message = "the example answer is no object, as the documented one is";
            context.report_at(Code::ExampleType, answer.line, &answer.span, message);
            continue;
        };
        let values = match response {
            Response::Xml(_) | Response::CsvOrXmlError(_) => typed(values, fields),
            _ => values.clone(),
        };
        let mut check = Check {
            context,
            what: "example answer",
            does: "has",
            line: answer.line,
            span: &answer.span,
        };
        check.fields("", &values, fields);
        examples.push(AnswerExample {
            status: answer.status,
            body: Value::Object(values),
        });
    }
    examples
}

/// Whether a field has this name, or is a template of it: `coupon_id_$n` of `coupon_id_0`.
fn is_called(field: &Field, name: &str) -> bool {
    if field.name == name {
        return true;
    }
    let (template, name): (Vec<&str>, Vec<&str>) =
        (field.name.split('_').collect(), name.split('_').collect());
    let fits = |(part, own): (&&str, &&str)| {
        part == own
            || part.starts_with('$')
                && own
                    .trim_start_matches('$')
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
    };
    field.name.contains('$') && template.len() == name.len() && template.iter().zip(&name).all(fits)
}

/// A parameter of the path may be shown among the query's or the body's.
fn borrow(example: &mut Example, operation: &Operation) {
    for field in &operation.path_params {
        if example.path.contains_key(&field.name) {
            continue;
        }
        let Some(value) = example
            .query
            .get(&field.name)
            .or(example.body.get(&field.name))
            .cloned()
        else {
            continue;
        };
        if !operation.query.iter().any(|known| known.name == field.name) {
            example.query.shift_remove(&field.name);
        }
        example.path.insert(field.name.clone(), value);
    }
}

/// Values of a URL or of XML with the types of their fields.
fn typed(values: &Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    let convert = |(name, value): (&String, &Value)| {
        let ty = fields
            .iter()
            .find(|field| is_called(field, name))
            .map(|field| &field.ty);
        (
            name.clone(),
            ty.map_or_else(|| value.clone(), |ty| scalar(value, ty)),
        )
    };
    values.iter().map(convert).collect()
}

fn scalar(value: &Value, ty: &Type) -> Value {
    match (value, ty) {
        (Value::String(text), Type::Integer | Type::Float | Type::Boolean) => {
            let parsed: Option<Value> = serde_json::from_str(text).ok();
            // Only what is written the same way again: `007` stays a string.
            let same = |parsed: &Value| !parsed.is_string() && parsed.to_string().as_str() == text;
            parsed.filter(same).unwrap_or_else(|| value.clone())
        }
        (Value::Object(values), Type::Object(fields)) => Value::Object(typed(values, fields)),
        (Value::Array(items), Type::List(item)) => items.iter().map(|one| scalar(one, item)).collect(),
        // An element that is there once.
        (Value::String(_) | Value::Object(_), Type::List(item)) => Value::Array(vec![scalar(value, item)]),
        _ => value.clone(),
    }
}

fn body(call: &Call, body: &Body) -> Map<String, Value> {
    match (&call.body, body) {
        (CallBody::None, _) => Map::new(),
        // An XML element has no type but the documented one.
        (CallBody::Xml(values), Body::Xml(fields)) => typed(values, fields),
        (CallBody::Form(parts), Body::Multipart(fields)) => form(parts, fields),
        (CallBody::Json(values) | CallBody::Xml(values) | CallBody::Form(values), _) => values.clone(),
    }
}

/// The upload helper of the samples calls every file `file`.
fn form(parts: &Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    let file = fields
        .iter()
        .find(|field| field.ty == Type::File)
        .map_or("file", |field| field.name.as_str());
    let rename = |name: &String| {
        if name == "file" {
            file.to_owned()
        } else {
            name.clone()
        }
    };
    parts
        .iter()
        .map(|(name, value)| (rename(name), value.clone()))
        .collect()
}

struct Check<'c> {
    context: &'c mut Context,
    /// What is looked through, and what it does with a field.
    what: &'static str,
    does: &'static str,
    line: u32,
    span: &'c Span,
}

impl Check<'_> {
    fn report(&mut self, code: Code, message: String) {
        self.context.report_at(code, self.line, self.span, message);
    }

    fn fields(&mut self, path: &str, values: &Map<String, Value>, fields: &[Field]) {
        for (name, value) in values {
            let path = format!("{path}/{name}");
            match fields.iter().find(|field| is_called(field, name)) {
                Some(field) => self.value(&path, value, &field.ty),
                None => self.report(
                    Code::UndocumentedField,
                    format!("the {} {} `{path}`, which no row documents", self.what, self.does),
                ),
            }
        }
    }

    fn value(&mut self, path: &str, value: &Value, ty: &Type) {
        match (ty, value) {
            (Type::Object(fields), Value::Object(values)) => self.fields(path, values, fields),
            (Type::List(item), Value::Array(values)) => {
                for value in values {
                    self.value(path, value, item);
                }
            }
            // Parts of an upload are objects by their type and strings in the sample.
            (Type::JsonString(_) | Type::Object(_), Value::String(text)) => {
                match serde_json::from_str::<Value>(text) {
                    Ok(value) => self.value(
                        path,
                        &value,
                        if let Type::JsonString(inner) = ty {
                            inner
                        } else {
                            ty
                        },
                    ),
                    Err(_) => self.report(
                        Code::ExampleType,
                        format!("the {}'s `{path}` holds no JSON", self.what),
                    ),
                }
            }
            (Type::Json | Type::UrlEncoded(_) | Type::File, _) => {}
            (Type::Text | Type::Time | Type::Enum(_) | Type::Sensitive(_), Value::String(_)) => {}
            (Type::Integer | Type::Float, Value::Number(_)) | (Type::Boolean, Value::Bool(_)) => {}
            (_, value) => {
                let message = format!(
                    "the {}'s `{path}` is {value}, which is not of the documented type",
                    self.what
                );
                self.report(Code::ExampleType, message);
            }
        }
    }
}
