//! Rows at a wrong depth: the official place wins.

use super::{Entry, Voice};

/// A field that others have at one place, and official documents at another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::merge) struct Misplaced {
    /// Names from the top, the field's own last.
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// Finds them in a table: where others have the field there is no official one, where the official one is there
/// is no other, and one of the two places is inside of the other.
pub(in crate::merge) fn find(top: &[Entry]) -> Vec<Misplaced> {
    let (mut own, mut official) = (Vec::new(), Vec::new());
    collect(top, &[], &mut own, &mut official);
    let place = |from: &[String]| {
        let (name, above) = from.split_last()?;
        let mut fits = official.iter().filter(|to: &&Vec<String>| {
            let (own, parents) = to.split_last().expect("a path has a name");
            own == name && parents != above && (parents.starts_with(above) || above.starts_with(parents))
        });
        let to = fits.next()?;
        fits.next().is_none().then(|| to.clone())
    };
    own.iter()
        .filter_map(|from| {
            Some(Misplaced {
                to: place(from)?,
                from: from.clone(),
            })
        })
        .collect()
}

/// Fields that only others have though their object is official, and fields that only official documents have.
fn collect(level: &[Entry], above: &[String], own: &mut Vec<Vec<String>>, official: &mut Vec<Vec<String>>) {
    let is_documented = level.iter().any(Entry::is_official);
    for entry in level {
        let path = [above, std::slice::from_ref(&entry.name)].concat();
        if entry.others().next().is_none() {
            official.push(path.clone());
        } else if is_documented && !entry.is_official() && entry.word(Voice::Founding).is_some() {
            own.push(path.clone());
        }
        collect(&entry.children, &path, own, official);
    }
}
