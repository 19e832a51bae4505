//! Which operation of one state is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::word;
use crate::ir::{self, Field, Segment, deep, url};
use crate::plan::{Crate, Node, NotificationModule, Verb};

/// An operation at its place.
pub(super) type PlacedOperation<'p, 'a> = (&'p Node<'a>, &'p Verb<'a>);

/// How much of two tables must be the same for an operation to have moved.
const ALIKE: f64 = 0.85;
/// The same where the title is, too.
const ALIKE_BY_TITLE: f64 = 0.5;
/// Tables with fewer fields tell nothing.
const TELLING: usize = 4;

/// What is in both states, and in one.
pub(super) struct Pairs<T> {
    pub both: Vec<(T, T)>,
    pub before: Vec<T>,
    pub after: Vec<T>,
}

/// Verb and place in the chain: what a report calls an operation.
#[must_use]
pub fn id(operation: &ir::Operation) -> String {
    format!("{} {}", operation.method.as_str(), url(&operation.location))
}

/// Pairs operations: by verb and place, then by the place without names of parameters, then by their tables.
pub(super) fn operations<'p, 'a>(
    before: &'p Crate<'a>,
    after: &'p Crate<'a>,
) -> Pairs<PlacedOperation<'p, 'a>> {
    let mut pairs = Pairs {
        both: Vec::new(),
        before: before.operations().collect(),
        after: after.operations().collect(),
    };
    pairs.take(|(_, verb)| id(verb.operation));
    pairs.take(|(_, verb)| shape(verb.operation));
    pairs.take_alike(|(_, one), (_, other)| {
        let (one, other) = (one.operation, other.operation);
        let fits = one.method == other.method && one.version == other.version;
        let is_titled = !one.meta.title.is_empty() && one.meta.title == other.meta.title;
        let tables = [one, other].map(|operation| {
            let request = table("request", operation.request());
            request
                .into_iter()
                .chain(table("answer", operation.response.fields()))
                .collect()
        });
        likeness(fits, is_titled, &tables)
    });
    pairs.both.sort_by_key(|(_, (_, verb))| id(verb.operation));
    pairs
}

/// Pairs notifications: by page, then by their tables.
pub(super) fn notifications<'p, 'a>(
    before: &'p Crate<'a>,
    after: &'p Crate<'a>,
) -> Pairs<&'p NotificationModule<'a>> {
    let mut pairs = Pairs {
        both: Vec::new(),
        before: before.notifications.iter().collect(),
        after: after.notifications.iter().collect(),
    };
    pairs.take(|module| module.notification.page.clone());
    pairs.take_alike(|one, other| {
        let (one, other) = (one.notification, other.notification);
        let fits = one.version == other.version && one.cipher == other.cipher;
        let is_titled = !one.meta.title.is_empty() && one.meta.title == other.meta.title;
        let tables = [one, other].map(|it| table("content", &it.payload));
        likeness(fits, is_titled, &tables)
    });
    pairs
}

impl<T: Copy> Pairs<T> {
    /// Pairs what has the same key.
    fn take(&mut self, key: impl Fn(&T) -> String) {
        let mut others: BTreeMap<String, T> = BTreeMap::new();
        for one in &self.after {
            others.entry(key(one)).or_insert(*one);
        }
        let mut taken = BTreeSet::new();
        let mut rest = Vec::new();
        for one in std::mem::take(&mut self.before) {
            let name = key(&one);
            match others.get(&name).filter(|_| taken.insert(name.clone())) {
                Some(other) => self.both.push((one, *other)),
                None => rest.push(one),
            }
        }
        self.before = rest;
        let mut open = taken;
        self.after.retain(|one| !open.remove(&key(one)));
    }

    /// Pairs what is alike, the most alike first.
    fn take_alike(&mut self, likeness: impl Fn(&T, &T) -> Option<u32>) {
        let mut ranked: Vec<(u32, usize, usize)> = Vec::new();
        for (at, one) in self.before.iter().enumerate() {
            for (there, other) in self.after.iter().enumerate() {
                ranked.extend(likeness(one, other).map(|points| (points, at, there)));
            }
        }
        ranked.sort_by_key(|(points, at, there)| (std::cmp::Reverse(*points), *at, *there));
        let (mut gone, mut come) = (BTreeSet::new(), BTreeSet::new());
        for (_, at, there) in ranked {
            if !gone.contains(&at) && !come.contains(&there) {
                gone.insert(at);
                come.insert(there);
                self.both.push((self.before[at], self.after[there]));
            }
        }
        let rest = |all: &[T], taken: &BTreeSet<usize>| {
            let open = all.iter().enumerate().filter(|(at, _)| !taken.contains(at));
            open.map(|(_, one)| *one).collect()
        };
        self.before = rest(&self.before, &gone);
        self.after = rest(&self.after, &come);
    }
}

/// Verb and place; what parameters are called does not count.
fn shape(operation: &ir::Operation) -> String {
    let segments = operation.location.iter().map(|segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Param(_) => "/{}".to_owned(),
    });
    format!("{} {}", operation.method.as_str(), segments.collect::<String>())
}

/// Names and types of all fields.
fn table<'f>(part: &str, fields: impl IntoIterator<Item = &'f Field>) -> BTreeSet<String> {
    deep(fields)
        .map(|field| format!("{part} {} {}", field.name, word::of(&field.ty)))
        .collect()
}

/// How much two tables have in common, in thousandths; nothing if that is too little.
fn likeness(fits: bool, is_titled: bool, [one, other]: &[BTreeSet<String>; 2]) -> Option<u32> {
    let all = one.union(other).count();
    if !fits || all == 0 || (all < TELLING && !is_titled) {
        return None;
    }
    #[allow(clippy::cast_precision_loss)] // tables are small
    let share = one.intersection(other).count() as f64 / all as f64;
    let least = if is_titled { ALIKE_BY_TITLE } else { ALIKE };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 1000
    (share >= least).then(|| (share * 1000.0) as u32 + u32::from(is_titled) * 1000)
}
