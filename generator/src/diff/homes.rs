//! Types that several operations have in common, and that part or join.

use std::collections::BTreeMap;

use super::Kind;
use super::defined::Defined;
use super::found::{Found, Said};
use super::pair::PlacedOperation;
use crate::diagnostic::counted;
use crate::plan::{NotificationModule, TypeDef, Types};

/// Where a type is defined: module and name.
type Home = (String, String);

/// One type's two homes, by the module that gives it and its name there.
struct Given<'p, 'a> {
    module: String,
    name: String,
    homes: [Home; 2],
    /// What it is on both sides.
    kinds: [Defined<'p, 'a>; 2],
    /// Homes of the types right inside, on both sides.
    inside: [Vec<Home>; 2],
}

/// Compares who shares a type with whom.
pub(super) fn compare<'p, 'a>(
    found: &mut Found<'_>,
    operations: &[(PlacedOperation<'p, 'a>, PlacedOperation<'p, 'a>)],
    notifications: &[(&NotificationModule<'a>, &NotificationModule<'a>)],
) {
    let mut all: Vec<Given<'_, '_>> = Vec::new();
    for ((_, one), (_, other)) in operations {
        all.extend(given((&one.path, &one.types), (&other.path, &other.types)));
    }
    for (one, other) in notifications {
        all.extend(given((&one.path, &one.types), (&other.path, &other.types)));
    }
    parted(found, &all, (Kind::Parted, 0, 1));
    parted(found, &all, (Kind::Joined, 1, 0));
}

/// The types that a module gives in both states, under one name.
fn given<'p, 'a>(
    (path, before): (&[String], &'p Types<'a>),
    (now, after): (&[String], &'p Types<'a>),
) -> Vec<Given<'p, 'a>> {
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
        kinds: [(before, def), (after, other)].map(|(types, def)| Defined { types, def }),
        inside: [inside(path, before, def), inside(now, after, other)],
    })
    .collect()
}

fn home(path: &[String], def: &TypeDef<'_>) -> Home {
    let module = def.shared.as_deref().unwrap_or(path).join("::");
    (module, def.called.clone().unwrap_or_else(|| def.name.clone()))
}

/// What had one home on side `from`, and has several on side `to`: the modules of the largest part stay what they were,
/// the others are named.
fn parted(found: &mut Found<'_>, all: &[Given<'_, '_>], (kind, from, to): (Kind, usize, usize)) {
    let mut by_home: BTreeMap<&Home, Vec<&Given<'_, '_>>> = BTreeMap::new();
    for one in all {
        by_home.entry(&one.homes[from]).or_default().push(one);
    }
    by_home.retain(|_, users| parts(users, to).len() > 1);
    let is_parted = |home: &Home| by_home.contains_key(home);
    for users in by_home.values() {
        // What is inside of it is the cause.
        if users.iter().any(|one| one.inside[from].iter().any(is_parted)) {
            continue;
        }
        let parts = parts(users, to);
        let sizes: Vec<String> = parts.iter().map(|part| part.len().to_string()).collect();
        let mut words = [
            format!("one type of {}", counted(users.len(), "module")),
            format!("types of {}", sizes.join(" and ")),
        ];
        // What was one was before, what became one is after.
        words.rotate_left(from);
        let [before, after] = words;
        let first = users[0];
        let said = Said {
            kind,
            field: &first.name,
            before,
            after,
            origins: [None, None],
            code: parts.iter().skip(1).flatten().map(|one| one.place()).collect(),
        };
        let about = parts[1][0].kinds[to].beside(parts[0][0].kinds[to]);
        found.push(&first.module, said).about = about;
    }
}

/// Those that have one home on a side, the most first.
fn parts<'g, 'p, 'a>(users: &[&'g Given<'p, 'a>], side: usize) -> Vec<Vec<&'g Given<'p, 'a>>> {
    let mut parts: BTreeMap<&Home, Vec<&Given<'_, '_>>> = BTreeMap::new();
    for one in users {
        parts.entry(&one.homes[side]).or_default().push(one);
    }
    let mut parts: Vec<Vec<&Given<'_, '_>>> = parts.into_values().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

impl Given<'_, '_> {
    fn place(&self) -> String {
        format!("{}::{}", self.module, self.name)
    }
}
