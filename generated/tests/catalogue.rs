//! The catalogue: nothing is missing in it, and its examples are what they say.

use std::collections::BTreeSet;

use wechatpay_openapi::catalogue::{self, Entry, Event};
use wechatpay_openapi::runtime::Version;
use wechatpay_openapi::runtime::record::unknown_fields;
use wechatpay_openapi::runtime::serde_json::{self, Map, Value};
use wechatpay_openapi::testing::{Place, TableView, TestPlatform, ValueKind};
use wechatpay_openapi::{Client, webhook};

const INDEX: &str = include_str!("../INDEX.md");

/// What the index counts: `1172 operations`.
fn total(what: &str) -> usize {
    let words: Vec<&str> = INDEX.split_whitespace().collect();
    let found = words.windows(2).find(|pair| pair[1] == what);
    found
        .and_then(|pair| pair[0].parse().ok())
        .expect("the index counts them")
}

fn array(json: &str) -> Vec<Value> {
    serde_json::from_str(json).expect("an array of JSON")
}

fn told(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_operation_and_notification_is_in_it_once() {
    let operations: BTreeSet<String> = catalogue::operations()
        .map(|entry| entry.operation.to_string())
        .collect();
    assert_eq!(
        operations.len(),
        catalogue::operations().count(),
        "one is there twice"
    );
    assert_eq!(operations.len(), total("operations"), "the index lists others");
    let modules: BTreeSet<(Version, &str)> = catalogue::notifications()
        .map(|event| (event.version, event.name))
        .collect();
    assert_eq!(modules.len(), total("notifications"), "the index lists others");
    let variants: BTreeSet<&str> = catalogue::notifications().map(|event| event.variant).collect();
    let keys: BTreeSet<&str> = webhook::Event::KEYS.iter().map(|key| key.name).collect();
    assert_eq!(variants, keys);
    assert_eq!(variants.len(), catalogue::notifications().count());
}

/// The names in the braces of a path.
fn parameters(path: &str) -> BTreeSet<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

fn names(part: &Value) -> BTreeSet<&str> {
    part.as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect()
}

#[test]
fn every_request_is_in_the_parts_that_its_table_says() {
    let mut wrong = Vec::new();
    for entry in catalogue::operations() {
        let requests = array(entry.request_examples);
        if requests.is_empty() {
            wrong.push(format!("{}: no request", entry.operation));
        }
        for request in requests {
            if names(&request["path"]) != parameters(entry.operation.path) {
                wrong.push(format!("{}: {} in the path", entry.operation, request["path"]));
            }
            for (part, place) in [
                ("query", Place::Query),
                ("headers", Place::Header),
                ("body", Place::Body),
            ] {
                let is_there = |name: &&str| {
                    let field = entry.request.and_then(|table| TableView::of(table).field(name));
                    field.is_some_and(|field| field.place() == place)
                };
                let lost: Vec<&str> = names(&request[part])
                    .into_iter()
                    .filter(|name| !is_there(name))
                    .collect();
                if !lost.is_empty() {
                    wrong.push(format!("{}: {lost:?} is in no {part}", entry.operation));
                }
            }
        }
    }
    told(&wrong);
}

#[test]
fn every_answer_that_is_an_object_has_an_example() {
    for entry in catalogue::operations() {
        let answers = array(entry.answer_examples);
        assert_eq!(answers.is_empty(), entry.answer.is_none(), "{}", entry.operation);
        for (answer, table) in answers.iter().zip(entry.answer) {
            let unknown = unknown_fields(table, answer.to_string().as_bytes());
            assert!(unknown.is_empty(), "{}: {unknown:?}", entry.operation);
        }
    }
}

/// The texts at a pointer, in which `*` is any of a list.
fn texts<'v>(value: &'v Value, pointer: &str) -> Vec<&'v str> {
    let mut found = vec![value];
    for name in pointer.split('/').skip(1) {
        found = match name {
            "*" => found.into_iter().filter_map(Value::as_array).flatten().collect(),
            name => found.into_iter().filter_map(|value| value.get(name)).collect(),
        };
    }
    let lists = found.into_iter().flat_map(|value| {
        value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice)
    });
    lists.filter_map(Value::as_str).collect()
}

