//! Which operations and notifications a question may mean, and which of them first.

use std::cmp::Reverse;

use wechatpay_openapi_generator::emit::is_default;
use wechatpay_openapi_generator::ir::{Field, Meta, Segment, deep};
use wechatpay_openapi_generator::plan::{Crate, Node, NotificationModule, Verb};

use super::query::{Form, Query};

/// Something that was found.
pub(super) struct Found<'p> {
    pub(super) rank: Rank,
    pub(super) what: What<'p>,
}

/// An operation or a notification.
#[derive(Clone, Copy)]
pub(super) enum What<'p> {
    Operation(&'p Node<'p>, &'p Verb<'p>),
    Notification(&'p NotificationModule<'p>),
}

/// How well it fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is called so: title, path with this verb, Rust path, event.
    Exact,
    /// An event is, but the page has another name: one of several contents, or of several events.
    AnotherPage,
    /// The path is, but of another verb.
    OtherVerb,
    /// The path begins or ends so.
    Beside,
    PartOfTitle,
    PartOfPath,
    /// All characters of a Chinese question are in the title, in whatever order.
    Loosely,
    Field,
}

/// Every match, the best first.
pub(super) fn search<'p>(plan: &'p Crate<'p>, query: &Query) -> Vec<Found<'p>> {
    let operations = plan.operations().filter_map(|(node, verb)| {
        let rank = operation(verb, query)?;
        let what = What::Operation(node, verb);
        Some(Found { rank, what })
    });
    let notifications = plan.notifications.iter().filter_map(|module| {
        let rank = notification(module, query)?;
        let what = What::Notification(module);
        Some(Found { rank, what })
    });
    let mut found: Vec<Found<'_>> = operations.chain(notifications).collect();
    found.sort_by_cached_key(|one| (one.rank, order(one.what)));
    found
}

/// Among equals: what is alive, what is on by default, operations, v3, the shorter title and path.
fn order(what: What<'_>) -> impl Ord {
    let (meta, is_on, is_operation, path) = match what {
        What::Operation(_, verb) => (
            &verb.operation.meta,
            is_default(&verb.feature),
            true,
            verb.path.join("/"),
        ),
        What::Notification(module) => (&module.notification.meta, true, false, module.path.join("/")),
    };
    let is_v2 = path.starts_with("v2") || path.starts_with("webhook/v2");
    (
        meta.is_retired(),
        Reverse(is_on),
        Reverse(is_operation),
        is_v2,
        meta.title.chars().count(),
        path.matches('/').count(),
        path,
    )
}

fn operation(verb: &Verb<'_>, query: &Query) -> Option<Rank> {
    let operation = verb.operation;
    match &query.form {
        Form::Official(page) => linked(&operation.meta, page),
        Form::Rust(names) => chain(names, &verb.path),
        Form::Path(asked) => {
            let routes = [&operation.path, &operation.location];
            let best = routes
                .into_iter()
                .filter_map(|route| route_rank(asked, route))
                .min()?;
            let is_other = query.verb.as_deref().is_some_and(|asked| asked != verb.name);
            Some(match best {
                Rank::Exact if is_other => Rank::OtherVerb,
                other => other,
            })
        }
        Form::Words => titled(&operation.meta.title, &query.text).or_else(|| {
            let path = wechatpay_openapi_generator::ir::url(&operation.path).to_lowercase();
            if path.contains(&query.text) || operation.page.to_lowercase().contains(&query.text) {
                return Some(Rank::PartOfPath);
            }
            is_called(operation.fields(), &query.text).then_some(Rank::Field)
        }),
    }
}

fn notification(module: &NotificationModule<'_>, query: &Query) -> Option<Rank> {
    let notification = module.notification;
    match &query.form {
        Form::Official(page) => linked(&notification.meta, page),
        Form::Rust(names) => {
            let variant = names
                .strip_prefix(&["event".to_owned()])
                .and_then(<[String]>::first);
            let is_variant = variant.is_some_and(|name| *name == module.variant.to_lowercase());
            is_variant
                .then_some(Rank::Exact)
                .or_else(|| chain(names, &module.path))
        }
        Form::Path(asked) => {
            let page = notification.page.to_lowercase();
            let asked = asked.join("/");
            (page == asked || page == format!("webhook/{asked}"))
                .then_some(Rank::Exact)
                .or_else(|| page.contains(&asked).then_some(Rank::PartOfPath))
        }
        Form::Words => {
            let mut events = notification.event_types.iter();
            let is_event = events.any(|event| event.to_lowercase() == query.text);
            let page = notification.page.to_lowercase();
            let is_page = page.rsplit('/').next() == Some(&query.text);
            if is_page || module.variant.to_lowercase() == query.text {
                return Some(Rank::Exact);
            }
            if is_event {
                return Some(Rank::AnotherPage);
            }
            titled(&notification.meta.title, &query.text).or_else(|| {
                if page.contains(&query.text) {
                    return Some(Rank::PartOfPath);
                }
                is_called(deep(&notification.payload), &query.text).then_some(Rank::Field)
            })
        }
    }
}

