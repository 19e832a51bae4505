//! Types and shapes by number.

/// A type by its place among its module's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(usize);

impl TypeId {
    /// The type at this place.
    pub(crate) fn new(index: usize) -> Self {
        Self(index)
    }

    /// Its place.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// The number of a shape: equal numbers are equal shapes, in whatever modules they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub(super) usize);
