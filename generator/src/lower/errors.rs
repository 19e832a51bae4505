//! Error codes: rows of one code and status are one.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::ir::{Advice, ErrorCode};
use crate::page::{Remedy, Section};

/// The error codes of a section, by status and code, so that tables of equal content are equal.
pub(super) fn lower(context: &Context, section: &Section) -> Vec<ErrorCode> {
    let mut errors: BTreeMap<(Option<u16>, &str), ErrorCode> = BTreeMap::new();
    let mut said = BTreeSet::new();
    let mut silent = BTreeSet::new();
    for row in &section.facts.errors {
        let remedy = row.remedy.map(advice);
        let error = errors
            .entry((row.status, &row.code))
            .or_insert_with(|| ErrorCode {
                status: row.status,
                code: row.code.clone(),
                meanings: Vec::new(),
                remedy,
                origin: context.line(row.line),
            });
        error.remedy = careful(error.remedy, remedy);
        if remedy.is_none() {
            silent.insert((row.status, row.code.as_str()));
        }
        if !row.meaning.is_empty() && said.insert((row.status, &row.code, &row.meaning)) {
            error.meanings.push(row.meaning.clone());
        }
    }
    // A row without advice is about what its code says by itself, and it may be this row that is met.
    for (status, code) in silent {
        if let Some(error) = errors.get_mut(&(status, code))
            && error.remedy.is_some()
        {
            error.remedy = careful(error.remedy, Some(Advice::about(None, status, code)));
        }
    }
    errors.into_values().collect()
}

fn advice(remedy: Remedy) -> Advice {
    match remedy {
        Remedy::Fix => Advice::Fix,
        Remedy::Query => Advice::Query,
        Remedy::RetryLater => Advice::RetryLater,
        Remedy::RetryNow => Advice::RetryNow,
    }
}

/// One code, two rows: nobody can tell by the code which of them it is.
fn careful(one: Option<Advice>, other: Option<Advice>) -> Option<Advice> {
    let both = [one, other];
    let order = [Advice::Query, Advice::Fix, Advice::RetryLater, Advice::RetryNow];
    order.into_iter().find(|advice| both.contains(&Some(*advice)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_remedies_the_careful_one_counts() {
        use Advice::{Fix, Query, RetryLater, RetryNow};
        for (one, other, expected) in [
            (None, None, None),
            (None, Some(RetryNow), Some(RetryNow)),
            (Some(RetryNow), Some(RetryLater), Some(RetryLater)),
            (Some(RetryLater), Some(Fix), Some(Fix)),
            (Some(Query), Some(Fix), Some(Query)),
        ] {
            assert_eq!(careful(one, other), expected, "{one:?} {other:?}");
            assert_eq!(careful(other, one), expected, "{one:?} {other:?}");
        }
    }
}
