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
        /// The number of the group among its siblings.
        group: u8,
        /// Whether more than the founding documentation says so.
        confirmed: bool,
    },
}

impl Requirement {
    /// What stands in a URL: without it there is none.
    pub const IN_PATH: Self = Self::Required { confirmed: true };

    /// Whether it must be there, whatever its siblings are.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required { .. })
    }

    /// Whether a request without it is known to be refused.
    #[must_use]
    pub fn is_confirmed(self) -> bool {
        match self {
            Self::Optional => false,
            Self::Required { confirmed } | Self::OneOf { confirmed, .. } => confirmed,
        }
    }
}
