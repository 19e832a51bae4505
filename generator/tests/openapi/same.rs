//! Model and document, walked side by side: the same operations, fields, types,
//! enum values and required flags in each.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wechatpay_openapi_generator::emit::openapi::family;
use wechatpay_openapi_generator::ir::{
    Body, Cipher, EnumValue, Field, Notification, Operation, Requirement, Response, SensitiveKey, Type,
    Version, url,
};

use super::facts::is_as_long;
use super::requirements::{groups, is_noted, is_sure, shown_groups};
use super::{api, described, operations, resolve};

/// What differs, by place.
#[derive(Default)]
struct Differences {
    found: Vec<String>,
    fields: usize,
}

impl Differences {
    fn expect(&mut self, holds: bool, place: &str, what: &str) {
        if !holds {
            self.found.push(format!("{place}: {what}"));
        }
    }

    /// An object: the same names in each, each of the same type.
    fn object(&mut self, place: &str, fields: &[Field], schema: &'static Value) {
        let schema = resolve(schema);
        self.expect(schema["type"] == "object", place, "is no object");
        let entries = |part: &str| schema[part].as_object().into_iter().flatten();
        let mut properties: BTreeMap<String, &'static Value> = entries("properties")
            .chain(entries("patternProperties"))
            .map(|(name, value)| (name.clone(), value))
            .collect();
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for field in fields {
            let at = format!("{place}/{}", field.name);
            let numbered = field.name.contains('$');
            let key = if numbered {
                family(&field.name)
            } else {
                field.name.clone()
            };
            let Some(property) = properties.remove(&key) else {
                self.expect(false, &at, "is not in the document");
                continue;
            };
            let flag = if numbered {
                property["x-required"] == true
            } else {
                required.contains(&field.name.as_str())
            };
            self.expect(flag == is_sure(field), &at, "another required flag");
            self.expect(
                numbered || is_noted(field, property),
                &at,
                "another note of what is required",
            );
            self.field(&at, field, property);
        }
        for name in properties.keys() {
            self.expect(false, place, &format!("`{name}` is in the document alone"));
        }
        let in_all = fields
            .iter()
            .filter(|field| is_sure(field) && !field.name.contains('$'));
        self.expect(in_all.count() == required.len(), place, "more required fields");
        self.expect(groups(fields) == shown_groups(schema), place, "other groups");
    }

    fn field(&mut self, place: &str, field: &Field, schema: &'static Value) {
        self.fields += 1;
        self.ty(place, &field.ty, schema);
        let item = if schema["items"].is_object() {
            &schema["items"]
        } else {
            schema
        };
        self.expect(is_as_long(field, item), place, "another length");
        if field.doc.values.is_empty() {
            return;
        }
        // A number is written as one, anything else as a remark.
        let typed = item["enum"].as_array().or(schema["x-values"].as_array());
        let shown: Vec<String> = typed
            .into_iter()
            .flatten()
            .map(|value| value.as_str().map_or(value.to_string(), str::to_owned))
            .collect();
        let same = |value: &EnumValue| {
            shown
                .iter()
                .any(|one| *one == value.value || one.parse::<f64>().ok() == value.value.parse::<f64>().ok())
        };
        self.expect(field.doc.values.iter().all(same), place, "other values");
    }

    fn ty(&mut self, place: &str, ty: &Type, schema: &'static Value) {
        let target = resolve(schema);
        let is = |name: &str| schema["type"] == name;
        match ty {
            Type::Text | Type::Time => {
                self.expect(is("string") && schema["enum"].is_null(), place, "no string")
            }
            Type::Integer => self.expect(is("integer") && schema["format"] == "int64", place, "no integer"),
            Type::Float => self.expect(is("number"), place, "no number"),
            Type::Boolean => self.expect(is("boolean"), place, "no boolean"),
            Type::Json => self.expect(
                schema["type"].is_null() && schema["$ref"].is_null(),
                place,
                "typed",
            ),
            Type::File => self.expect(
                is("string") && schema["contentMediaType"] == "application/octet-stream",
                place,
                "no file",
            ),
            Type::Sensitive(key) => {
                let key = match key {
                    SensitiveKey::Platform => "platform",
                    SensitiveKey::Risk => "risk",
                };
                self.expect(
                    is("string") && schema["x-encrypted"] == key,
                    place,
                    "not encrypted",
                );
            }
            Type::Enum(values) => {
                let mut values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                values.sort_unstable();
                values.dedup();
                let shown = target["enum"].as_array().into_iter().flatten();
                let mut shown: Vec<&str> = shown.filter_map(Value::as_str).collect();
                shown.sort_unstable();
                self.expect(
                    target["type"] == "string" && shown == values,
                    place,
                    "other values",
                );
            }
            Type::List(item) => {
                self.expect(is("array"), place, "no list");
                self.ty(&format!("{place}[]"), item, &schema["items"]);
            }
            Type::Object(fields) if fields.is_empty() => self.expect(is("object"), place, "no object"),
            Type::Object(fields) => self.object(place, fields, schema),
            Type::JsonString(content) => {
                let marked = schema["x-json-in-string"] == true;
                self.expect(is("string") && marked, place, "no string of JSON");
                self.ty(&format!("{place}<json>"), content, &schema["contentSchema"]);
            }
            Type::UrlEncoded(fields) => {
                let form = schema["contentMediaType"] == "application/x-www-form-urlencoded";
                self.expect(is("string") && form, place, "no form");
                self.object(&format!("{place}<form>"), fields, &schema["contentSchema"]);
            }
        }
    }

