//! Lets the types of a module have the names that they had.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{request, shape};
use crate::fix::Held;
use crate::ir::Type;
use crate::name::compound::compound;
use crate::name::keyword;
use crate::plan::{TypeId, TypeKind, Types};

/// A place where a type is used: `Response.data.amount`.
pub(super) struct Use {
    pub path: String,
    pub id: TypeId,
    /// The type and the number of its field that use it; nothing for a top type.
    pub parent: Option<(TypeId, usize)>,
}

/// Every use of every type, the shallowest first.
pub(super) fn uses(types: &Types<'_>) -> Vec<Use> {
    let nested: BTreeSet<TypeId> = types
        .defs
        .iter()
        .flat_map(|def| def.fields())
        .filter_map(|field| field.ty.named().copied())
        .collect();
    let mut waiting: VecDeque<Use> = types
        .ids()
        .filter(|id| !nested.contains(id))
        .map(|id| Use {
            path: types.def(id).name.clone(),
            id,
            parent: None,
        })
        .collect();
    let mut uses = Vec::new();
    while let Some(one) = waiting.pop_front() {
        for (at, field) in types.def(one.id).fields().iter().enumerate() {
            if let Some(id) = field.ty.named() {
                waiting.push_back(Use {
                    path: format!("{}.{}", one.path, field.wire),
                    id: *id,
                    parent: Some((one.id, at)),
                });
            }
        }
        uses.push(one);
    }
    uses
}

/// Gives the types the names that they had at their places; what is new keeps what the rules gave it, unless that is taken.
pub(in crate::name) fn settle<'a>(types: Types<'a>, held: &Held) -> Types<'a> {
    let uses = uses(&types);
    let winners = winners(&types, &uses, held);
    let mut rebuilt = Rebuilt {
        old: &types,
        winners: &winners,
        held,
        known: BTreeMap::new(),
        waiting: VecDeque::new(),
    };
    for top in uses.iter().filter(|one| one.parent.is_none()) {
        rebuilt.place(top.id, top.path.clone(), None);
    }
    rebuilt.finish()
}

/// Which type has each remembered name: one that looks as it did, or else the shallowest.
fn winners(types: &Types<'_>, uses: &[Use], held: &Held) -> BTreeMap<String, TypeId> {
    let shapes = shape::all(types);
    let tops: BTreeSet<&str> = uses
        .iter()
        .filter(|one| one.parent.is_none())
        .map(|one| one.path.as_str())
        .collect();
    let mut winners: BTreeMap<String, (bool, TypeId)> = BTreeMap::new();
    for one in uses.iter().filter(|one| one.parent.is_some()) {
        let Some((name, shape)) = held.get(&one.path).and_then(|held| held.split_once(' ')) else {
            continue;
        };
        if keyword::is_reserved_type(name) || tops.contains(name) {
            continue;
        }
        let is_unchanged = shapes[one.id.index()] == shape;
        let winner = winners.entry(name.to_owned()).or_insert((is_unchanged, one.id));
        if is_unchanged && !winner.0 {
            *winner = (true, one.id);
        }
    }
    winners.into_iter().map(|(name, (_, id))| (name, id)).collect()
}

/// A type with the name that it keeps; nothing if it is to be named.
type Kept = (TypeId, Option<String>);

/// The type around another, and whether that one is what a list there holds.
#[derive(Clone, Copy)]
struct Parent {
    id: TypeId,
    is_list: bool,
}

/// A type that has its place, and is not there yet.
struct Waiting {
    old: TypeId,
    path: String,
    kept: Option<String>,
    around: Option<Parent>,
}

struct Rebuilt<'t, 'a> {
    old: &'t Types<'a>,
    winners: &'t BTreeMap<String, TypeId>,
    held: &'t Held,
    known: BTreeMap<Kept, TypeId>,
    /// In order of their first use.
    waiting: VecDeque<Waiting>,
}

impl<'a> Rebuilt<'_, 'a> {
    /// The place of a type among the new ones. One that had several names is there as often.
    fn place(&mut self, old: TypeId, path: String, around: Option<Parent>) -> TypeId {
        let kept = around.and_then(|_| self.kept(old, &path));
        let next = TypeId::new(self.known.len());
        match self.known.get(&(old, kept.clone())) {
            Some(known) => *known,
            None => {
                self.known.insert((old, kept.clone()), next);
                self.waiting.push_back(Waiting {
                    old,
                    path,
                    kept,
                    around,
                });
                next
            }
        }
    }

    fn kept(&self, id: TypeId, path: &str) -> Option<String> {
        let is_own = |name: &&str| self.winners.get(*name) == Some(&id);
        let held = self.held.get(path).and_then(|held| held.split(' ').next());
        let own = held.filter(is_own).map(str::to_owned);
        // A new use of what has a name already.
        own.or_else(|| {
            let mut names = self.winners.iter().filter(|(_, winner)| **winner == id);
            names.next().map(|(name, _)| name.clone())
        })
    }

    fn finish(mut self) -> Types<'a> {
        let mut types = Types::default();
        let mut all: Vec<Option<Parent>> = Vec::new();
        let mut open: Vec<TypeId> = Vec::new();
        while let Some(one) = self.waiting.pop_front() {
            let mut def = self.old.def(one.old).clone();
            let id = TypeId::new(types.defs.len());
            if let TypeKind::Record(fields) = &mut def.kind {
                for field in fields {
                    let below = format!("{}.{}", one.path, field.wire);
                    let is_list = field.source.ty.layers().any(|ty| matches!(ty, Type::List(_)));
                    let around = Some(Parent { id, is_list });
                    field.ty = field
                        .ty
                        .map(&mut |nested| self.place(*nested, below.clone(), around));
                }
            }
            if def.name == request::NAME
                && let Some(held) = self.held.get(request::NAME)
            {
                request::keep(&mut def, held);
            }
            match one.kept {
                Some(name) => def.name = name,
                None if one.around.is_some() => open.push(id),
                None => {}
            }
            all.push(one.around);
            types.defs.push(def);
        }
        name_open(&mut types, &all, &open);
        types
    }
}

/// Names what keeps no name: as the rules say, with a parent's name in front where that is taken.
fn name_open(types: &mut Types<'_>, around: &[Option<Parent>], open: &[TypeId]) {
    let is_open: BTreeSet<&TypeId> = open.iter().collect();
    let mut taken: BTreeSet<String> = types
        .ids()
        .filter(|id| !is_open.contains(id))
        .map(|id| types.def(id).name.clone())
        .collect();
    for id in open {
        let rule = types.def(*id).name.clone();
        let mut name = rule.clone();
        let is_list = around[id.index()].is_some_and(|around| around.is_list);
        let mut above = around[id.index()];
        let mut number = 2;
        while taken.contains(&name) {
            name = match above {
                Some(parent) => {
                    above = around[parent.id.index()];
                    compound(&types.def(parent.id).name, &rule, is_list)
                }
                None => format!("{rule}{number}"),
            };
            number += 1;
        }
        taken.insert(name.clone());
        types.def_mut(*id).name = name;
    }
}
