//! Types that several operations have in common, and that part or join.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::found::{Found, Said};
use super::pair::Operation;
use crate::ir::Origin;
use crate::plan::{NotificationModule, TypeDef, Types};

/// Where a type is defined: module and name.
type Home = (String, String);

/// One type's two homes, by the module that gives it and its name there.
struct Given<'a> {
    module: String,
    name: String,
    homes: [Home; 2],
    /// Homes of the types right inside, on both sides.
    inside: [Vec<Home>; 2],
    origins: [&'a Origin; 2],
}

/// Compares who shares a type with whom.
pub(super) fn compare<'p, 'a>(
    found: &mut Found<'_>,
    operations: &[(Operation<'p, 'a>, Operation<'p, 'a>)],
    notifications: &[(&NotificationModule<'a>, &NotificationModule<'a>)],
) {
    let mut all: Vec<Given<'_>> = Vec::new();
    for ((_, one), (_, other)) in operations {
        let origins = [&one.operation.meta.origin, &other.operation.meta.origin];
        all.extend(given(
            (&one.path, &one.types),
            (&other.path, &other.types),
            origins,
        ));
    }
    for (one, other) in notifications {
        let origins = [&one.notification.meta.origin, &other.notification.meta.origin];
        all.extend(given(
            (&one.path, &one.types),
            (&other.path, &other.types),
            origins,
        ));
    }
    parted(found, &all, (Kind::Parted, 0, 1));
    parted(found, &all, (Kind::Joined, 1, 0));
}

/// The types that a module gives in both states, under one name.
fn given<'a>(
    (path, before): (&[String], &Types<'_>),
    (now, after): (&[String], &Types<'_>),
    origins: [&'a Origin; 2],
) -> Vec<Given<'a>> {
    let inside = |path: &[String], types: &Types<'_>, def: &TypeDef<'_>| -> Vec<Home> {
        let named = def.fields().iter().filter_map(|field| field.ty.named());
        named.map(|id| home(path, types.def(*id))).collect()
    };
    let both = before
        .defs
        .iter()
        .filter_map(|def| after.get(&def.name).map(|other| (def, other)));
    both.map(|(def, other)| Given {
        module: now.join("::"),
        name: def.name.clone(),
        homes: [home(path, def), home(now, other)],
        inside: [inside(path, before, def), inside(now, after, other)],
        origins,
    })
    .collect()
}

fn home(path: &[String], def: &TypeDef<'_>) -> Home {
    let module = def.shared.as_deref().unwrap_or(path).join("::");
    (module, def.called.clone().unwrap_or_else(|| def.name.clone()))
}

/// What had one home on side `from`, and has several on side `to`.
fn parted(found: &mut Found<'_>, all: &[Given<'_>], (kind, from, to): (Kind, usize, usize)) {
    let mut by_home: BTreeMap<&Home, Vec<&Given<'_>>> = BTreeMap::new();
    for one in all {
        by_home.entry(&one.homes[from]).or_default().push(one);
    }
    let homes = |users: &[&Given<'_>]| -> usize {
        let homes: BTreeSet<&Home> = users.iter().map(|one| &one.homes[to]).collect();
        homes.len()
    };
    by_home.retain(|_, users| homes(users) > 1);
    let is_parted = |home: &Home| by_home.contains_key(home);
    for users in by_home.values() {
        // What is inside of it is the cause.
        if users.iter().any(|one| one.inside[from].iter().any(is_parted)) {
            continue;
        }
        let words = [
            format!("one type of {} modules", users.len()),
            format!("{} types", homes(users)),
        ];
        let [many, few] = if from == 0 {
            words
        } else {
            [words[1].clone(), words[0].clone()]
        };
        let first = users[0];
        let said = Said {
            kind,
            field: &first.name,
            before: many,
            after: few,
            origins: first.origins.map(Some),
            code: users
                .iter()
                .map(|one| format!("{}::{}", one.module, one.name))
                .collect(),
        };
        found.push(&first.module, said);
    }
}
