//! What an operation is found by.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

use super::reach::{self, DATA};
use super::text::text;

/// An operation or a notification, as an index lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexEntry {
    /// `operationId`: what a link to it ends in.
    pub id: String,
    /// `POST`; `EVENT` for a notification.
    pub method: String,
    /// The path as sent; a notification's event types.
    pub path: String,
    /// The page's title.
    pub title: String,
    /// Its product: 退款.
    pub product: String,
    /// Whom it is for: 商户、服务商.
    pub audience: String,
    /// How Rust says it.
    pub call: String,
    /// Whether it is not to be used any more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Names of fields and parameters, sorted, a blank between them.
    pub fields: String,
}

/// The entries of these items.
pub(super) fn entries(document: &Value, holder: &str, items: &Map<String, Value>) -> Vec<IndexEntry> {
    let mut out = Vec::new();
    for (path, item) in items {
        for (verb, operation) in item.as_object().into_iter().flatten() {
            out.push(if holder == "webhooks" {
                entry(document, operation, "EVENT".to_owned(), events(operation))
            } else {
                let sent = path.split('#').next().unwrap_or_default();
                entry(document, operation, verb.to_ascii_uppercase(), sent.to_owned())
            });
        }
    }
    out
}

fn entry(document: &Value, operation: &Value, method: String, path: String) -> IndexEntry {
    IndexEntry {
        id: text(&operation["operationId"]).to_owned(),
        method,
        path,
        title: text(&operation["summary"]).to_owned(),
        product: text(&operation["x-product"]).to_owned(),
        audience: text(&operation["x-audience"]).to_owned(),
        call: call(text(&operation["x-codeSamples"][0]["source"])),
        deprecated: operation["deprecated"] == true,
        fields: fields(document, operation)
            .into_iter()
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// What a sample comes down to: the call of its last statement, or the event that it asks for.
fn call(sample: &str) -> String {
    let statement = sample
        .rsplit_once("let ")
        .map_or(sample, |(_, statement)| statement);
    let (found, made) = statement.split_once(" = ").unwrap_or(("", statement));
    if found.starts_with("Event::") {
        return found.split('(').next().unwrap_or_default().to_owned();
    }
    let line: String = made.lines().map(str::trim).collect();
    let line = line.trim_end_matches(';').trim_end_matches('?');
    line.trim_end_matches(".await")
        .trim_end_matches(".url()")
        .to_owned()
}

fn events(operation: &Value) -> String {
    let types = operation["x-event-types"].as_array().into_iter().flatten();
    types.map(text).collect::<Vec<_>>().join(" ")
}

/// What an operation sends and answers when all is well. Errors look alike everywhere.
fn fields<'d>(document: &'d Value, operation: &'d Value) -> BTreeSet<&'d str> {
    let mut names = BTreeSet::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] != "header" {
            names.extend(parameter["name"].as_str());
        }
    }
    let answers = operation["responses"].as_object().into_iter().flatten();
    let answers = answers
        .filter(|(status, _)| status.starts_with(['2', '3']))
        .map(|(_, answer)| answer);
    for value in answers
        .map(|answer| &answer["content"])
        .chain([&operation["requestBody"]])
    {
        properties(value, &mut names);
        for reference in reach::reached(document, value) {
            if let Some(component) = reach::follow(document, reference) {
                properties(component, &mut names);
            }
        }
    }
    names
}

fn properties<'d>(value: &'d Value, names: &mut BTreeSet<&'d str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if matches!(key.as_str(), "properties" | "patternProperties") {
                    names.extend(
                        value
                            .as_object()
                            .into_iter()
                            .flatten()
                            .map(|(name, _)| name.as_str()),
                    );
                }
                if !DATA.contains(&key.as_str()) {
                    properties(value, names);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn a_sample_comes_down_to_its_call() {
        for (sample, expected) in [
            (
                "use a::post;\n\nlet request = post::Request::new();\nlet answer = client.v3().post(request).await?;",
                "client.v3().post(request)",
            ),
            (
                "let answer = client\n    .v3()\n    .get()\n    .await?;",
                "client.v3().get()",
            ),
            (
                "let url = client.v2().get(request).url()?;",
                "client.v2().get(request)",
            ),
            (
                "let event = x;\nlet Event::A(found) = event else { return };",
                "Event::A",
            ),
        ] {
            assert_eq!(call(sample), expected, "{sample}");
        }
    }
}
