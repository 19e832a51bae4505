//! Types that several operations have in common, and that part or join.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::Operation;
use super::{Found, Kind, Said};
use crate::ir::Origin;
use crate::plan::{NotificationModule, TypeDef};

/// Where a type is defined: module and name.
type Home = (String, String);

/// One type's two homes, by the module that gives it and its name there.
struct Given<'a> {
    module: String,
    name: String,
    homes: [Home; 2],
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
            (&one.path, &one.types.defs),
            (&other.path, &other.types.defs),
            origins,
        ));
    }
    for (one, other) in notifications {
        let origins = [&one.notification.meta.origin, &other.notification.meta.origin];
        all.extend(given(
            (&one.path, &one.types.defs),
            (&other.path, &other.types.defs),
            origins,
        ));
    }
    parted(found, &all, (Kind::Parted, 0, 1));
    parted(found, &all, (Kind::Joined, 1, 0));
}

/// The types that a module gives in both states, under one name.
fn given<'a>(
    (path, before): (&[String], &[TypeDef<'_>]),
    (now, after): (&[String], &[TypeDef<'_>]),
    origins: [&'a Origin; 2],
) -> Vec<Given<'a>> {
    let home = |path: &[String], def: &TypeDef<'_>| {
        let module = def.shared.as_deref().unwrap_or(path).join("::");
        (module, def.called.clone().unwrap_or_else(|| def.name.clone()))
    };
    let known: BTreeMap<&str, &TypeDef<'_>> = after.iter().map(|def| (&*def.name, def)).collect();
    let both = before
        .iter()
        .filter_map(|def| known.get(&*def.name).map(|other| (def, *other)));
    both.map(|(def, other)| Given {
        module: now.join("::"),
        name: def.name.clone(),
        homes: [home(path, def), home(now, other)],
        origins,
    })
    .collect()
}

/// What had one home on side `from`, and has several on side `to`.
fn parted(found: &mut Found<'_>, all: &[Given<'_>], (kind, from, to): (Kind, usize, usize)) {
    let mut by_home: BTreeMap<&Home, Vec<&Given<'_>>> = BTreeMap::new();
    for one in all {
        by_home.entry(&one.homes[from]).or_default().push(one);
    }
    for users in by_home.into_values() {
        let homes: BTreeSet<&Home> = users.iter().map(|one| &one.homes[to]).collect();
        if homes.len() < 2 {
            continue;
        }
        let words = [
            format!("one type of {} modules", users.len()),
            format!("{} types", homes.len()),
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
