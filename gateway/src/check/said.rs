//! What a request says beside its body, and all that it says where it is refused.

use http::Method;
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::{Place, TableView};
use wechatpay_openapi_runtime::Version;

use super::fields::Sent;
use super::form::Form;
use super::judge::Judge;
use super::mode::{Checks, Mode};
use super::{content, v2};
use crate::catalogue::Found;
use crate::message::Received;

/// All of it, as far as it can be read, without a check.
pub(super) fn said(found: &Found, received: &Received, form: Option<&Form>) -> Map<String, Value> {
    let none = Checks::all(Mode::Off);
    let mut judge = Judge::new(&none, String::new());
    let body = match found.entry.operation.version {
        Version::V3 => content::read(&mut judge, &received.body, form),
        Version::V2 => v2::read(&mut judge, received, form),
    };
    let beside = beside(found.entry, received);
    let mut all = found.path.clone();
    all.extend(beside.query);
    all.extend(beside.headers);
    all.extend(body.unwrap_or_default());
    all
}

/// Its query and headers.
pub(super) fn beside(entry: &Entry, received: &Received) -> Sent {
    let is_v3 = entry.operation.version == Version::V3;
    Sent {
        query: match is_v3 || received.method != Method::GET {
            true => query(received.query()),
            // They are what v2 calls its body.
            false => Map::new(),
        },
        headers: headers(entry, received),
        ..Sent::default()
    }
}

/// The parameters of a query; one that comes several times is a list.
fn query(query: &str) -> Map<String, Value> {
    let mut found: Map<String, Value> = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = Value::from(value.into_owned());
        match found.get_mut(&*name) {
            None => {
                found.insert(name.into_owned(), value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    found
}

/// The headers that the operation documents as parameters.
fn headers(entry: &Entry, received: &Received) -> Map<String, Value> {
    let table = entry.request.map(TableView::of);
    let documented = table.into_iter().flat_map(TableView::fields);
    let of_header = documented.filter(|field| field.place() == Place::Header);
    let sent = of_header.filter_map(|field| Some((field.name(), received.header(field.name())?)));
    sent.map(|(name, value)| (name.to_owned(), value.into()))
        .collect()
}
