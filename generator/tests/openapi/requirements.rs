//! What a document says of required fields and of groups, as the model has it.

use std::collections::BTreeMap;

use serde_json::Value;
use wechatpay_openapi_generator::ir::{Field, Requirement};

/// Whether a request without it is known to be refused.
pub(super) fn is_sure(field: &Field) -> bool {
    field.requirement == Requirement::Required { confirmed: true }
}

/// Whether what documentation alone requires is noted, and nothing else.
pub(super) fn is_noted(field: &Field, shown: &Value) -> bool {
    let is_documented = field.requirement == Requirement::Required { confirmed: false };
    (shown["x-required"] == "documented") == is_documented
}

/// The groups among fields, the confirmed ones first: `!a b`, `?c d`.
pub(super) fn groups(fields: &[Field]) -> Vec<String> {
    let mut groups: BTreeMap<u8, String> = BTreeMap::new();
    for field in fields {
        if let Requirement::OneOf { group, confirmed } = field.requirement {
            let mark = if confirmed { "!" } else { "?" };
            let names = groups.entry(group).or_insert_with(|| mark.to_owned());
            *names += &format!("{} ", field.name);
        }
    }
    let mut groups: Vec<String> = groups.into_values().collect();
    groups.sort();
    groups
}

pub(super) fn shown_groups(schema: &Value) -> Vec<String> {
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| format!("{} ", value.as_str().unwrap_or_default());
    let sure = |any_of: &Value| {
        let names = list(any_of).into_iter().map(|one| text(&one["required"][0]));
        format!("!{}", names.collect::<String>())
    };
    let one = schema.get("anyOf").map(sure);
    let several = list(&schema["allOf"]).into_iter().map(|one| sure(&one["anyOf"]));
    let said = list(&schema["x-one-of"]).into_iter();
    let said = said.map(|names| format!("?{}", list(&names).iter().map(text).collect::<String>()));
    let mut groups: Vec<String> = one.into_iter().chain(several).chain(said).collect();
    groups.sort();
    groups
}
