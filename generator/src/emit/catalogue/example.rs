//! The examples of an operation: documented ones, else made ones.

use serde_json::{Map, Value, json};

use super::made::{Extent, Maker};
use crate::emit::known::KnownValues;
use crate::ir::{Example, Operation, Response, Segment, Version};
use crate::plan::{Carrier, Crate, Verb};

/// What documented examples have in their fields. The two versions write one thing differently, times above all.
pub(super) struct Examples {
    v2: KnownValues,
    v3: KnownValues,
}

impl Examples {
    /// Those of all operations.
    pub(super) fn of(plan: &Crate<'_>) -> Self {
        let mut all = Self {
            v2: KnownValues::default(),
            v3: KnownValues::default(),
        };
        for (_, verb) in plan.operations() {
            let operation = verb.operation;
            let known = match operation.version {
                Version::V2 => &mut all.v2,
                Version::V3 => &mut all.v3,
            };
            if let Some(example) = &operation.example {
                for part in [&example.path, &example.query, &example.headers] {
                    known.learn(&Value::Object(part.clone()));
                }
                known.learn(&Value::Object(example.opened(&operation.body)));
            }
            for answer in &operation.answers {
                known.learn(&answer.body);
            }
        }
        all
    }

    /// Those of one version.
    pub(super) fn known(&self, version: Version) -> &KnownValues {
        match version {
            Version::V2 => &self.v2,
            Version::V3 => &self.v3,
        }
    }
}

/// Whole requests, each as what is in path, query, headers and body. One for each scene that a page has a part of.
pub(super) fn requests(verb: &Verb<'_>, known: &KnownValues) -> Vec<Value> {
    let operation = verb.operation;
    let documented = documented(operation).filter(|example| !verb.has_request || sends(example));
    let whole = documented.clone().unwrap_or_else(|| made(verb, known));
    let path = path(operation, known);
    let request = |example: &Example, label: Option<&str>| {
        let parts = [
            ("path", &path),
            ("query", &example.query),
            ("headers", &example.headers),
            ("body", &example.body),
        ];
        let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
        let mut out: Map<String, Value> = parts
            .map(|(name, part)| (name.to_owned(), Value::Object(part.clone())))
            .collect();
        if let Some(label) = label {
            out.insert("scene".to_owned(), json!(label));
        }
        if documented.is_none() && verb.has_request {
            out.insert("made".to_owned(), json!(true));
        }
        Value::Object(out)
    };
    let scenes = whole.fragments.iter().map(|(label, fragment)| {
        let mut scene = whole.clone();
        scene.body.extend(fragment.clone());
        request(&scene, Some(label))
    });
    std::iter::once(request(&whole, None)).chain(scenes).collect()
}

/// The documented example as the record has it: parts that hold JSON opened, and no header that has no field.
fn documented(operation: &Operation) -> Option<Example> {
    let mut example = operation.example.clone()?;
    example.body = example.opened(&operation.body);
    example
        .headers
        .retain(|name, _| operation.headers.iter().any(|field| field.name == *name));
    Some(example)
}

fn sends(example: &Example) -> bool {
    !(example.query.is_empty() && example.headers.is_empty() && example.body.is_empty())
}

fn made(verb: &Verb<'_>, known: &KnownValues) -> Example {
    let maker = Maker {
        types: &verb.types,
        known,
        extent: Extent::Needed,
    };
    let mut all = maker.named("Request");
    let fields = verb
        .types
        .get("Request")
        .map(|def| def.fields())
        .unwrap_or_default();
    let mut part = |carrier: Carrier| -> Map<String, Value> {
        let of_part = fields.iter().filter(|field| field.carrier == carrier);
        let pairs = of_part.filter_map(|field| all.shift_remove_entry(field.wire));
        pairs.collect()
    };
    let (query, headers) = (part(Carrier::Query), part(Carrier::Header));
    // What is left, so that the members of a family are not lost.
    Example {
        query,
        headers,
        body: all,
        ..Example::default()
    }
}

/// A value for each parameter of the path: the example's, else what others have; else the parameter's name.
fn path(operation: &Operation, known: &KnownValues) -> Map<String, Value> {
    let documented = operation.example.as_ref().map(|example| &example.path);
    let value = |name: &str| {
        let shown = documented
            .and_then(|path| path.get(name))
            .or_else(|| known.get(name, "string"));
        shown.cloned().unwrap_or_else(|| json!(name))
    };
    let params = operation.path.iter().filter_map(|segment| match segment {
        Segment::Param(name) => Some((name.clone(), value(name))),
        Segment::Literal(_) => None,
    });
    params.collect()
}

/// Bodies of answers that went well, where an answer is an object.
pub(super) fn answers(verb: &Verb<'_>, known: &KnownValues) -> Vec<Value> {
    let operation = verb.operation;
    if !matches!(operation.response, Response::Json(_) | Response::Xml(_)) {
        return Vec::new();
    }
    if !operation.answers.is_empty() {
        return operation
            .answers
            .iter()
            .map(|answer| answer.body.clone())
            .collect();
    }
    let maker = Maker {
        types: &verb.types,
        known,
        extent: Extent::All,
    };
    let mut answer = maker.named("Response");
    if operation.version == Version::V2 {
        for (name, value) in [
            ("return_code", "SUCCESS"),
            ("result_code", "SUCCESS"),
            ("return_msg", "OK"),
        ] {
            if let Some(said) = answer.get_mut(name) {
                *said = json!(value);
            }
        }
    }
    vec![Value::Object(answer)]
}
