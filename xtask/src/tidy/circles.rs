//! Circles within one crate: whoever reads one part of them has to read them all.
//!
//! An arrow goes from the file that names a thing to the file that defines it, whatever re-exports lie between. What
//! is called as a method leaves no path, and so no arrow. In each module its own file and each child, with all that is
//! below it, are one part: two folders that need each other are a circle even where no two files are.

mod arrows;
mod parts;

use std::path::PathBuf;

use self::arrows::Arrows;
use super::finding::Finding;
use super::modules::Modules;

/// The circles of a crate, each told at the first file that takes part.
pub(super) fn check(modules: &Modules) -> Vec<(PathBuf, Finding)> {
    let arrows = arrows::of(modules);
    let found = parts::circles(modules, &arrows).into_iter();
    found
        .map(|circle| {
            let first = circle.arrows.keys().next();
            let file = modules.folder.join(first.cloned().unwrap_or_default());
            let message = format!("a circle of {}:{}", circle.parts.join(", "), told(&circle.arrows));
            (file, Finding::must(1, message))
        })
        .collect()
}

/// Which file is tied to which, and by what.
fn told(arrows: &Arrows) -> String {
    let mut text = String::new();
    for (from, targets) in arrows {
        for (to, names) in targets {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let (from, to) = (from.display(), to.display());
            text += &format!("\n    {from} -> {to}: {}", names.join(", "));
        }
    }
    text
}

#[cfg(test)]
mod tests;
