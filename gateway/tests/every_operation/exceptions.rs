//! Documented examples that a strict check refuses, each with the reason.

use std::collections::BTreeSet;

use wechatpay_gateway::check::Check;

const TEXT: &str = include_str!("exceptions.txt");

/// Operations whose examples are not what the documentation itself demands.
pub(crate) struct Exceptions {
    /// Operation, check, reason.
    pub(crate) relaxed: Vec<(String, Check, String)>,
}

impl Exceptions {
    /// Lines of `operation | check | reason`; those that begin with `#` are for readers.
    pub(crate) fn read() -> Self {
        let lines = TEXT
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let relaxed: Vec<_> = lines
            .map(|line| {
                let parts: Vec<&str> = line.splitn(3, " | ").collect();
                let [operation, check, reason] = parts[..] else {
                    panic!("not `operation | check | reason`: {line}");
                };
                assert!(!reason.trim().is_empty(), "without a reason: {line}");
                (operation.to_owned(), check.parse().unwrap(), reason.to_owned())
            })
            .collect();
        let distinct: BTreeSet<_> = relaxed
            .iter()
            .map(|(operation, check, _)| (operation, check))
            .collect();
        assert_eq!(distinct.len(), relaxed.len(), "one is there twice");
        Self { relaxed }
    }
}
