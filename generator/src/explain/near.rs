//! Operations and notifications that may be meant by a path that is none.

use strsim::osa_distance;

use crate::ir::{Method, Notification, Operation, url};

/// How many are named.
const MOST: usize = 8;

/// Verb and path of the nearest: those of the path with another verb, those that have it inside, then by
/// spelling.
pub(super) fn find(
    operations: &[Operation],
    notifications: &[Notification],
    method: Method,
    path: &str,
) -> Vec<String> {
    let wanted = path.trim_matches('/').to_lowercase();
    let rank = |verb: Method, own: &str| {
        let own = own.trim_matches('/').to_lowercase();
        let has_it = !wanted.is_empty() && (own.contains(&wanted) || wanted.contains(&own));
        let distance = osa_distance(&own, &wanted);
        (!has_it, distance, verb != method)
    };
    let known = operations
        .iter()
        .map(|one| (one.method, url(&one.path), &one.page));
    let events = notifications
        .iter()
        .map(|one| (Method::Post, one.page.clone(), &one.page));
    let mut ranked: Vec<_> = known
        .chain(events)
        .map(|one| (rank(one.0, &one.1), one))
        .collect();
    ranked.sort_by(|(one, (.., left)), (other, (.., right))| one.cmp(other).then_with(|| left.cmp(right)));
    let shown = ranked.into_iter().take(MOST);
    shown
        .map(|(_, (verb, path, _))| format!("{} {path}", verb.as_str()))
        .collect()
}
