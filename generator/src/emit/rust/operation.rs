//! The constant that says what the documentation knows of an operation.

use crate::ir::{Body, Effect, ErrorCode, Host, Method, Operation, Refusal, Response, Verify, Version, url};
use crate::plan::Verb;

/// `pub const OPERATION: Operation = …;`, one fact a line.
pub(super) fn constant(verb: &Verb<'_>) -> String {
    let operation = verb.operation;
    let constructor = match operation.version {
        Version::V2 => "v2",
        Version::V3 => "v3",
    };
    let method = operation.method.as_str();
    let path = url(&operation.path);
    let mut lines = vec![
        "/// What the documentation says of the operation besides its fields.".to_owned(),
        format!("pub const OPERATION: Operation = Operation::{constructor}(Method::{method}, {path:?})"),
        format!("    .title({:?})", operation.meta.title),
    ];
    lines.extend(facts(operation).into_iter().map(|fact| format!("    .{fact}")));
    if !operation.errors.is_empty() {
        let home = verb
            .errors
            .as_ref()
            .map(|path| format!("crate::{}::", path.join("::")));
        lines.push(format!("    .errors(&{}ERRORS)", home.unwrap_or_default()));
    }
    lines.join("\n") + ";"
}

/// The table of error codes, unless another module has the same.
pub(super) fn errors(verb: &Verb<'_>) -> Option<String> {
    let operation = verb.operation;
    if verb.errors.is_some() || operation.errors.is_empty() {
        return None;
    }
    let row = |error: &ErrorCode| {
        let status = error
            .status
            .map_or_else(String::new, |status| format!(" {status}"));
        format!("    {:?}{status} {:?},", error.code, error.advice(operation))
    };
    let rows: Vec<String> = operation.errors.iter().map(row).collect();
    Some(format!("error_codes! {{\n{}\n}}", rows.join("\n")))
}

/// Everything that differs from a JSON operation on the default host with a signed answer.
fn facts(operation: &Operation) -> Vec<String> {
    let mut facts = Vec::new();
    if operation.host != Host::Default {
        facts.push(format!("host(Host::{:?})", operation.host));
    }
    match operation.response {
        Response::Json(_) if operation.version == Version::V2 => {
            facts.push("answers(Answer::Json)".to_owned())
        }
        Response::Json(_) | Response::Xml(_) => {}
        Response::Empty(status) => facts.push(format!("answers(Answer::Empty({status}))")),
        Response::File => facts.push("answers(Answer::File)".to_owned()),
        Response::Redirect => facts.push("answers(Answer::Redirect)".to_owned()),
        Response::CsvOrXmlError(_) => facts.push("answers(Answer::CsvOrXml)".to_owned()),
    }
    if operation.verify != Verify::Signed {
        facts.push(format!("verify(Verify::{:?})", operation.verify));
    }
    if let Some(effect) = effect(operation) {
        facts.push(format!("effect(Effect::{effect:?})"));
    }
    let flags = [
        (matches!(operation.body, Body::Multipart(_)), "upload()"),
        (operation.client_certificate, "client_certificate()"),
        (operation.nonceless, "nonceless()"),
        (operation.names_platform_key, "names_platform_key()"),
        (operation.refusal == Refusal::Open, "open_refusal()"),
    ];
    facts.extend(
        flags
            .into_iter()
            .filter(|(set, _)| *set)
            .map(|(_, fact)| fact.to_owned()),
    );
    if let Some(fragment) = &operation.fragment {
        facts.push(format!("fragment({fragment:?})"));
    }
    if let Some(timeout) = operation.timeout {
        facts.push(format!("timeout_secs({})", timeout.ceil()));
    }
    if let Some(seconds) = operation.repeat_after {
        facts.push(format!("repeat_after({seconds})"));
    }
    facts
}

/// What a second sending does, if it is not as the verb says: a GET of v3 reads, anything else may act each time.
fn effect(operation: &Operation) -> Option<Effect> {
    let usual = match (operation.version, operation.method) {
        (Version::V3, Method::Get) => Effect::None,
        _ => Effect::Each,
    };
    (operation.effect != usual).then_some(operation.effect)
}