    fn parameters(&mut self, place: &str, operation: &Operation, shown: &'static Value) {
        let parameters = shown["parameters"].as_array().into_iter().flatten();
        let mut parameters: BTreeMap<(&str, &str), &'static Value> = parameters
            .map(resolve)
            .filter_map(|one| Some(((one["in"].as_str()?, one["name"].as_str()?), one)))
            .collect();
        let wanted = [
            ("path", &operation.path_params),
            ("query", &operation.query),
            ("header", &operation.headers),
        ];
        for (at, fields) in wanted {
            for field in fields {
                let place = format!("{place}?{at}/{}", field.name);
                let Some(parameter) = parameters.remove(&(at, field.name.as_str())) else {
                    self.expect(false, &place, "is not in the document");
                    continue;
                };
                let required = parameter["required"] == true;
                self.expect(
                    required == (is_sure(field) || at == "path"),
                    &place,
                    "another required flag",
                );
                self.expect(
                    is_noted(field, parameter),
                    &place,
                    "another note of what is required",
                );
                let schema = match &parameter["schema"] {
                    Value::Null => &parameter["content"]["application/json"]["schema"],
                    schema => schema,
                };
                self.field(&place, field, schema);
            }
        }
        if operation.names_platform_key {
            let serial = parameters.remove(&("header", "Wechatpay-Serial"));
            self.expect(serial.is_some(), place, "no Wechatpay-Serial");
        }
        for key in parameters.keys() {
            self.expect(false, place, &format!("{key:?} is in the document alone"));
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let place = format!("{} {}", operation.method.as_str(), url(&operation.path));
        let Some(shown) = described(operation) else {
            self.expect(false, &place, "is not in the document");
            return;
        };
        self.parameters(&place, operation, shown);
        let body = |media_type: &str| &shown["requestBody"]["content"][media_type]["schema"];
        match &operation.body {
            Body::None => self.expect(shown["requestBody"].is_null(), &place, "a body"),
            Body::Json(fields) => self.object(&format!("{place} >"), fields, body("application/json")),
            Body::Xml(fields) => self.object(&format!("{place} >"), fields, body("text/xml")),
            Body::Multipart(fields) => {
                self.object(&format!("{place} >"), fields, body("multipart/form-data"))
            }
        }
        let answer =
            |status: &str, media_type: &str| &shown["responses"][status]["content"][media_type]["schema"];
        let at = format!("{place} <");
        match &operation.response {
            Response::Json(fields) => self.object(&at, fields, answer("200", "application/json")),
            Response::Xml(fields) | Response::CsvOrXmlError(fields) => {
                self.object(&at, fields, answer("200", "text/xml"))
            }
            Response::Empty(status) => {
                let answer = &shown["responses"][status.to_string()];
                self.expect(answer.is_object() && answer["content"].is_null(), &at, "a body");
            }
            Response::File => {
                let file = &shown["responses"]["200"]["content"]["application/octet-stream"];
                self.expect(file.is_object(), &at, "no file");
            }
            Response::Redirect => self.expect(shown["responses"]["302"].is_object(), &at, "no redirect"),
        }
        let flags = [
            (
                operation.version == Version::V3,
                has_scheme(shown, "merchantSignature"),
                "signature",
            ),
            (
                operation.client_certificate,
                has_scheme(shown, "clientCertificate"),
                "certificate",
            ),
            (operation.nonceless, shown["x-nonceless"] == true, "nonce"),
            (
                operation.fragment.is_some(),
                shown["x-fragment"].is_string(),
                "fragment",
            ),
        ];
        for (model, document, what) in flags {
            self.expect(model == document, &place, what);
        }
    }

    fn notification(&mut self, notification: &Notification) {
        let place = &notification.page;
        let mut hooks = operations().into_iter();
        let Some((_, _, shown)) = hooks.find(|(_, _, one)| one["x-page"] == place.as_str()) else {
            self.expect(false, place, "is not in the document");
            return;
        };
        let content = &shown["requestBody"]["content"];
        match notification.cipher {
            Cipher::AesGcmJson => {
                let body = &content["application/json"]["schema"];
                self.object(place, &notification.envelope, body);
                let inside = &body["properties"]["resource"]["properties"]["ciphertext"]["contentSchema"];
                self.object(&format!("{place}<decrypted>"), &notification.payload, inside);
            }
            Cipher::Plain => {
                let media_type = match notification.version {
                    Version::V2 => "text/xml",
                    Version::V3 => "application/json",
                };
                self.object(place, &notification.payload, &content[media_type]["schema"]);
            }
            Cipher::AesGcmXml | Cipher::AesEcbXml => {
                let body = &content["text/xml"]["schema"];
                self.object(place, &notification.envelope, body);
                for (sent, opened) in notification.envelope.iter().zip(&notification.payload) {
                    if sent.ty != opened.ty {
                        let inside = &resolve(body)["properties"][&sent.name]["contentSchema"];
                        self.ty(&format!("{place}<decrypted>"), &opened.ty, inside);
                    }
                }
            }
        }
        if !notification.ack.is_empty() {
            let answers = shown["responses"]["200"]["content"].as_object();
            let answer = answers.and_then(|all| all.values().next());
            match answer {
                Some(media) => self.object(&format!("{place} <"), &notification.ack, &media["schema"]),
                None => self.expect(false, place, "no acknowledgement"),
            }
        }
    }
}

fn has_scheme(operation: &Value, name: &str) -> bool {
    operation["security"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|scheme| scheme[name].is_array())
}

#[test]
fn model_and_document_agree() {
    let mut differences = Differences::default();
    for operation in &api().operations {
        differences.operation(operation);
    }
    for notification in &api().notifications {
        differences.notification(notification);
    }
    let Differences { found, fields } = differences;
    assert_eq!(found, Vec::<String>::new());
    assert!(fields > 25_000, "{fields} fields were compared");
    assert_eq!(
        operations().len(),
        api().operations.len() + api().notifications.len()
    );
}

/// The comparison sees what differs.
#[test]
fn a_difference_is_found() {
    let operation = api()
        .operations
        .iter()
        .find(|one| one.page == "openapi/v3/pay/transactions/jsapi")
        .expect("an operation");
    let Body::Json(fields) = &operation.body else {
        panic!("a body of JSON")
    };
    type Change = fn(&mut Vec<Field>);
    let changes: [(&str, Change); 7] = [
        ("is in the document alone", |fields| drop(fields.remove(0))),
        ("is not in the document", |fields| fields[0].name.push('x')),
        ("another required flag", |fields| {
            fields[0].requirement = match is_sure(&fields[0]) {
                true => Requirement::Optional,
                false => Requirement::Required { confirmed: true },
            };
        }),
        ("another note of what is required", |fields| {
            fields[0].requirement = match is_noted(&fields[0], &json!({})) {
                true => Requirement::Required { confirmed: false },
                false => Requirement::Optional,
            };
        }),
        ("other groups", |fields| {
            fields[0].requirement = Requirement::OneOf {
                group: 1,
                confirmed: true,
            };
        }),
        ("no integer", |fields| fields[0].ty = Type::Integer),
        ("other values", |fields| {
            fields[0].ty = Type::Enum(vec![EnumValue {
                value: "A".to_owned(),
                meaning: None,
            }]);
        }),
    ];
    for (what, change) in changes {
        let mut fields = fields.clone();
        change(&mut fields);
        let mut changed = operation.clone();
        changed.body = Body::Json(fields);
        let mut differences = Differences::default();
        differences.operation(&changed);
        let found = differences.found.join("\n");
        assert!(found.contains(what), "{what} was not found: {found}");
    }
}
