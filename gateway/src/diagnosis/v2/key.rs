//! The keys that a client may have taken for its APIv2 key.

/// A key that a client may have signed with.
///
/// `Debug` does not show it.
#[derive(Clone, Copy)]
pub struct KnownKey<'a> {
    /// Whose.
    pub whose: Whose,
    /// Its text.
    pub key: &'a str,
}

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The merchant's present APIv2 key.
    Present,
    /// The merchant's APIv2 key before the last change, if it is valid no more.
    Former,
    /// The merchant's APIv3 key, which signs nothing of v2.
    V3,
    /// Any other.
    Other,
}

impl std::fmt::Debug for KnownKey<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KnownKey({:?})", self.whose)
    }
}
