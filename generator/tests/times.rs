//! Every documented value of a time is one that the runtime reads, and that the function which the
//! field's documentation names writes again.

use std::path::Path;
use std::time::SystemTime;

use serde_json::{Map, Value};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Field, Operation, TimeForm, Type};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_runtime::Time;

/// Values of times that are none, and why.
const NO_TIMES: [(&str, &str, &str); 2] = [
    ("timestamp", "timestamp", "computed when the example runs"),
    (
        "goods_listing_time",
        "example_goods_listing_time",
        "a placeholder",
    ),
];

fn operations() -> Vec<Operation> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&folder).expect("docs-specs can be read");
    let overrides = Overrides::read(&folder.join("overrides")).expect("the overrides can be read");
    read(&docs, &overrides).api.operations
}

/// One documented value and the field that has it.
struct Sample<'o> {
    page: &'o str,
    field: &'o Field,
    in_list: bool,
    text: String,
}

/// All strings of all examples.
fn samples(operations: &[Operation]) -> Vec<Sample<'_>> {
    let mut found = Vec::new();
    for operation in operations {
        let Some(example) = &operation.example else {
            continue;
        };
        let body = operation.body.fields();
        let fragments = example.fragments.iter().map(|(_, values)| (body, values));
        let places = [
            (body, &example.body),
            (operation.query.as_slice(), &example.query),
        ];
        for (fields, values) in places.into_iter().chain(fragments) {
            record(&operation.page, fields, values, &mut found);
        }
    }
    found
}

fn record<'o>(page: &'o str, fields: &'o [Field], values: &Map<String, Value>, found: &mut Vec<Sample<'o>>) {
    for field in fields {
        if let Some(value) = values.get(&field.name) {
            visit(page, field, &field.ty, value, found);
        }
    }
}

fn visit<'o>(page: &'o str, field: &'o Field, ty: &'o Type, value: &Value, found: &mut Vec<Sample<'o>>) {
    match (ty, value) {
        (Type::Object(fields), Value::Object(values)) => record(page, fields, values, found),
        (Type::List(item), Value::Array(values)) => {
            values
                .iter()
                .for_each(|value| visit(page, field, item, value, found));
        }
        (Type::JsonString(inner), Value::String(text)) => {
            if let Ok(value) = serde_json::from_str(text) {
                visit(page, field, inner, &value, found);
            }
        }
        (_, Value::String(text)) => found.push(Sample {
            page,
            field,
            in_list: matches!(&field.ty, Type::List(_))
                || matches!(&field.ty, Type::JsonString(inner) if matches!(**inner, Type::List(_))),
            text: text.clone(),
        }),
        _ => {}
    }
}

/// The function of the runtime that a field's documentation names.
fn write(form: TimeForm, at: SystemTime) -> Time {
    match form.writer() {
        "rfc3339" => Time::rfc3339(at),
        "rfc3339_millis" => Time::rfc3339_millis(at),
        "compact" => Time::compact(at),
        "date_time" => Time::date_time(at),
        "date" => Time::date(at),
        "compact_date" => Time::compact_date(at),
        "unix" => Time::unix(at),
        other => panic!("the runtime has no `Time::{other}`"),
    }
}

#[test]
fn every_documented_time_is_read() {
    let operations = operations();
    let samples = samples(&operations);
    let mut read = 0;
    let mut exceptions = Vec::new();
    for Sample {
        page, field, text, ..
    } in samples.iter().filter(|sample| sample.field.ty == Type::Time)
    {
        let exception = NO_TIMES
            .iter()
            .position(|(name, value, _)| *name == field.name && value == text);
        match Time::from(text.as_str()).to_system_time() {
            Ok(_) => {
                assert_eq!(
                    exception, None,
                    "{page}: `{}` = {text} is read by now",
                    field.name
                );
                read += 1;
            }
            Err(_) if text.is_empty() => {}
            Err(error) => {
                exceptions.push(exception.unwrap_or_else(|| panic!("{page}: `{}`: {error}", field.name)))
            }
        }
    }
    assert!(read > 250, "{read} times were read");
    exceptions.sort_unstable();
    exceptions.dedup();
    assert_eq!(
        exceptions,
        (0..NO_TIMES.len()).collect::<Vec<_>>(),
        "an exception that no page has"
    );
}

#[test]
fn no_documented_time_is_mere_text() {
    let operations = operations();
    let looks = |sample: &&Sample<'_>| TimeForm::of(&sample.text).is_some_and(|form| !form.is_digits());
    let samples = samples(&operations);
    let all: Vec<&Sample<'_>> = samples.iter().filter(looks).collect();
    assert!(all.len() > 200, "{} look like times", all.len());
    for sample in all {
        let Sample {
            page,
            field,
            text,
            in_list,
        } = sample;
        // A list's items stay text, so that it can be made of strings.
        assert!(
            field.ty == Type::Time || *in_list,
            "{page}: `{}` = {text}",
            field.name
        );
    }
}

#[test]
fn the_documented_form_is_written_by_the_function_that_is_named() {
    let operations = operations();
    let (mut forms, mut exact) = (Vec::new(), 0);
    for Sample {
        page, field, text, ..
    } in &samples(&operations)
    {
        let Some(form) = field.doc.time else { continue };
        // Several examples of one field: the first decided.
        if TimeForm::of(text) != Some(form) {
            continue;
        }
        let time = Time::from(text.as_str()).to_system_time();
        let again = write(form, time.unwrap_or_else(|error| panic!("{page}: {error}")));
        // Some examples have a minute of 61 seconds, or no seconds: they are read, not written.
        let is_exact = text.split_once('T').is_none_or(|(_, clock)| {
            clock.ends_with("+08:00") && !clock.contains(":60") && clock.matches(':').count() == 3
        });
        if is_exact {
            assert_eq!(again, text.as_str(), "{page}: `{}`", field.name);
            exact += 1;
        }
        forms.push(form);
    }
    assert!(exact > 200, "{exact} were written as documented");
    forms.sort_unstable();
    forms.dedup();
    assert_eq!(forms.len(), 7, "every form is documented somewhere: {forms:?}");
}
