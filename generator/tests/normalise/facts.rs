//! An API without its texts and line numbers, as lines that can be compared.

use wechatpay_openapi_generator::ir::{Api, Body, EnumValue, Example, Field, Meta, Response, Type};

/// Page and facts of each operation and notification.
pub(crate) struct Facts {
    pub(crate) operations: Vec<(String, String)>,
    pub(crate) notifications: Vec<(String, String)>,
}

pub(crate) fn facts(api: &Api) -> Facts {
    let mut api = api.clone();
    for operation in &mut api.operations {
        clear_meta(&mut operation.meta);
        for fields in [
            &mut operation.path_params,
            &mut operation.headers,
            &mut operation.query,
        ] {
            clear(fields);
        }
        match &mut operation.body {
            Body::None => {}
            Body::Json(fields) | Body::Xml(fields) | Body::Multipart(fields) => clear(fields),
        }
        match &mut operation.response {
            Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) => clear(fields),
            Response::Empty(_) | Response::File | Response::Redirect => {}
        }
        operation.example.iter_mut().for_each(clear_example);
    }
    for notification in &mut api.notifications {
        clear_meta(&mut notification.meta);
        for fields in [
            &mut notification.envelope,
            &mut notification.payload,
            &mut notification.ack,
        ] {
            clear(fields);
        }
    }
    Facts {
        operations: api
            .operations
            .iter()
            .map(|one| (one.page.clone(), format!("{one:#?}")))
            .collect(),
        notifications: api
            .notifications
            .iter()
            .map(|one| (one.page.clone(), format!("{one:#?}")))
            .collect(),
    }
}

fn clear_meta(meta: &mut Meta) {
    meta.description.clear();
    meta.origin.line = 0;
}

fn clear(fields: &mut [Field]) {
    for field in fields {
        field.origin.line = 0;
        field.doc.text.clear();
        field.doc.borrowed = None;
        field.doc.is_date_time = false;
        clear_meanings(&mut field.doc.values);
        clear_type(&mut field.ty);
    }
}

fn clear_type(ty: &mut Type) {
    match ty {
        Type::Enum(values) => clear_meanings(values),
        Type::Object(fields) | Type::UrlEncoded(fields) => clear(fields),
        Type::List(inner) | Type::JsonString(inner) => clear_type(inner),
        _ => {}
    }
}

fn clear_meanings(values: &mut [EnumValue]) {
    values.iter_mut().for_each(|value| value.meaning = None);
}

/// Values that are sentences are cut in one of the two: what must agree is the
/// names, and every value of those that were not cut.
fn clear_example(example: &mut Example) {
    let Example {
        path,
        query,
        headers,
        body,
        fragments,
    } = example;
    for values in [path, query, headers, body]
        .into_iter()
        .chain(fragments.iter_mut().map(|(_, body)| body))
    {
        values.values_mut().for_each(cut);
    }
}

fn cut(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::String(text) if text.contains('。') => match serde_json::from_str::<Value>(text) {
            Ok(mut inner @ (Value::Object(_) | Value::Array(_))) => {
                cut(&mut inner);
                *text = inner.to_string();
            }
            _ => text.truncate(text.find('。').unwrap_or(text.len())),
        },
        Value::Array(items) => items.iter_mut().for_each(cut),
        Value::Object(fields) => fields.values_mut().for_each(cut),
        _ => {}
    }
}
