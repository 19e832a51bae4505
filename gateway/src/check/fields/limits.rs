//! Lengths, in characters.

use serde_json::Value;
use wechatpay_openapi::catalogue::Fact;

use super::place::At;

/// What is wrong with the length of a text, by what is said of it.
pub(super) fn fault(facts: &[Fact], value: &Value, at: &At) -> Option<String> {
    let text = value.as_str().filter(|text| !text.is_empty())?;
    // What is said of a list's items is said of the list.
    let documented = at.documented();
    let of_list = documented.strip_suffix("/*").unwrap_or(documented);
    let said = |fact: &&Fact| fact.pointer == documented || fact.pointer == of_list;
    let fact = facts.iter().find(said)?;
    let length = text.chars().count();
    match (fact.min_length, fact.max_length) {
        (_, Some(most)) if length > most as usize => {
            Some(format!("has {length} characters, and {most} are the most"))
        }
        (Some(least), _) if length < least as usize => {
            Some(format!("has {length} characters, and {least} are the least"))
        }
        _ => None,
    }
}
