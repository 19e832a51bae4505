//! What documents say beside their tables, as one.

use serde_json::Value;

use crate::page::{ErrorCode, Facts};

/// Errors, limits and examples of all documents, each once.
pub(super) fn united<'f>(documents: impl Iterator<Item = &'f Facts>) -> Facts {
    let mut all = Facts::default();
    for facts in documents {
        // One code may have several rows, each with its own cause; another document's row of a known cause says nothing.
        for error in &facts.errors {
            let is_known = |one: &ErrorCode| {
                let (own, another) = (&one.meaning, &error.meaning);
                one.status == error.status
                    && one.code == error.code
                    && one.remedy == error.remedy
                    && (own == another || another.is_empty())
            };
            if !all.errors.iter().any(is_known) {
                all.errors.push(error.clone());
            }
        }
        for limit in &facts.limits {
            if !all.limits.contains(limit) {
                all.limits.push(limit.clone());
            }
        }
        for answer in &facts.answers {
            let mut answer = answer.clone();
            trim(&mut answer.body);
            if !all.answers.iter().any(|one| one.body == answer.body) {
                all.answers.push(answer);
            }
        }
    }
    all
}

/// Takes the blanks off the names in a sample: a slip that no wire has.
fn trim(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            *fields = std::mem::take(fields)
                .into_iter()
                .map(|(name, mut value)| {
                    trim(&mut value);
                    (name.trim().to_owned(), value)
                })
                .collect();
        }
        Value::Array(items) => items.iter_mut().for_each(trim),
        _ => {}
    }
}
