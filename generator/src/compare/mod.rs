//! Where two documentations disagree on the operations that both have.
//!
//! The first is the authority. Nothing is merged here: the result is a list,
//! sorted by what it would change for a user.

mod difference;
mod fields;
mod operations;

use std::collections::BTreeMap;

use self::difference::id;
pub use self::difference::{Comparison, Difference, Kind};
use crate::ir::{Api, Operation, url};

/// Compares two documentations by verb and place of their operations.
pub fn compare(first: &Api, second: &Api) -> Comparison {
    let (ours, theirs) = (by_place(first), by_place(second));
    let mut comparison = Comparison::default();
    for (place, one) in &ours {
        match theirs.get(place) {
            Some(other) => {
                let found = operations::differences(one, other);
                comparison.shared += 1;
                comparison.identical += usize::from(found.is_empty());
                comparison.differences.extend(found);
            }
            None => comparison.differences.push(alone(one, true)),
        }
    }
    let new = theirs.iter().filter(|(place, _)| !ours.contains_key(*place));
    comparison
        .differences
        .extend(new.map(|(_, operation)| alone(operation, false)));
    comparison.differences.sort();
    comparison
}

/// The place in the URL chain and the verb: what a page is found by.
fn by_place(api: &Api) -> BTreeMap<(String, &'static str), &Operation> {
    let operations = api.operations.iter();
    operations
        .map(|one| ((url(&one.location), one.method.as_str()), one))
        .collect()
}

fn alone(operation: &Operation, is_first: bool) -> Difference {
    let title = operation.meta.title.clone();
    let (first, second) = if is_first {
        (title, "-".to_owned())
    } else {
        ("-".to_owned(), title)
    };
    Difference {
        kind: Kind::Operation,
        operation: id(operation),
        field: String::new(),
        first,
        second,
        page: format!("{}.md", operation.page),
        line: operation.meta.origin.line,
    }
}
