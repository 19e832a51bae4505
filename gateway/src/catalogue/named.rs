//! Names as people write them, and the nearest where there is none of that name.
//!
//! What would wait for ever for a name that nobody has is a mistake, and not a thing that never happens.

use similar::get_close_matches;
use wechatpay_openapi::catalogue::{notifications, operations};

use super::Catalogue;

/// So many are named.
const SHOWN: usize = 3;
/// How alike two names are at least, of 1.
const ALIKE: f32 = 0.6;

/// That this is an operation, `POST /v3/refund/domestic/refunds`, or the beginning of one and a `*`.
///
/// # Errors
/// There is none; the nearest are said.
pub fn known_operation(name: &str) -> Result<(), String> {
    let all: Vec<String> = operations().map(|entry| entry.operation.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    if is_one(name, &all) {
        return Ok(());
    }
    let meant = called(name).map_or_else(|| near(name, &all), |operation| vec![operation]);
    Err(unknown(
        "operation",
        name,
        &meant,
        "GET /_gateway/catalogue?q=… finds them",
    ))
}

/// That this is a notification, by its module's name (`refund_success`) or, where that is wanted, its `event_type`; or the
/// beginning of one and a `*`.
///
/// # Errors
/// There is none; the nearest are said.
pub fn known_event(name: &str, by_type: bool) -> Result<(), String> {
    let names = notifications().map(|event| event.name);
    let types = notifications().flat_map(|event| event.event_types).copied();
    let mut all: Vec<&str> = names.chain(types.filter(|_| by_type)).collect();
    all.sort_unstable();
    all.dedup();
    if is_one(name, &all) {
        return Ok(());
    }
    let named = notifications().find(|event| event.variant == name);
    let meant = named.map_or_else(|| near(name, &all), |event| vec![event.name.to_owned()]);
    Err(unknown(
        "notification",
        name,
        &meant,
        "GET /_gateway/events lists all",
    ))
}

fn is_one(name: &str, all: &[&str]) -> bool {
    match name.strip_suffix('*') {
        Some(start) => all.iter().any(|known| known.starts_with(start)),
        None => all.contains(&name),
    }
}

/// The operation of a request as it is sent (`get /v3/pay/transactions/id/1217`), or of a path without its verb.
fn called(name: &str) -> Option<String> {
    let (verb, path) = name.split_once(' ').unwrap_or(("", name));
    let catalogue = Catalogue::all();
    let found = catalogue.find(&verb.to_ascii_uppercase(), path).ok();
    let mut verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter();
    let found = found.or_else(|| verbs.find_map(|verb| catalogue.find(verb, path).ok()))?;
    Some(found.entry.operation.to_string())
}

/// Those that are written most alike; else those that have the text in them.
fn near(name: &str, all: &[&str]) -> Vec<String> {
    let bare = name.trim_end_matches('*');
    let mut meant = get_close_matches(bare, all, SHOWN, ALIKE);
    if meant.is_empty() && !bare.is_empty() {
        let lower = bare.to_lowercase();
        let has_it = |known: &&str| known.to_lowercase().contains(&lower);
        meant = all.iter().copied().filter(has_it).take(SHOWN).collect();
    }
    meant.into_iter().map(str::to_owned).collect()
}

fn unknown(kind: &str, name: &str, meant: &[String], where_else: &str) -> String {
    match meant {
        [] => format!("there is no {kind} `{name}`: {where_else}"),
        meant => format!(
            "there is no {kind} `{name}`: meant may be `{}`; {where_else}",
            meant.join("`, `")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{known_event, known_operation};

    fn leads(name: &str, known: &Result<(), String>, nearest: Option<&str>) {
        let is_right = match (known, nearest) {
            (Ok(()), None) => true,
            (Err(text), Some(nearest)) => text.contains(nearest),
            _ => false,
        };
        assert!(is_right, "{name}: {known:?}");
    }

    #[test]
    fn a_name_that_nobody_has_leads_to_the_nearest() {
        const REFUND: Option<&str> = Some("`POST /v3/refund/domestic/refunds`");
        for (name, nearest) in [
            ("POST /v3/refund/domestic/refunds", None),
            ("POST /v3/pay/*", None),
            ("*", None),
            ("POST /v3/refund/domestic/refundz", REFUND),
            ("/v3/refund/domestic/refunds", REFUND),
            ("post /v3/refund/domestic/refunds", REFUND),
            ("PUT /v3/refund/domestic/refunds", REFUND),
            (
                "GET /v3/pay/transactions/id/1217",
                Some("`GET /v3/pay/transactions/id/{transaction_id}`"),
            ),
            ("POST /v3/pai/*", Some("meant may be `POST /v3/pa")),
            ("unifiedorder", Some("unifiedorder`")),
            ("", Some("GET /_gateway/catalogue")),
        ] {
            leads(name, &known_operation(name), nearest);
        }
        for (name, by_type, nearest) in [
            ("refund_success", false, None),
            ("refund_*", false, None),
            ("REFUND.SUCCESS", true, None),
            ("REFUND.SUCCESS", false, Some("GET /_gateway/events")),
            ("refund_succes", false, Some("`refund_success`")),
            ("RefundSuccess", true, Some("`refund_success`")),
            ("REFUND.SUCESS", true, Some("`REFUND.SUCCESS`")),
            ("qqq", true, Some("GET /_gateway/events")),
        ] {
            leads(name, &known_event(name, by_type), nearest);
        }
    }
}