/// What is in headers, query and body.
fn sent(request: &Value) -> Value {
    let parts = ["headers", "query", "body"]
        .iter()
        .filter_map(|part| request[part].as_object());
    Value::Object(
        parts
            .flatten()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect::<Map<_, _>>(),
    )
}

#[test]
fn a_made_request_is_as_long_as_the_documentation_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in catalogue::operations() {
        for request in array(entry.request_examples)
            .iter()
            .filter(|request| request["made"] == true)
        {
            count += 1;
            let sent = sent(request);
            for fact in entry.facts {
                for text in texts(&sent, fact.pointer) {
                    let length = text.chars().count() as u32;
                    if fact.min_length.is_some_and(|least| length < least)
                        || fact.max_length.is_some_and(|most| length > most)
                    {
                        wrong.push(format!("{}: {text:?} is no {fact:?}", entry.operation));
                    }
                }
            }
        }
    }
    assert!(count > 10, "{count} were made");
    told(&wrong);
}

/// Whether a pointer leads to a field of a table.
fn leads(table: TableView, pointer: &str) -> bool {
    let mut kind = ValueKind::Record(table);
    for name in pointer.split('/').skip(1) {
        kind = match (opened(kind), name) {
            (ValueKind::List(item), "*") => *item,
            (ValueKind::Record(table), name) => match table.field(name) {
                Some(field) => field.kind(),
                None => return false,
            },
            _ => return false,
        };
    }
    true
}

/// What is in a text or a family.
fn opened(kind: ValueKind) -> ValueKind {
    match kind {
        ValueKind::JsonString(inner) | ValueKind::UrlEncoded(inner) | ValueKind::Numbered(inner) => {
            opened(*inner)
        }
        other => other,
    }
}

#[test]
fn every_fact_is_of_a_field() {
    let of_requests = catalogue::operations()
        .map(|entry: &Entry| (entry.operation.to_string(), entry.request, entry.facts));
    let of_events = catalogue::notifications()
        .map(|event: &Event| (event.variant.to_owned(), Some(event.table), event.facts));
    let mut wrong = Vec::new();
    for (name, table, facts) in of_requests.chain(of_events) {
        for fact in facts {
            if !table.is_some_and(|table| leads(TableView::of(table), fact.pointer)) {
                wrong.push(format!("{name}: {fact:?}"));
            }
        }
    }
    told(&wrong);
    for entry in catalogue::operations() {
        let said: BTreeSet<&str> = entry.path.iter().map(|fact| &fact.pointer[1..]).collect();
        assert!(
            said.is_subset(&parameters(entry.operation.path)),
            "{}",
            entry.operation
        );
        assert!(
            !entry.product.is_empty() && entry.call.contains("client"),
            "{}",
            entry.operation
        );
    }
}

/// The variant's name, as `Debug` begins.
fn variant(event: &webhook::Event) -> String {
    format!("{event:?}")
        .split('(')
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn every_notification_is_known_again_by_its_example() {
    let platform = TestPlatform::new().unwrap();
    let client: Client = platform.client().unwrap();
    let mut wrong = Vec::new();
    for event in catalogue::notifications() {
        let plain: Value = serde_json::from_str(event.example).expect("JSON");
        let payload = platform.sealed_of(event.table, &plain).unwrap();
        let unknown = unknown_fields(event.table, event.example.as_bytes());
        if !unknown.is_empty() {
            wrong.push(format!("{}: no field for {unknown:?}", event.variant));
        }
        let original_types = if event.original_types.is_empty() {
            &[""]
        } else {
            event.original_types
        };
        let messages = match event.version {
            Version::V2 => vec![platform.v2_notification(&payload).unwrap()],
            Version::V3 => {
                let names = event
                    .event_types
                    .iter()
                    .flat_map(|name| original_types.iter().map(move |original| (name, original)));
                names
                    .map(|(name, original)| platform.notification(name, original, &payload).unwrap())
                    .collect()
            }
        };
        for message in messages {
            let (headers, body) = message.parts();
            match client
                .notifications()
                .parse_event::<webhook::Event, _>(&headers, &body)
            {
                Ok(read) if variant(&read) == event.variant => {}
                Ok(read) => wrong.push(format!(
                    "{} is read as {}: {plain}",
                    event.variant,
                    variant(&read)
                )),
                Err(error) => wrong.push(format!("{}: {error}: {plain}", event.variant)),
            }
        }
    }
    told(&wrong);
}
