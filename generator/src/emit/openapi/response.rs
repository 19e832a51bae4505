//! What an operation answers.

use serde_json::{Map, Value, json};

use super::errors;
use super::schema::{ModuleTypes, content};
use crate::ir::{Operation, Response, Verify, Version};
use crate::plan::Verb;

/// The headers that carry a v3 signature.
pub(super) const SIGNATURE: [&str; 4] = [
    "Wechatpay-Nonce",
    "Wechatpay-Serial",
    "Wechatpay-Signature",
    "Wechatpay-Timestamp",
];

/// The success, and in v3 the documented errors by status, and the one that every operation shares.
pub(super) fn all(verb: &Verb<'_>, scope: &ModuleTypes<'_, '_>) -> Value {
    let operation = verb.operation;
    let mut out = Map::new();
    let (status, mut answer) = match &operation.response {
        Response::Json(_) => (
            200,
            json!({ "description": "Success", "content": content("application/json", scope.reference("Response")) }),
        ),
        Response::Xml(_) => (
            200,
            json!({
                "description": "The answer; `return_code` and `result_code` tell success from failure",
                "content": content("text/xml", scope.reference("Response")),
            }),
        ),
        Response::Empty(status) => (*status, json!({ "description": "Success, without a body" })),
        Response::File => (
            200,
            json!({ "description": "The file", "content": { "application/octet-stream": {} } }),
        ),
        Response::Redirect => (
            302,
            json!({ "description": "A redirect: the signed URL is opened by the user's client" }),
        ),
        Response::CsvOrXmlError(_) => (
            200,
            json!({
                "description": "The bill as text or gzip; an error as XML",
                "content": {
                    "text/plain": { "schema": { "type": "string" } },
                    "application/gzip": {},
                    "text/xml": { "schema": scope.reference("Failure") },
                },
            }),
        ),
    };
    let headers = headers(operation);
    if !headers.is_empty() {
        answer["headers"] = Value::Object(headers);
    }
    examples(&mut answer, operation);
    out.insert(status.to_string(), answer);
    if operation.version == Version::V3 {
        errors::insert(&mut out, operation);
        out.insert(
            "default".to_owned(),
            json!({ "$ref": "#/components/responses/Error" }),
        );
    }
    Value::Object(out)
}

/// Documented examples of the answer, each with the status that it came with.
fn examples(answer: &mut Value, operation: &Operation) {
    let examples = operation.answers.iter().enumerate();
    let examples = examples.map(|(at, example)| {
        let shown = json!({ "summary": example.status.to_string(), "value": example.body });
        ((at + 1).to_string(), shown)
    });
    let examples: Map<String, Value> = examples.collect();
    let of_fields = ["application/json", "text/xml"];
    let content = answer.get_mut("content").and_then(Value::as_object_mut);
    let mut media = content.into_iter().flatten();
    let media = media.find(|(name, _)| of_fields.contains(&name.as_str()));
    if let Some((_, media)) = media.filter(|_| !examples.is_empty()) {
        media["examples"] = Value::Object(examples);
    }
}

fn headers(operation: &Operation) -> Map<String, Value> {
    if operation.version == Version::V2 {
        return Map::new();
    }
    let signed = match operation.verify {
        Verify::Unsigned => &[][..],
        Verify::Signed | Verify::SignedIfPresent | Verify::StatementSha1 => &SIGNATURE[..],
    };
    let digest = (operation.verify == Verify::StatementSha1).then_some("Wechatpay-Statement-Sha1");
    std::iter::once("Request-ID")
        .chain(signed.iter().copied())
        .chain(digest)
        .map(|name| {
            let reference = json!({ "$ref": format!("#/components/headers/{name}") });
            (name.to_owned(), reference)
        })
        .collect()
}
