//! Lengths, in characters.

use serde_json::Value;
use wechatpay_openapi::catalogue::Fact;

use super::place::At;
use super::walk::Walk;
use crate::check::judge::Judged;
use crate::check::mode::Check;

/// A text against what is said of its length.
pub(super) fn length(walk: &mut Walk<'_, '_>, facts: &[Fact], value: &Value, at: &At) -> Judged {
    let Some(text) = value.as_str().filter(|text| !text.is_empty()) else {
        return Ok(());
    };
    // What is said of a list's items is said of the list.
    let documented = at.documented();
    let of_list = documented.strip_suffix("/*").unwrap_or(documented);
    let said = |fact: &&Fact| fact.pointer == documented || fact.pointer == of_list;
    let Some(fact) = facts.iter().find(said) else {
        return Ok(());
    };
    let length = text.chars().count();
    let issue = match (fact.min_length, fact.max_length) {
        (_, Some(most)) if length > most as usize => {
            format!("has {length} characters, and {most} are the most")
        }
        (Some(least), _) if length < least as usize => {
            format!("has {length} characters, and {least} are the least")
        }
        _ => return Ok(()),
    };
    walk.find(Check::Length, at, value, &issue)
}
