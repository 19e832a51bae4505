//! Lengths, in characters or in bytes.

use serde_json::Value;
use wechatpay_openapi::catalogue::Fact;
use wechatpay_openapi_runtime::Version;

use super::charset::is_in_bytes;
use super::place::At;

/// What is wrong with the length of a text, by what is said of it.
pub(super) fn fault(facts: &[Fact], value: &Value, at: &At, version: Version) -> Option<String> {
    // An empty field of v2 or of a query is none.
    let is_none = |text: &str| text.is_empty() && (version == Version::V2 || at.is_of_query());
    let text = value.as_str().filter(|text| !is_none(text))?;
    // What is said of a list's items is said of the list.
    let documented = at.documented();
    let of_list = documented.strip_suffix("/*").unwrap_or(documented);
    let said = |fact: &&Fact| fact.pointer == documented || fact.pointer == of_list;
    let fact = facts.iter().find(said)?;
    let (length, unit) = match fact.max_length {
        Some(most) if is_in_bytes(at.name(), most) => (text.len(), "bytes"),
        _ => (text.chars().count(), "characters"),
    };
    match (fact.min_length, fact.max_length) {
        (_, Some(most)) if length > most as usize => {
            Some(format!("has {length} {unit}, and {most} are the most"))
        }
        (Some(least), _) if length < least as usize => {
            Some(format!("has {length} {unit}, and {least} are the least"))
        }
        _ => None,
    }
}
