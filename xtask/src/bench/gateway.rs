//! Many signed requests at once to the gateway, built as users build it, beside the RSA operations in them; and its memory.

use anyhow::Result;

use super::program::{cargo, derived, folder, measured};
use super::programs::workspace;
use crate::repository;

pub(super) fn run() -> Result<()> {
    let gateway = ["build", "--release", "--package", "wechatpay-openapi-gateway"];
    measured(cargo(&repository(), &gateway))?;
    let program = folder().join("target/release/wechatpay-gateway");
    // The manifest names them, whatever is run.
    derived()?;
    let program = program.display().to_string();
    let load = ["run", "--release", "--package", "load", "--", &program];
    measured(cargo(&workspace()?, &load)).map(drop)
}
