//! The parameters of a request against the tables of its operation.
//!
//! What one transcription of the documentation calls required is not demanded: it is wrong too often. What is confirmed is.

mod charset;
mod example;
mod kind;
mod limits;
mod notify_url;
mod place;
mod walk;

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::{Place, TableView};
use wechatpay_openapi_runtime::Version;

use super::judge::{Judge, Judged};
use super::mode::Check;
use crate::keys::Keys;
use crate::message::{Caller, Location};
use place::At;
use walk::Walk;

/// Fields that any request of v2 may have, documented or not: they carry its signature.
const OF_THE_SIGNATURE: [&str; 4] = ["sign", "sign_type", "nonce_str", "mch_id"];

/// Where the fields of a request came from.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) path: Map<String, Value>,
    pub(super) query: Map<String, Value>,
    pub(super) headers: Map<String, Value>,
    pub(super) body: Map<String, Value>,
}

/// Checks all of them, and gives those of the record: with their types, and encrypted ones in plain text.
pub(super) fn check(
    judge: &mut Judge<'_>,
    keys: &Keys,
    entry: &'static Entry,
    caller: &Caller,
    sent: Sent,
) -> Judged<Map<String, Value>> {
    let mut walk = Walk {
        judge,
        keys,
        serial: caller.wechatpay_serial.clone(),
        facts: entry.facts,
        examples: entry.request_examples,
        version: entry.operation.version,
    };
    for (name, value) in &sent.path {
        walk.text(entry.path, value, &At::root(Location::Url).child(name))?;
    }
    let table = entry.request.map(TableView::of);
    let mut fields = Map::new();
    for (members, place, location) in [
        (sent.headers, Place::Header, Location::Body),
        (sent.query, Place::Query, Location::Query),
        (sent.body, Place::Body, Location::Body),
    ] {
        for (name, mut value) in members {
            let at = At::root(location).child(&name);
            let field = table.and_then(|table| table.field(&name));
            // v2 has its fields in the query of a GET, whatever the page calls them.
            let is_here = |found: Place| found == place || walk.version == Version::V2;
            match field.filter(|field| is_here(field.place())) {
                Some(field) => walk.value(field.kind(), &mut value, &at, place != Place::Body)?,
                None if walk.version == Version::V2 && OF_THE_SIGNATURE.contains(&&*name) => {}
                None => walk.find(Check::Unknown, &at, &value, "is not a documented parameter")?,
            }
            fields.insert(name, value);
        }
    }
    if let Some(table) = table {
        walk.missing(table, &fields, &At::root(Location::Body))?;
    }
    Ok(fields)
}
