//! Facts that an operation and a notification have besides their fields.

use super::Kind;
use super::found::{Found, Said};
use crate::ir::{Badge, Meta, Origin};

/// A fact before and after.
pub(super) type FactChange = (Kind, String, String);

/// Says what differs of a subject itself.
pub(super) fn say(
    found: &mut Found<'_>,
    subject: &str,
    origins: [Option<&Origin>; 2],
    code: &str,
    facts: Vec<FactChange>,
) {
    for (kind, before, after) in facts {
        if before == after {
            continue;
        }
        let said = Said {
            kind,
            field: "",
            before,
            after,
            origins,
            code: vec![code.to_owned()],
        };
        found.push(subject, said);
    }
}

/// Title, status and links.
pub(super) fn meta(one: &Meta, other: &Meta) -> Vec<FactChange> {
    let status = match other.is_retired() && !one.is_retired() {
        true => Kind::Retired,
        false => Kind::Status,
    };
    vec![
        (status, badges(one), badges(other)),
        (Kind::Title, one.title.clone(), other.title.clone()),
        (Kind::Words, one.description.clone(), other.description.clone()),
        links(&one.links, &other.links),
    ]
}

/// The official pages that one alone has.
fn links(one: &[String], other: &[String]) -> FactChange {
    let alone = |own: &[String], others: &[String]| {
        let own = own.iter().filter(|link| !others.contains(link));
        own.map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    let (was, is) = (alone(one, other), alone(other, one));
    let order = if one != other && was == is {
        "another order"
    } else {
        ""
    };
    (Kind::Links, was, is + order)
}

fn badges(meta: &Meta) -> String {
    let badge = |badge: &Badge| {
        let more = [&badge.date, &badge.successor].into_iter().flatten();
        let words: Vec<String> = std::iter::once(format!("{:?}", badge.kind))
            .chain(more.cloned())
            .collect();
        words.join(" ")
    };
    let badges: Vec<String> = meta.badges.iter().map(badge).collect();
    badges.join(", ")
}

/// Words of those switches that are on.
pub(super) fn switches(all: &[(bool, &str)]) -> String {
    let on: Vec<&str> = all.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
    on.join(", ")
}
