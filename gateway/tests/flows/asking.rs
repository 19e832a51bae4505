//! A request of a story, as the kernel hands it to a flow.

use serde_json::{Map, Value};
use wechatpay_gateway::flow::modelled;
use wechatpay_gateway::message::{Asked, Caller};
use wechatpay_openapi::runtime::Operation;

use crate::documented::entry;

/// `POST /v3/pay/transactions/jsapi`, or with parameters in path and query, and the fields of its body.
pub(crate) fn asked(line: &str, fields: Map<String, Value>, mchid: &str, at: i64) -> Asked {
    let (method, target) = line.split_once(' ').unwrap();
    let target = target
        .find("/v3/")
        .filter(|_| target.starts_with("http"))
        .map_or(target, |begin| &target[begin..]);
    let (place, query) = target.split_once('?').unwrap_or((target, ""));
    let (operation, path) = operation(method, place);
    let mut all: Map<String, Value> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), typed(value)))
        .collect();
    all.extend(fields);
    let caller = Caller::new(mchid);
    Asked {
        operation,
        path,
        fields: all,
        caller,
        at,
    }
}

/// Parameters of a query are text but for numbers that the documentation counts with.
fn typed(value: &str) -> Value {
    match value.parse::<i64>() {
        Ok(number) if value.len() < 6 => number.into(),
        _ => value.into(),
    }
}

fn operation(method: &str, place: &str) -> (&'static Operation, Map<String, Value>) {
    let steps = modelled().iter().flat_map(|flow| flow.steps);
    let mut found: Vec<_> = steps
        .filter(|step| step.method.as_str() == method)
        .filter_map(|step| Some((step, parameters(step.path, place)?)))
        .collect();
    // A fixed segment wins over a parameter.
    found.sort_by_key(|(_, parameters)| parameters.len());
    let (step, parameters) = found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{method} {place} is not modelled"));
    (entry(method, step.path).operation, parameters)
}

/// The parameters of a path that has this template.
fn parameters(template: &str, place: &str) -> Option<Map<String, Value>> {
    let (names, values): (Vec<_>, Vec<_>) = (template.split('/').collect(), place.split('/').collect());
    if names.len() != values.len() {
        return None;
    }
    let mut parameters = Map::new();
    for (name, value) in names.into_iter().zip(values) {
        match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => {
                parameters.insert(name.to_owned(), value.into());
            }
            None if name == value => {}
            None => return None,
        }
    }
    Some(parameters)
}
