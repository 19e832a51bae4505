//! A diff for machines.

use serde_json::{Value, json};
use wechatpay_openapi_generator::diff::{Cause, Change, Overruled, Subject, WrittenRow};

use super::reviewed::Reviewed;

/// One document.
pub(super) fn print(reviewed: &Reviewed) -> String {
    let Reviewed { names, compared } = reviewed;
    let (diff, files) = (&compared.diff, &compared.files);
    let counts: serde_json::Map<String, Value> = diff
        .counts()
        .into_iter()
        .map(|(kind, count)| (kind.name().to_owned(), count.into()))
        .collect();
    let subjects: serde_json::Map<String, Value> = diff
        .subjects
        .iter()
        .map(|(name, one)| (name.clone(), subject(one)))
        .collect();
    let document = json!({
        "from": names[0],
        "to": names[1],
        "verdict": diff.verdict().name(),
        "operations": diff.operations,
        "notifications": diff.notifications,
        "identical": diff.identical,
        "pages": diff.pages,
        "counts": counts,
        "files": { "added": files.created, "changed": files.changed, "removed": files.stale },
        "subjects": subjects,
        "causes": diff.causes.iter().map(cause).collect::<Vec<_>>(),
    });
    format!("{document:#}")
}

fn cause(cause: &Cause) -> Value {
    json!({
        "kind": cause.kind.name(),
        "meaning": cause.kind.meaning().name(),
        "before": cause.before,
        "after": cause.after,
        "changes": cause.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn subject(subject: &Subject) -> Value {
    json!({ "title": subject.title, "link": subject.link, "facts": subject.facts })
}

fn change(change: &Change) -> Value {
    let [before, after] = &change.rows;
    json!({
        "subject": change.subject,
        "field": change.field,
        "row_before": before.as_ref().map(row),
        "row_after": after.as_ref().map(row),
        "rows_below": change.below.iter().map(row).collect::<Vec<_>>(),
        "differs": change.about,
        "overrides": change.overruled.iter().map(overruled).collect::<Vec<_>>(),
        "code": change.code,
    })
}

fn overruled(one: &Overruled) -> Value {
    json!({ "place": one.place, "reason": one.reason, "now": one.is_now })
}

fn row(row: &WrittenRow) -> Value {
    json!({ "page": row.page, "line": row.line, "text": row.text })
}
