//! How the generated records are written.

/// How the generated records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Field tables that the runtime interprets: the product.
    #[default]
    Tables,
    /// serde's derives on the same structs: what the product is measured
    /// against (`cargo xtask bench`), never shipped.
    Derive,
}
