//! One operation before and after; operations that came, went or moved.

use super::Kind;
use super::facts::{self, FactChange};
use super::fields::{Fields, Level};
use super::found::{Found, Said};
use super::pair::{PlacedOperation, id};
use crate::ir::{self, Body, ErrorCode, Field, Response, deep, url};
use crate::plan::{Carrier, Verb};

/// Compares an operation with what it was.
pub(super) fn compare(
    found: &mut Found<'_>,
    before: PlacedOperation<'_, '_>,
    after: PlacedOperation<'_, '_>,
) {
    let (one, other) = (before.1.operation, after.1.operation);
    let subject = id(other);
    let code = after.1.path.join("::");
    let headings = [Some(&one.meta.origin), Some(&other.meta.origin)];
    if id(one) == subject {
        let paths = [before, after].map(|(_, verb)| verb.path.join("::"));
        let [was, is] = paths;
        facts::say(found, &subject, headings, &code, vec![(Kind::Renamed, was, is)]);
    } else {
        facts::say(
            found,
            &subject,
            headings,
            &code,
            vec![(Kind::OperationMoved, id(one), subject.clone())],
        );
    }
    let mut all = facts_of(one, other);
    all.extend(facts::meta(&one.meta, &other.meta));
    facts::say(found, &subject, headings, &code, all);
    let [(_, was), (_, is)] = [before, after];
    if was.has_request != is.has_request {
        let rows = [was, is].map(|verb| taken(verb).next().map(|field| &field.origin));
        let fact = (Kind::Format, takes(was), takes(is));
        facts::say(found, &subject, rows, &code, vec![fact]);
    }
    repetition(found, &subject, one, other, &code);
    errors(found, &subject, one, other, &code);
    fields(found, &subject, before, after);
}

fn facts_of(one: &ir::Operation, other: &ir::Operation) -> Vec<FactChange> {
    let both = |kind, fact: fn(&ir::Operation) -> String| (kind, fact(one), fact(other));
    // An example is too long to be shown.
    let another = |shown: fn(&ir::Operation) -> String| {
        let word = if shown(one) == shown(other) {
            "one"
        } else {
            "another"
        };
        (Kind::Example, "one".to_owned(), word.to_owned())
    };
    let mut facts = vec![
        both(Kind::Verification, |it| it.verify.name().to_owned()),
        both(Kind::Repetition, |it| {
            it.repeat_after
                .map_or_else(String::new, |seconds| format!("after {seconds} s"))
        }),
        both(Kind::Repetition, |it| format!("refusal: {}", it.refusal.name())),
        both(Kind::Host, |it| it.host.name().to_owned()),
        both(Kind::Call, switches),
        both(Kind::Format, |it| format!("body: {}", body(&it.body))),
        both(Kind::Format, |it| format!("answer: {}", answer(&it.response))),
        both(Kind::Limit, limits),
        another(|it| format!("{:?}", it.example)),
        another(|it| format!("{:?}", it.answers)),
    ];
    // An operation that moved has another path.
    if id(one) == id(other) {
        facts.push(both(Kind::Address, |it| url(&it.path)));
    }
    facts
}

/// What a second sending does, and which numbers of the merchant's own make two requests one, if these are others.
fn repetition(found: &mut Found<'_>, subject: &str, one: &ir::Operation, other: &ir::Operation, code: &str) {
    let all = [one, other].map(|operation| -> Vec<&Field> {
        let fields = deep(operation.request());
        fields.filter(|field| field.role == ir::Role::Number).collect()
    });
    let names = all.each_ref().map(|fields| {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        names.join(", ")
    });
    let effects = [one.effect.name().to_owned(), other.effect.name().to_owned()];
    if names[0] == names[1] {
        let headings = [Some(&one.meta.origin), Some(&other.meta.origin)];
        let [was, is] = effects;
        facts::say(found, subject, headings, code, vec![(Kind::Repetition, was, is)]);
        return;
    }
    let by = |at: usize| match names[at].as_str() {
        "" => effects[at].clone(),
        names => format!("{}, by {names}", effects[at]),
    };
    let rows = all.map(|fields| fields.first().map(|field| &field.origin));
    facts::say(found, subject, rows, code, vec![(Kind::Repetition, by(0), by(1))]);
}

fn switches(operation: &ir::Operation) -> String {
    let mut words = facts::switches(&[
        (operation.client_certificate, "client certificate"),
        (operation.nonceless, "no nonce"),
    ]);
    for more in [
        &operation.fragment,
        &operation.timeout.map(|seconds| format!("{seconds} s")),
    ]
    .into_iter()
    .flatten()
    {
        words = format!("{words} {more}").trim().to_owned();
    }
    words
}

fn limits(operation: &ir::Operation) -> String {
    let limit = |one: &ir::Limit| format!("{} in {} s {}", one.calls, one.seconds, one.scope);
    let limits: Vec<String> = operation.limits.iter().map(limit).collect();
    limits.join(", ")
}

