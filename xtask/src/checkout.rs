//! The checkout that this program belongs to, and how documentation is read.

use std::path::{Path, PathBuf};

use anyhow::Result;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::source::Docs;

/// Reads a documentation tree.
pub(crate) fn read_docs(folder: &Path) -> Result<Docs> {
    Ok(Docs::read(folder)?)
}

/// Reads the corrections of wrong documentation.
pub(crate) fn read_overrides() -> Result<Overrides> {
    Ok(Overrides::read(&docs_specs().join("overrides"))?)
}

/// The documentation that the repository owns.
pub(crate) fn docs_specs() -> PathBuf {
    repository().join("docs-specs")
}

/// The root of the checkout that cargo runs this program in, or else that it was built in.
pub(crate) fn repository() -> PathBuf {
    let running = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = running.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().expect("xtask lies in the repository").to_owned()
}
