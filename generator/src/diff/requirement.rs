//! Whether a request must have a field, compared.

use super::Kind;
use crate::ir::{Field, Requirement};

/// What is demanded of a field among its siblings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demand<'a> {
    requirement: Requirement,
    /// Those of its group, itself included.
    group: Vec<&'a str>,
}

impl<'a> Demand<'a> {
    pub(super) fn of(field: &Field, siblings: &'a [Field]) -> Self {
        let own = field.requirement.group();
        let is_of_group = |one: &&Field| own.is_some() && one.requirement.group() == own;
        let mut group: Vec<&str> = siblings
            .iter()
            .filter(is_of_group)
            .map(|one| one.name.as_str())
            .collect();
        group.sort_unstable();
        Self {
            requirement: field.requirement,
            group,
        }
    }

    /// Nothing if both demand the same.
    pub(super) fn compare(&self, after: &Self, is_request: bool) -> Option<Kind> {
        if self.word() == after.word() {
            return None;
        }
        let kind = match (self.strength(), after.strength()) {
            _ if !is_request => Kind::Required,
            (0, 0) => Kind::Required,
            (one, other) if one < other => Kind::Demanded,
            (one, other) if one > other => Kind::Loosened,
            // One of fewer is more.
            _ if after.group.iter().all(|name| self.group.contains(name)) => Kind::Demanded,
            _ => Kind::Loosened,
        };
        Some(kind)
    }

    /// How much is refused before it is sent.
    fn strength(&self) -> u8 {
        match self.requirement {
            _ if !self.requirement.is_confirmed() => 0,
            Requirement::Required { .. } => 2,
            _ => 1,
        }
    }

    pub(super) fn word(&self) -> String {
        let word = match self.requirement {
            Requirement::Optional => return "optional".to_owned(),
            Requirement::Required { .. } => "required".to_owned(),
            Requirement::OneOf { .. } => format!("one of {}", self.group.join(", ")),
        };
        match self.requirement.is_confirmed() {
            true => format!("{word}, confirmed"),
            false => word,
        }
    }

    /// Whether a request without it is refused.
    pub(super) fn is_firm(&self) -> bool {
        self.strength() > 0
    }
}
