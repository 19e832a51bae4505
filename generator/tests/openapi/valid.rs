//! Valid by the schema of the OpenAPI Initiative, and by what no schema can say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{document, operations, resolve};

/// The official schema, unchanged; Apache-2.0, © OpenAPI Initiative.
const OFFICIAL: &str = include_str!("schema-3.1.json");

pub(crate) fn official() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(OFFICIAL).expect("JSON");
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the official schema is one")
}

#[test]
fn by_the_official_schema() {
    let validator = official();
    let errors: Vec<String> = validator
        .iter_errors(document())
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    // It refuses what is none.
    for (pointer, wrong) in [
        ("/openapi", "3.0.0"),
        ("/info", "text"),
        ("/components/securitySchemes/clientCertificate/type", "tls"),
    ] {
        let mut broken = document().clone();
        *broken.pointer_mut(pointer).expect(pointer) = wrong.into();
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

/// The official schema leaves schemas to the dialect.
#[test]
fn every_schema_is_one() {
    let mut count = 0;
    for (name, schema) in schemas() {
        count += 1;
        if let Err(error) = jsonschema::draft202012::meta::validate(schema) {
            panic!("{name}: {}: {error}", error.instance_path());
        }
    }
    assert!(count > 3_000, "{count}");
}

fn schemas() -> Vec<(String, &'static Value)> {
    let mut out: Vec<(String, &Value)> = document()["components"]["schemas"]
        .as_object()
        .expect("schemas")
        .iter()
        .map(|(name, schema)| (name.clone(), schema))
        .collect();
    walk(document(), &mut |key, value| {
        if key == "schema" {
            out.push(("an inline schema".to_owned(), value));
        }
    });
    out
}

pub(crate) fn walk<'v>(value: &'v Value, visit: &mut impl FnMut(&'v str, &'v Value)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                visit(key, value);
                // Names of fields, and values that are nobody's schema.
                if !matches!(key.as_str(), "example" | "examples" | "x-example-fragments") {
                    walk(value, visit);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        _ => {}
    }
}

#[test]
fn references_lead_somewhere_and_every_component_is_used() {
    let mut used = BTreeSet::new();
    walk(document(), &mut |key, value| {
        if key == "$ref" {
            let reference = value.as_str().expect("a reference");
            assert!(document().pointer(&reference[1..]).is_some(), "{reference}");
            used.insert(reference);
        }
    });
    let components = document()["components"].as_object().expect("components");
    for kind in ["schemas", "headers", "parameters", "responses"] {
        for name in components[kind].as_object().expect(kind).keys() {
            let reference = format!("#/components/{kind}/{name}");
            assert!(used.contains(reference.as_str()), "{reference} is not used");
        }
    }
}

#[test]
fn identifiers_are_unique_and_tags_are_known() {
    let known = |part: &str| -> BTreeSet<&str> {
        let tags = document()[part].as_array().expect(part).iter();
        tags.flat_map(|tag| match tag["tags"].as_array() {
            Some(tags) => tags.iter().filter_map(Value::as_str).collect(),
            None => vec![tag["name"].as_str().expect("a name")],
        })
        .collect()
    };
    let tags = known("tags");
    assert_eq!(tags, known("x-tagGroups"), "every tag is in a group");
    let mut seen = BTreeSet::new();
    for (path, verb, operation) in operations() {
        let id = operation["operationId"].as_str().expect("an id");
        assert!(seen.insert(id), "{id} is there twice");
        for tag in operation["tags"].as_array().expect("tags") {
            assert!(
                tags.contains(tag.as_str().expect("a tag")),
                "{verb} {path}: {tag}"
            );
        }
    }
}

/// Each `{name}` of a path has its parameter and the reverse; no parameter is there twice.
#[test]
fn templates_have_their_parameters() {
    let mut templates = BTreeSet::new();
    for path in document()["paths"].as_object().expect("paths").keys() {
        let shape: Vec<&str> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part })
            .collect();
        assert!(templates.insert(shape.join("/")), "{path} is there twice");
    }
    for (path, verb, operation) in operations() {
        let mut seen = BTreeSet::new();
        for parameter in operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(resolve)
        {
            let key = (parameter["in"].as_str(), parameter["name"].as_str());
            assert!(seen.insert(key), "{verb} {path}: {key:?} is there twice");
        }
        let named: BTreeSet<&str> = seen
            .iter()
            .filter(|(place, _)| *place == Some("path"))
            .filter_map(|(_, name)| *name)
            .collect();
        let wanted: BTreeSet<&str> = path
            .split('#')
            .next()
            .into_iter()
            .flat_map(|path| path.split('/'))
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        assert_eq!(named, wanted, "{verb} {path}");
    }
}
