//! What breaks a house rule.

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) line: usize,
    pub(super) rule: Rule,
    pub(super) message: String,
}

/// How much a finding weighs.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Must,
    Should,
}

impl Finding {
    pub(super) fn must(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            rule: Rule::Must,
            message: message.into(),
        }
    }

    pub(super) fn should(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            rule: Rule::Should,
            message: message.into(),
        }
    }
}
