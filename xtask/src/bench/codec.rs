//! Decoding and encoding an answer beside serde_json's derive on the same type.
//!
//! Both crates are linked into one program, which times them in turn.

use super::program::{cargo, derived, measured, program};
use crate::{Failure, repository};

const MAIN: &str = include_str!("codec.main.rs.txt");

pub(super) fn run() -> Result<(), Failure> {
    let derive = derived()?;
    let manifest = format!(
        "[package]\nname = \"codec-bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.release]\nlto = \"thin\"\ncodegen-units = 1\n\n[dependencies]\nserde_json = \"1\"\n\
         wechatpay-openapi = {{ path = {:?}, default-features = false, features = [\"v3-pay\"] }}\n\
         wechatpay-openapi-derive = {{ path = {:?}, default-features = false, features = [\"v3-pay\"] }}\n",
        repository().join("generated"),
        derive,
    );
    let at = program("codec", &manifest, &[("main.rs", MAIN)])?;
    measured(cargo(&at, &["run", "--release"])).map(drop)
}
