//! What no rule decides.

use wechatpay_openapi_generator::diff::{Change, Kind, Verdict, id};
use wechatpay_openapi_generator::ir::{Api, Method};

use super::draft::MESSAGE;
use crate::diff::Reviewed;

/// One line each, what hurts users first.
pub(super) fn of(reviewed: &Reviewed, api: &Api, since: &str) -> Vec<String> {
    let diff = &reviewed.compared.diff;
    let mut open: Vec<String> = diff.changes().filter_map(question).collect();
    let effects = effects(diff.changes(), api);
    if !effects.is_empty() {
        open.push(format!(
            "is this what a second sending does, of what is new? (docs-specs/overrides/effects.toml says otherwise){effects}"
        ));
    }
    match diff.verdict() {
        Verdict::Same => {}
        verdict => open.push(format!(
            "the next version is {verdict}: `cargo xtask diff --from {since}` says why, `--changelog` writes it down"
        )),
    }
    open.push(format!(
        "commit docs-specs and generated each by itself; {MESSAGE} is the draft"
    ));
    open
}

/// What somebody has to know about a change, where the documentation does not say it.
fn question(change: &Change) -> Option<String> {
    let Change {
        subject,
        before,
        after,
        ..
    } = change;
    match change.kind {
        Kind::Renamed => {
            let row = change.rows.iter().flatten().next_back();
            let place = row.map_or_else(
                || subject.clone(),
                |row| format!("docs-specs/{}:{}", row.page, row.line),
            );
            Some(format!(
                "{before} is called {after} now, which breaks whoever names it: is what {place} says meant so? Else an \
                 override says what was meant, and the name stays"
            ))
        }
        Kind::OperationMoved | Kind::NotificationMoved => Some(format!(
            "{subject} seems to be what {before} was: if it is another, say in the changelog that one came and one went"
        )),
        _ => None,
    }
}

/// What the rules say of the effect of operations that came, a line each. Nobody needs to look at a GET: it reads.
fn effects<'c>(changes: impl Iterator<Item = &'c Change>, api: &Api) -> String {
    let added = changes.filter(|one| one.kind == Kind::OperationAdded);
    let mut lines: Vec<String> = added
        .filter_map(|change| {
            let own = api.operations.iter().find(|one| id(one) == change.subject)?;
            let effect = own.effect.name();
            (own.method != Method::Get)
                .then(|| format!("\n      {effect:<5} {} ({})", change.subject, change.after))
        })
        .collect();
    lines.sort_unstable();
    lines.concat()
}