/// What the method takes: a first field of a query makes another signature.
fn takes(verb: &Verb<'_>) -> String {
    if !verb.has_request {
        return "takes nothing".to_owned();
    }
    let fields: Vec<&str> = taken(verb).map(|field| field.name.as_str()).collect();
    format!("takes a request ({})", fields.join(", "))
}

/// What is filled in besides the path, which is the chain's.
fn taken<'a>(verb: &Verb<'a>) -> impl Iterator<Item = &'a Field> {
    let operation = verb.operation;
    operation.query.iter().chain(operation.body.fields())
}

fn body(body: &Body) -> &'static str {
    match body {
        Body::None => "none",
        Body::Json(_) => "JSON",
        Body::Xml(_) => "XML",
        Body::Multipart(_) => "upload",
    }
}

fn answer(response: &Response) -> String {
    match response {
        Response::Json(_) => "JSON".to_owned(),
        Response::Xml(_) => "XML".to_owned(),
        Response::Empty(status) => format!("empty ({status})"),
        Response::File => "file".to_owned(),
        Response::Redirect => "redirect".to_owned(),
        Response::CsvOrXmlError(_) => "CSV, or XML for an error".to_owned(),
    }
}

fn errors(found: &mut Found<'_>, subject: &str, one: &ir::Operation, other: &ir::Operation, code: &str) {
    let key = |error: &ErrorCode| (error.status, error.code.clone());
    let word = |error: &ErrorCode| match error.status {
        Some(status) => format!("{status} {}", error.code),
        None => error.code.clone(),
    };
    let mut say = |kind, field: &ErrorCode, was: String, is: String, origins| {
        let said = Said {
            kind,
            field: &format!("errors.{}", field.code),
            before: was,
            after: is,
            origins,
            code: vec![format!("{code}::ERRORS")],
        };
        found.push(subject, said);
    };
    for error in &one.errors {
        match other.errors.iter().find(|now| key(now) == key(error)) {
            None => say(
                Kind::ErrorRemoved,
                error,
                word(error),
                String::new(),
                [Some(&error.origin), None],
            ),
            Some(now) => {
                let origins = [Some(&error.origin), Some(&now.origin)];
                let advice = [(error, one), (now, other)].map(|(it, of)| format!("{:?}", it.advice(of)));
                let [was, is] = advice;
                if was != is {
                    say(Kind::ErrorAdvice, now, was, is, origins);
                }
                let (was, is) = (error.meanings.join("; "), now.meanings.join("; "));
                if was != is {
                    say(Kind::Words, now, was, is, origins);
                }
            }
        }
    }
    for error in &other.errors {
        if !one.errors.iter().any(|was| key(was) == key(error)) {
            say(
                Kind::ErrorAdded,
                error,
                String::new(),
                word(error),
                [None, Some(&error.origin)],
            );
        }
    }
}

fn fields(
    found: &mut Found<'_>,
    subject: &str,
    before: PlacedOperation<'_, '_>,
    after: PlacedOperation<'_, '_>,
) {
    let parts = [
        ("path", None, true),
        ("headers", Some(Carrier::Header), true),
        ("query", Some(Carrier::Query), true),
        ("body", Some(Carrier::Body), true),
        ("answer", None, false),
    ];
    let modules = [before, after].map(|(_, verb)| verb.path.join("::"));
    for (part, carrier, is_request) in parts {
        // What has another format, and fields on one side alone, has nothing to compare.
        let counts = [before, after].map(|(_, verb)| part_of(verb.operation, part).len());
        if is_replaced(part, before.1.operation, after.1.operation) && counts.contains(&0) {
            continue;
        }
        let [one, other] = [(before, &modules[0]), (after, &modules[1])].map(|((_, verb), module)| Level {
            fields: part_of(verb.operation, part),
            module,
            types: &verb.types,
            def: match part {
                "path" => None,
                "answer" => verb.types.get("Response").or(verb.types.get("Failure")),
                _ => verb.types.get("Request"),
            },
            carrier,
        });
        let mut fields = Fields {
            found,
            subject,
            is_request,
        };
        fields.compare(part, one, other);
    }
}

fn is_replaced(part: &str, one: &ir::Operation, other: &ir::Operation) -> bool {
    match part {
        "body" => body(&one.body) != body(&other.body),
        "answer" => answer(&one.response) != answer(&other.response),
        _ => false,
    }
}

fn part_of<'a>(operation: &'a ir::Operation, part: &str) -> &'a [Field] {
    match part {
        "path" => &operation.path_params,
        "headers" => &operation.headers,
        "query" => &operation.query,
        "body" => operation.body.fields(),
        _ => operation.response.fields(),
    }
}

/// Operations of one state.
pub(super) fn alone(
    found: &mut Found<'_>,
    gone: &[PlacedOperation<'_, '_>],
    new: &[PlacedOperation<'_, '_>],
) {
    let sides = [(Kind::OperationRemoved, 0, gone), (Kind::OperationAdded, 1, new)];
    for (kind, side, operations) in sides {
        for (node, verb) in operations {
            let operation = verb.operation;
            let code = format!("{}::{}", node.path.join("::"), verb.name);
            found.push(&id(operation), Said::alone(kind, side, &operation.meta, code));
        }
    }
}
