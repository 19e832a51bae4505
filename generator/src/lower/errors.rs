//! Error codes: rows of one code and status are one.

use super::context::Context;
use crate::ir::{Advice, ErrorCode};
use crate::page::{self, Remedy, Section};

/// The error codes of a section, by status and code, so that tables of equal content are equal.
pub(super) fn lower(context: &Context, section: &Section) -> Vec<ErrorCode> {
    let mut errors: Vec<ErrorCode> = Vec::new();
    for row in &section.facts.errors {
        let same = |known: &&mut ErrorCode| known.status == row.status && known.code == row.code;
        let remedy = row.remedy.map(advice);
        match errors.iter_mut().find(same) {
            Some(known) => {
                known.remedy = careful(known.remedy, remedy);
                known
                    .meanings
                    .extend(meaning(row).filter(|words| !known.meanings.contains(words)));
            }
            None => errors.push(ErrorCode {
                status: row.status,
                code: row.code.clone(),
                meanings: meaning(row).into_iter().collect(),
                remedy,
                origin: context.line(row.line),
            }),
        }
    }
    errors.sort_by(|one, other| (one.status, &one.code).cmp(&(other.status, &other.code)));
    errors
}

fn meaning(row: &page::ErrorCode) -> Option<String> {
    Some(row.meaning.clone()).filter(|words| !words.is_empty())
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
