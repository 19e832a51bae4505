//! The parts of each module, and which of them lead back to themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::arrows::Arrows;
use crate::tidy::modules::{Modules, Place};

/// Parts of one module of which each leads to each.
pub(super) struct Circle {
    /// What they are called: a child by its path, the module's own file by its name.
    pub(super) parts: Vec<String>,
    /// The arrows between them.
    pub(super) arrows: Arrows,
}

/// A child of a module by its name; `None` is the module's own file.
type Part<'a> = Option<&'a str>;

/// Where each part leads.
type Graph<'a> = BTreeMap<Part<'a>, BTreeSet<Part<'a>>>;

/// The circles of every module, from the crate's root on.
pub(super) fn circles(modules: &Modules, arrows: &Arrows) -> Vec<Circle> {
    let homes = homes(modules);
    let levels: BTreeSet<&[String]> = homes
        .values()
        .flat_map(|home| (0..=home.len()).map(|length| &home[..length]))
        .collect();
    levels
        .into_iter()
        .flat_map(|level| of_level(level, &homes, arrows))
        .collect()
}

/// The module that each file is.
fn homes(modules: &Modules) -> BTreeMap<&Path, &Place> {
    let mut homes = BTreeMap::new();
    // What is above comes first: a module within a file is that file's.
    for (place, module) in modules.iter() {
        homes.entry(module.file.as_path()).or_insert(place);
    }
    homes
}

fn of_level(level: &[String], homes: &BTreeMap<&Path, &Place>, arrows: &Arrows) -> Vec<Circle> {
    let part = |file: &PathBuf| -> Option<Part<'_>> {
        let below = homes.get(file.as_path())?.strip_prefix(level)?;
        Some(below.first().map(String::as_str))
    };
    // Each arrow from one part to another.
    let between = || {
        let all = arrows.iter().flat_map(|(from, targets)| {
            let targets = targets.iter();
            targets.map(move |(to, names)| (from, to, names))
        });
        all.filter_map(|(from, to, names)| {
            let (a, b) = (part(from)?, part(to)?);
            (a != b).then_some((a, b, from, to, names))
        })
    };
    let mut graph = Graph::new();
    for (a, b, ..) in between() {
        graph.entry(a).or_default().insert(b);
    }
    let told = |parts: BTreeSet<Part<'_>>| {
        let mut arrows = Arrows::new();
        for (a, b, from, to, names) in between() {
            if parts.contains(&a) && parts.contains(&b) {
                let targets = arrows.entry(from.clone()).or_default();
                targets.insert(to.clone(), names.clone());
            }
        }
        let names = parts.iter().map(|part| name(level, *part)).collect();
        Circle { parts: names, arrows }
    };
    knots(&graph).into_iter().map(told).collect()
}

fn name(level: &[String], part: Part<'_>) -> String {
    let above = level.join("::");
    match (part, above.is_empty()) {
        (Some(child), true) => child.to_owned(),
        (Some(child), false) => format!("{above}::{child}"),
        (None, true) => "the crate's root".to_owned(),
        (None, false) => format!("{above} itself"),
    }
}

/// Sets of several parts of which each leads to each.
fn knots<'a>(graph: &Graph<'a>) -> Vec<BTreeSet<Part<'a>>> {
    let mut backwards = Graph::new();
    for (from, targets) in graph {
        for to in targets {
            backwards.entry(*to).or_default().insert(*from);
        }
    }
    let mut found: Vec<BTreeSet<Part<'a>>> = Vec::new();
    for part in graph.keys() {
        if found.iter().any(|knot| knot.contains(part)) {
            continue;
        }
        let knot = &reached(*part, graph) & &reached(*part, &backwards);
        if knot.len() > 1 {
            found.push(knot);
        }
    }
    found
}

/// All that is reached from this one, itself among it.
fn reached<'a>(from: Part<'a>, graph: &Graph<'a>) -> BTreeSet<Part<'a>> {
    let mut reached = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(part) = open.pop() {
        let next = graph.get(&part).into_iter().flatten();
        open.extend(next.filter(|to| reached.insert(**to)));
    }
    reached
}
