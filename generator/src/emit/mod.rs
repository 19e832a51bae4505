//! From the named API to files.

mod index;
pub mod openapi;
mod operations;
mod rust;
mod sample;

pub use index::feature_of;

use std::collections::BTreeMap;

use crate::fix::ModuleName;
use crate::ir::Api;
use crate::name::{self, Clash};
use crate::share;

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

/// Every generated file by its path below the generated crate, and the names
/// that could not be given.
#[must_use]
pub fn emit(api: &Api, modules: &[ModuleName], style: Style) -> (BTreeMap<String, String>, Vec<Clash>) {
    let (mut named, clashes) = name::name(api, modules);
    share::share(&mut named);
    let mut files = rust::files(&named, style);
    files.insert("INDEX.md".to_owned(), index::index(&named));
    if style == Style::Tables {
        files.extend(sample::files(&named));
        files.extend(operations::files(&named));
    }
    (files, clashes)
}
