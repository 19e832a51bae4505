//! The same finding a thousand times is one finding and a number.

use std::collections::BTreeMap;

use super::{Code, Diagnostic};

/// Findings of one kind on one page that are told apart; documentation as it is has 4.
const MOST: usize = 50;

/// Keeps the first findings of each kind of one page; the last of them counts the rest.
pub(crate) fn contained(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.len() <= MOST {
        return found;
    }
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for one in found {
        let count = counts.entry(one.code).or_default();
        *count += 1;
        if *count <= MOST {
            kept.push(one);
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MOST) {
        if let Some(last) = kept.iter_mut().rfind(|one| one.code == code) {
            last.message = format!(
                "{}; and {} more of this kind on this page",
                last.message,
                count - MOST
            );
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    #[test]
    fn each_kind_is_counted_by_itself() {
        let finding = |code| Diagnostic::new(code, "p.md", Place::default(), "x");
        // how many of the first kind, of the second, how many are kept, what the last says
        let cases = [
            (0, 0, 0, ""),
            (50, 50, 100, "x"),
            (51, 1, 51, "x; and 1 more of this kind on this page"),
            (2_000, 0, 50, "x; and 1950 more of this kind on this page"),
        ];
        for (first, second, expected, says) in cases {
            let mut found = vec![finding(Code::UnknownType); first];
            found.extend(vec![finding(Code::Unclosed); second]);
            let kept = contained(found);
            let last = kept.iter().rfind(|one| one.code == Code::UnknownType);
            assert_eq!(kept.len(), expected, "{first} {second}");
            assert_eq!(last.map_or("", |one| &one.message), says);
        }
    }
}
