//! What each source added, and in what they differ.

use std::collections::BTreeMap;

use wechatpay_openapi_generator::merge::second::Reason;
use wechatpay_openapi_generator::merge::{Conflict, Merged, kinds};

use super::source::Sources;
use crate::terminal;

/// Conflicts of one kind that are shown without `--verbose`.
const SHOWN: usize = 3;

/// Prints the account of an import.
pub(super) fn print(sources: &Sources, merged: &Merged, verbose: bool) {
    if let Some(also) = &sources.also {
        terminal::done(&format!(
            "{} operations and {} fields are known to {} alone",
            also.operations, also.fields, also.name
        ));
        second(merged, verbose);
    }
    if let Some(official) = &sources.official {
        let account = &merged.official;
        terminal::done(&format!(
            "{} operations and {} fields are known to {} documents alone",
            official.operations, official.fields, official.name
        ));
        terminal::remark(&format!(
            "{:>6} documents describe {} operations; {} are of callbacks",
            account.documents,
            account.described.len(),
            account.callbacks
        ));
        if verbose {
            for (page, method) in &account.operations {
                terminal::remark(&format!("       {page} #{}", method.name()));
            }
            for (page, method, field) in &account.fields {
                terminal::remark(&format!("       {page} #{}: {field}", method.name()));
            }
        }
        conflicts(&account.conflicts, verbose);
    }
}

/// What the second source added, and why the rest was not taken over.
fn second(merged: &Merged, verbose: bool) {
    let merged = &merged.second;
    let mut left: BTreeMap<Reason, usize> = BTreeMap::new();
    for (reason, _) in &merged.left {
        *left.entry(*reason).or_default() += 1;
    }
    for (reason, count) in left {
        terminal::remark(&format!("{count:>6} left out: {}", reason.words()));
    }
    if verbose {
        for one in &merged.fields {
            terminal::remark(&format!(
                "       {} #{}: {}",
                one.page,
                one.method.name(),
                one.field
            ));
        }
    }
}

/// Conflicts by kind, each with some of them.
fn conflicts(all: &[Conflict], verbose: bool) {
    if all.is_empty() {
        return;
    }
    terminal::remark(
        "where sources differ (`cargo xtask explain VERB PATH` shows what was decided, and why):",
    );
    for (fact, count) in kinds(all) {
        terminal::remark(&format!("{count:>6} {}", fact.name()));
        let own = all.iter().filter(|one| one.fact == fact);
        for one in own.take(if verbose { usize::MAX } else { SHOWN }) {
            terminal::remark(&format!("       {}", line(one)));
        }
    }
}

fn line(one: &Conflict) -> String {
    let words: Vec<String> = one
        .words
        .iter()
        .map(|(who, what)| format!("{who}: {what}"))
        .collect();
    let space = if one.field.is_empty() { "" } else { " " };
    format!(
        "{} #{}{space}{}: {} -> {}",
        one.page,
        one.method.name(),
        one.field,
        words.join(", "),
        one.taken
    )
}