fn linked(meta: &Meta, page: &str) -> Option<Rank> {
    let is_there = meta.links.iter().any(|link| {
        let link = link.split_once("://").map_or(link.as_str(), |(_, link)| link);
        link.trim_end_matches(".md") == page
    });
    is_there.then_some(Rank::Exact)
}

/// A path of names against a module's.
fn chain(names: &[String], path: &[String]) -> Option<Rank> {
    let path: Vec<&str> = path.iter().map(|name| name.trim_start_matches("r#")).collect();
    let fits = |(asked, name): (&String, &&str)| asked == name;
    if names.is_empty()
        || !path
            .windows(names.len())
            .any(|part| names.iter().zip(part).all(fits))
    {
        return None;
    }
    let is_whole = path.len() == names.len();
    // Without a verb a chain names everything that ends there.
    let is_all_but_the_verb = path.len() == names.len() + 1 && names.iter().zip(&path).all(fits);
    Some(match is_whole || is_all_but_the_verb {
        true => Rank::Exact,
        false => Rank::Beside,
    })
}

/// A path as sent, or as documented, against an operation's.
fn route_rank(asked: &[String], route: &[Segment]) -> Option<Rank> {
    if asked.is_empty() {
        return None;
    }
    // A path that ends in a slash has an empty last segment.
    let route: Vec<&Segment> = route
        .iter()
        .filter(|segment| !segment.text().is_empty())
        .collect();
    let fits = |(asked, segment): (&String, &&Segment)| match segment {
        Segment::Literal(text) => text.to_lowercase() == *asked,
        Segment::Param(name) => {
            let name = name.to_lowercase();
            *asked == format!("{{{name}}}") || *asked == format!(":{name}") || !asked.contains(['{', ':'])
        }
    };
    let is_same = |part: &[&Segment]| part.len() == asked.len() && asked.iter().zip(part).all(fits);
    if is_same(&route) {
        return Some(Rank::Exact);
    }
    // A part of a path that a parameter alone would match is no match.
    let is_literal = |part: &[&Segment]| {
        let literals = part
            .iter()
            .zip(asked)
            .filter(|(one, _)| matches!(one, Segment::Literal(_)));
        literals.count() > 0 && is_same(part)
    };
    if route.len() > asked.len() {
        let at_the_ends = [&route[..asked.len()], &route[route.len() - asked.len()..]];
        if at_the_ends.into_iter().any(is_literal) {
            return Some(Rank::Beside);
        }
    }
    let text: Vec<String> = route
        .iter()
        .map(|segment| segment.text().to_lowercase())
        .collect();
    text.join("/")
        .contains(&asked.join("/"))
        .then_some(Rank::PartOfPath)
}

fn titled(title: &str, wanted: &str) -> Option<Rank> {
    let title = title.to_lowercase();
    let is_chinese = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    if title == wanted {
        Some(Rank::Exact)
    } else if title.contains(wanted) {
        Some(Rank::PartOfTitle)
    } else if wanted.chars().count() > 1
        && wanted.chars().all(is_chinese)
        && wanted.chars().all(|c| title.contains(c))
    {
        Some(Rank::Loosely)
    } else {
        None
    }
}

/// Whether one of the fields has that very name, or stands at a path that ends so: `openid`, `payer.openid`.
fn is_called<'f>(mut fields: impl Iterator<Item = &'f Field>, wanted: &str) -> bool {
    fields.any(|field| leads_to(field, wanted))
}

fn leads_to(field: &Field, wanted: &str) -> bool {
    let name = field.name.to_lowercase();
    let below = wanted
        .strip_prefix(name.as_str())
        .and_then(|rest| rest.strip_prefix('.'));
    name == wanted || below.is_some_and(|rest| field.ty.fields().iter().any(|inside| leads_to(inside, rest)))
}
