//! What each source added, and in what they differ.

use std::collections::BTreeMap;

use wechatpay_openapi_generator::merge::second::Reason;
use wechatpay_openapi_generator::merge::{Conflict, Merged, Record, kinds};

use super::source::Sources;
use crate::terminal;

/// New conflicts of one kind that are shown without `--verbose`.
const SHOWN: usize = 10;

/// Prints the account of an import.
pub(super) fn print(sources: &Sources, merged: &Merged, verbose: bool) {
    if let Some(also) = &sources.also {
        terminal::done(&format!(
            "{} and {} are known to {} alone",
            terminal::counted(also.operations, "operation"),
            terminal::counted(also.fields, "field"),
            also.name
        ));
        second(merged, verbose);
    }
    if let Some(official) = &sources.official {
        let account = &merged.official;
        terminal::done(&format!(
            "{} and {} are known to {} documents alone",
            terminal::counted(official.operations, "operation"),
            terminal::counted(official.fields, "field"),
            official.name
        ));
        terminal::remark(&format!(
            "   read: {} of {}; of callbacks: {}",
            terminal::counted(account.documents, "document"),
            terminal::counted(account.described.len(), "operation"),
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

/// Where sources differ, by kind: how often, and what no earlier import knew of.
pub(super) fn conflicts(now: &Record, before: &Record, verbose: bool) {
    let all: Vec<&Conflict> = now.conflicts().collect();
    if all.is_empty() {
        return;
    }
    let new = now.since(before);
    terminal::remark(&format!(
        "sources differ {}, {} of them new (`cargo xtask explain VERB PATH` shows what was decided, and why):",
        terminal::counted(all.len(), "time"),
        new.len()
    ));
    let listed = if verbose { &all } else { &new };
    for (fact, count) in kinds(listed) {
        terminal::remark(&format!("{count:>6} {}", fact.name()));
        let shown = if verbose { count } else { SHOWN };
        let own = listed.iter().filter(|one| one.fact == fact);
        for one in own.take(shown) {
            terminal::remark(&format!("       {}", line(one)));
        }
        if count > shown {
            terminal::remark(&format!("       … and {} more (--verbose)", count - shown));
        }
    }
}

/// Who says what, by what is said: several documents of one source mostly say the same.
fn line(one: &Conflict) -> String {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for (who, what) in &one.words {
        match said.iter_mut().find(|(known, _)| known == what) {
            Some((_, speakers)) => speakers.push(who),
            None => said.push((what, vec![who])),
        }
    }
    let words: Vec<String> = said
        .iter()
        .map(|(what, who)| format!("{what} ({})", who.join(", ")))
        .collect();
    let space = if one.field.is_empty() { "" } else { " " };
    format!(
        "{} #{}{space}{}: {} -> {}",
        one.page,
        one.method.name(),
        one.field,
        words.join(" | "),
        one.taken
    )
}
