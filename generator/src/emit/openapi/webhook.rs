//! Notifications: what WeChat Pay sends to a `notify_url`.

use serde_json::{Map, Value, json};

use super::response::SIGNATURE;
use super::schema::{self, ModuleTypes, content};
use super::{errors, words};
use crate::emit::rust::calls;
use crate::ir::{Cipher, ErrorCode, Field, Notification, Version};
use crate::plan::{FieldDef, NotificationModule, TypeDef};

/// The path item of a notification.
pub(super) fn webhook(module: &NotificationModule<'_>, scope: &ModuleTypes<'_, '_>) -> Value {
    let notification = module.notification;
    let (media_type, body) = match notification.cipher {
        Cipher::AesGcmJson => {
            let inside = scope.reference("Notification");
            (
                "application/json",
                Value::Object(sealed(&notification.envelope, &inside)),
            )
        }
        _ if notification.version == Version::V3 => ("application/json", scope.reference("Notification")),
        _ => ("text/xml", scope.reference("Notification")),
    };
    let mut post = Map::new();
    let mut put = |key: &str, value: Value| post.insert(key.to_owned(), value);
    put("tags", json!([tag(module)]));
    put("summary", json!(notification.meta.title));
    put("operationId", json!(scope.module));
    if let Some(text) = words::description(&notification.meta, calls::told(notification)) {
        put("description", json!(text));
    }
    if let Some(page) = words::official(&notification.meta) {
        put("externalDocs", page);
    }
    put("security", json!([]));
    if notification.version == Version::V3 {
        let headers = SIGNATURE.iter();
        let headers = headers
            .map(|name| json!({ "$ref": format!("#/components/parameters/{}", signed_parameter(name)) }))
            .collect();
        put("parameters", headers);
    }
    put(
        "requestBody",
        json!({ "required": true, "content": content(media_type, body) }),
    );
    put("responses", responses(module, media_type, scope));
    put("x-codeSamples", sample(module));
    put("x-page", json!(notification.page));
    put("x-cipher", json!(cipher(notification.cipher)));
    if notification.cipher == Cipher::AesEcbXml {
        put("x-unsigned", json!(true));
    }
    for (key, values) in [
        ("x-event-types", &notification.event_types),
        ("x-original-types", &notification.original_types),
    ] {
        if !values.is_empty() {
            put(key, json!(values));
        }
    }
    if let Some(table) = errors::table(&notification.errors, ErrorCode::told) {
        put("x-errors", table);
    }
    json!({ "post": post })
}

/// How the crate tells it from others.
fn sample(module: &NotificationModule<'_>) -> Value {
    let source = format!(
        "use wechatpay_openapi::webhook::Event;\n\n\
         let event = client.notifications().parse(headers, body)?.event::<Event>()?;\n\
         let Event::{}(found) = event else {{ return }};",
        module.variant
    );
    json!([{ "lang": "Rust", "source": source }])
}

/// `webhook-v3`
pub(super) fn tag(module: &NotificationModule<'_>) -> String {
    module.path[..2].join("-")
}

/// The signature of a notification; `Wechatpay-Serial` alone is a request's parameter too.
pub(super) fn signed_parameter(name: &str) -> String {
    format!("Notification-{name}")
}

fn cipher(cipher: Cipher) -> &'static str {
    match cipher {
        Cipher::AesGcmJson | Cipher::AesGcmXml => "AEAD_AES_256_GCM",
        Cipher::AesEcbXml => "AES_256_ECB",
        Cipher::Plain => "none",
    }
}

fn responses(module: &NotificationModule<'_>, media_type: &str, scope: &ModuleTypes<'_, '_>) -> Value {
    let notification = module.notification;
    let body = acknowledgement(notification, scope).map(|schema| content(media_type, schema));
    let with = |description: &str| match &body {
        Some(body) => json!({ "description": description, "content": body }),
        None => json!({ "description": description }),
    };
    let mut received = with("Received");
    if notification.is_ack_signed {
        let signature = json!({ "required": true, "schema": { "type": "string" } });
        received["headers"] = json!({ "Authorization": signature });
    }
    let mut out = Map::from_iter([("200".to_owned(), received)]);
    if notification.version == Version::V3 {
        if !notification.wants_data() {
            out.insert("204".to_owned(), json!({ "description": "Received" }));
        }
        out.insert(
            "default".to_owned(),
            with("Not accepted: the notification will be sent again"),
        );
    }
    Value::Object(out)
}

/// What it is answered with: a code and a message have no type of their own.
fn acknowledgement(notification: &Notification, scope: &ModuleTypes<'_, '_>) -> Option<Value> {
    if notification.wants_data() {
        return Some(scope.reference("Acknowledgement"));
    }
    if notification.ack.is_empty() {
        return None;
    }
    let mut schema = schema::anonymous(&notification.ack);
    if notification.version == Version::V2 {
        schema.insert("xml".to_owned(), json!({ "name": "xml" }));
    }
    Some(Value::Object(schema))
}

/// The envelope, saying of `resource.ciphertext` what is in it.
fn sealed(envelope: &[Field], inside: &Value) -> Map<String, Value> {
    let mut schema = schema::anonymous(envelope);
    let ciphertext = schema
        .get_mut("properties")
        .and_then(|all| all.get_mut("resource"))
        .and_then(|resource| resource.get_mut("properties"))
        .and_then(|all| all.get_mut("ciphertext"));
    if let Some(Value::Object(field)) = ciphertext {
        seal(field, "application/json", inside.clone());
    }
    schema
}

/// Says of a string what it holds once it was decrypted.
fn seal(field: &mut Map<String, Value>, media_type: &str, inside: Value) {
    let said = [
        ("contentEncoding", json!("base64")),
        ("contentMediaType", json!(media_type)),
        ("contentSchema", inside),
        ("x-encrypted", json!("notification")),
    ];
    field.extend(said.map(|(key, value)| (key.to_owned(), value)));
}

/// v2's notification has what was encrypted as an object where the wire has a
/// string: the component says what is on the wire.
pub(super) fn seal_v2(
    module: &NotificationModule<'_>,
    def: &TypeDef<'_>,
    component: &mut Value,
    scope: &ModuleTypes<'_, '_>,
) {
    let Some(name) = module.notification.cipher.xml_field() else {
        return;
    };
    let Some(field) = def.fields().iter().find(|field| field.wire == name) else {
        return;
    };
    let Some(Value::Object(property)) = component.get_mut("properties").and_then(|all| all.get_mut(name))
    else {
        return;
    };
    let inside = inside(field, property, scope);
    property.insert("type".to_owned(), json!("string"));
    seal(property, "text/xml", inside);
}

fn inside(field: &FieldDef<'_>, property: &mut Map<String, Value>, scope: &ModuleTypes<'_, '_>) -> Value {
    match (property.shift_remove("$ref"), field.ty.named()) {
        (Some(_), Some(id)) => scope.reference(&scope.types.def(*id).name),
        _ => json!({ "type": "object" }),
    }
}
