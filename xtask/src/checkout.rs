//! The checkout that this program belongs to, and how documentation is read.

use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::source::Docs;

use crate::failure::Failure;

/// Reads a documentation tree.
pub(crate) fn read_docs(folder: &Path) -> Result<Docs, Failure> {
    Docs::read(folder).map_err(|error| Failure::new(error.to_string()))
}

/// Reads the corrections of wrong documentation.
pub(crate) fn read_overrides() -> Result<Overrides, Failure> {
    Overrides::read(&docs_specs().join("overrides")).map_err(|error| Failure::new(error.to_string()))
}

/// The documentation that the repository owns.
pub(crate) fn docs_specs() -> PathBuf {
    repository().join("docs-specs")
}

/// The root of the checkout that this program was built in.
pub(crate) fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("xtask lies in the repository").to_owned()
}
