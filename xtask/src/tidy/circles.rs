//! Circles of files within one crate: whoever reads one of them has to read them all.
//!
//! An arrow goes from the file that names a thing to the file that defines it, whatever re-exports lie between. What
//! is called as a method leaves no path, and so no arrow.

mod arrows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use self::arrows::Arrows;
use super::finding::Finding;
use super::modules::Modules;

/// The circles of a crate, each told at its first file.
pub(super) fn check(root: &Path) -> Vec<(PathBuf, Finding)> {
    let modules = Modules::of_crate(root);
    let arrows = arrows::of(&modules);
    circles(&arrows)
        .into_iter()
        .map(|circle| {
            let first = circle.first().map(|file| modules.folder.join(file));
            (
                first.unwrap_or_default(),
                Finding::must(1, told(&circle, &arrows)),
            )
        })
        .collect()
}

/// Which files, and what ties each.
fn told(circle: &BTreeSet<PathBuf>, arrows: &Arrows) -> String {
    let mut text = format!("a circle of {} files:", circle.len());
    for from in circle {
        for (to, names) in arrows.get(from).into_iter().flatten() {
            if circle.contains(to) {
                let names: Vec<_> = names.iter().map(String::as_str).collect();
                text += &format!(
                    "\n    {} -> {}: {}",
                    from.display(),
                    to.display(),
                    names.join(", ")
                );
            }
        }
    }
    text
}

/// Sets of several files of which each leads to each.
fn circles(arrows: &Arrows) -> Vec<BTreeSet<PathBuf>> {
    let mut backwards: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for (from, targets) in arrows {
        for to in targets.keys() {
            backwards.entry(to).or_default().insert(from);
        }
    }
    let forwards = |file: &Path| {
        let targets = arrows.get(file).into_iter().flatten();
        targets.map(|(to, _)| to.as_path()).collect::<Vec<_>>()
    };
    let back = |file: &Path| {
        let sources = backwards.get(file).into_iter().flatten();
        sources.copied().collect::<Vec<_>>()
    };
    let mut found: Vec<BTreeSet<PathBuf>> = Vec::new();
    for file in arrows.keys() {
        if found.iter().any(|circle| circle.contains(file)) {
            continue;
        }
        let (reached, reaching) = (closure(file, forwards), closure(file, back));
        let circle: BTreeSet<_> = reached
            .intersection(&reaching)
            .map(|file| file.to_path_buf())
            .collect();
        if circle.len() > 1 {
            found.push(circle);
        }
    }
    found
}

/// All files that are reached from this one, itself among them.
fn closure<'a>(from: &'a Path, next: impl Fn(&Path) -> Vec<&'a Path>) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        open.extend(next(file).into_iter().filter(|to| reached.insert(to)));
    }
    reached
}

#[cfg(test)]
mod tests;
