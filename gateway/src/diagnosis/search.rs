//! Trying what may have been done otherwise: each deviation alone, then each two of them.

use super::Rule;

/// How many bytes are hashed at most before the search gives up: a second or less.
const BUDGET: usize = 32 << 20;

/// What was signed, as a value that can be put together otherwise.
pub(super) trait Composed: Clone {
    /// One part of it, in another form.
    type Part: Clone;

    /// With this part in place of its own.
    fn with(&self, part: &Self::Part) -> Self;

    /// Whether both are of the same part, so that one would undo the other.
    fn is_same(one: &Self::Part, other: &Self::Part) -> bool;

    /// The bytes that are hashed.
    fn bytes(&self) -> Vec<u8>;
}

/// A deviation: the rule it breaks, and what it makes of a part.
#[derive(Debug, Clone)]
pub(super) struct Change<P> {
    pub(super) rule: Rule,
    pub(super) part: P,
}

impl<P> Change<P> {
    pub(super) fn new(rule: Rule, part: P) -> Self {
        Self { rule, part }
    }
}

/// What verifies, and the rules that it breaks.
#[derive(Debug)]
pub(super) struct Match<C> {
    pub(super) signed: C,
    pub(super) rules: Vec<Rule>,
}

/// The first composition that `verifies`, which may name rules of its own, with at most `depth` deviations (one or two);
/// the fewest come first.
pub(super) fn first<C: Composed>(
    sent: &C,
    changes: &[Change<C::Part>],
    depth: usize,
    verifies: impl Fn(&[u8]) -> Option<Vec<Rule>>,
) -> Option<Match<C>> {
    let mut left = BUDGET;
    let mut attempt = |signed: C, rules: &[Rule]| {
        let bytes = signed.bytes();
        left = left.checked_sub(bytes.len())?;
        let more = verifies(&bytes)?;
        let rules = rules.iter().copied().chain(more).collect();
        Some(Match { signed, rules })
    };
    let unchanged = attempt(sent.clone(), &[]);
    let found = unchanged.or_else(|| {
        changes
            .iter()
            .find_map(|change| attempt(sent.with(&change.part), &[change.rule]))
    });
    if found.is_some() || depth < 2 {
        return found;
    }
    changes.iter().enumerate().find_map(|(index, one)| {
        let half = sent.with(&one.part);
        let mut others = changes[index + 1..]
            .iter()
            .filter(|other| !C::is_same(&one.part, &other.part));
        others.find_map(|other| attempt(half.with(&other.part), &[one.rule, other.rule]))
    })
}
