//! Operations that may be meant by a path that is none.

use strsim::osa_distance;

use crate::ir::{Method, Operation, url};

/// How many are named.
const MOST: usize = 8;

/// Verb and path of the nearest operations: those of the path with another verb, those that have it inside, then by
/// spelling.
pub(super) fn find(operations: &[Operation], method: Method, path: &str) -> Vec<String> {
    let wanted = path.trim_matches('/').to_lowercase();
    let rank = |one: &Operation| {
        let own = url(&one.path).trim_matches('/').to_lowercase();
        let has_it = !wanted.is_empty() && (own.contains(&wanted) || wanted.contains(&own));
        let distance = osa_distance(&own, &wanted);
        (!has_it, distance, one.method != method)
    };
    let mut ranked: Vec<_> = operations.iter().map(|one| (rank(one), one)).collect();
    ranked.sort_by(|(one, left), (other, right)| one.cmp(other).then_with(|| left.page.cmp(&right.page)));
    let shown = ranked.into_iter().take(MOST);
    shown
        .map(|(_, one)| format!("{} {}", one.method.as_str(), url(&one.path)))
        .collect()
}
