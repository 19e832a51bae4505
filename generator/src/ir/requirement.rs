//! Whether a request must have a field, and how sure that is.

/// Whether a request must have a field.
///
/// Confirmed is what an official page or a correction says. What one transcription alone says is documentation:
/// a wrong refusal is worse than an error that comes late.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// It may be left out.
    #[default]
    Optional,
    /// It must be there.
    Required {
        /// Whether more than the founding documentation says so.
        confirmed: bool,
    },
    /// One of a group of siblings must be there (二选一).
    OneOf {
        /// The number of the group among its siblings, from 1 on; among all parts of a request.
        group: u8,
        /// Whether more than the founding documentation says so.
        confirmed: bool,
    },
}

impl Requirement {
    /// What stands in a URL: without it there is none.
    pub const IN_PATH: Self = Self::Required { confirmed: true };

    /// In words, as differences and explanations name it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Required { confirmed: true } => "required",
            Self::Required { confirmed: false } => "required, but not confirmed",
            Self::OneOf { confirmed: true, .. } => "one of a group",
            Self::OneOf { confirmed: false, .. } => "one of a group, but not confirmed",
        }
    }

    /// Whether it must be there, whatever its siblings are.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required { .. })
    }

    /// The number of its group, if it is one of several.
    #[must_use]
    pub fn group(self) -> Option<u8> {
        match self {
            Self::OneOf { group, .. } => Some(group),
            Self::Optional | Self::Required { .. } => None,
        }
    }

    /// Whether a request without it, or without all of its group, is known to be refused. Nothing else is refused
    /// before it is sent.
    #[must_use]
    pub fn is_confirmed(self) -> bool {
        match self {
            Self::Optional => false,
            Self::Required { confirmed } | Self::OneOf { confirmed, .. } => confirmed,
        }
    }
}

/// What the client has to do with a field of a request besides sending it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// It is a number of the merchant's own that makes two requests one; without it they are two.
    Number,
    /// It says how the request is signed, which the client states where the caller does not.
    Stated,
}
