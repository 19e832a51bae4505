//! Every way of breaking a signature, and the rule that is named for it.

mod keys;
mod v2;
mod v3;
mod v3_encoding;
mod v3_header;

use wechatpay_gateway::diagnosis::Rule;

/// A rule that no case breaks may as well never be named.
#[test]
fn each_rule_has_its_case() {
    let cases = [
        include_str!("v2.rs"),
        include_str!("v3.rs"),
        include_str!("v3_encoding.rs"),
        include_str!("v3_header.rs"),
    ]
    .concat();
    for rule in Rule::ALL {
        assert!(cases.contains(&format!("Rule::{rule:?}")), "{rule:?}");
        assert!(!rule.en().is_empty() && !rule.zh().is_empty());
    }
    let codes: std::collections::BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    assert_eq!(codes.len(), Rule::ALL.len(), "a code is there twice");
}
