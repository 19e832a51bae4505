//! Names of an enumeration's variants.

use std::collections::BTreeSet;

use super::case::pascal;
use crate::ir::EnumValue;
use crate::plan::VariantDef;

/// One variant for each distinct value, in documented order.
pub(super) fn variants(values: &[EnumValue]) -> Vec<VariantDef<'_>> {
    let mut taken = BTreeSet::from(["Unknown".to_owned()]);
    let mut seen = BTreeSet::new();
    values
        .iter()
        .filter(|value| seen.insert(value.value.as_str()))
        .map(|value| {
            let name = candidates(&value.value)
                .find(|name| taken.insert(name.clone()))
                .unwrap_or_default();
            VariantDef { name, value }
        })
        .collect()
}

/// Names for a value, best first. The second keeps the wire's own spelling, so
/// that `Under review` beside `UNDER_REVIEW` does not depend on their order alone.
fn candidates(value: &str) -> impl Iterator<Item = String> {
    let spelled: String = value
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let first = identifier(&pascal(value), value);
    let second = identifier(&spelled, value);
    [first.clone(), second]
        .into_iter()
        .chain((2..).map(move |n| format!("{first}{n}")))
}

fn identifier(name: &str, value: &str) -> String {
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some('0'..='9') if value.starts_with('-') => format!("Minus{name}"),
        // `1.0` and `10` must not meet.
        Some('0'..='9') if value.contains('.') => format!("V{}", value.replace('.', "_")),
        Some('0'..='9') => format!("V{name}"),
        _ if name == "Unknown" => "UnknownValue".to_owned(),
        _ if name == "Self" => "SelfValue".to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(values: &[&str]) -> Vec<String> {
        let values: Vec<EnumValue> = values
            .iter()
            .map(|value| EnumValue {
                value: (*value).to_owned(),
                meaning: None,
            })
            .collect();
        variants(&values)
            .into_iter()
            .map(|variant| variant.name)
            .collect()
    }

    #[test]
    fn odd_values() {
        for (values, expected) in [
            (&["SUCCESS", "NOT_PAY"][..], &["Success", "NotPay"][..]),
            (&["01", "1.0", "-1", "5XX"], &["V01", "V1_0", "Minus1", "V5xx"]),
            (&["10", "1.0"], &["V10", "V1_0"]),
            (&["UNKNOWN", "self"], &["UnknownValue", "SelfValue"]),
            (
                &["UNDER_REVIEW", "Under review"],
                &["UnderReview", "Under_review"],
            ),
            (&["a_b", "A_B", "A-B"], &["AB", "A_B", "AB2"]),
            (&["订阅消息", "一级|二级"], &["订阅消息", "一级二级"]),
            (&["A", "A"], &["A"]),
            (&["+"], &["Empty"]),
        ] {
            assert_eq!(names(values), expected, "{values:?}");
        }
    }
}
