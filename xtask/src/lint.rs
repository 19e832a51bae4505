//! `cargo xtask lint`: everything that is odd about the documentation.

use wechatpay_openapi_generator::read;

use crate::cli::Lint;
use crate::report::{self, Show};
use crate::{Failure, docs_specs, read_docs, read_overrides, say};

pub(crate) fn run(options: &Lint) -> Result<(), Failure> {
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    say::progress(&format!("reading {} pages", docs.len()));
    let found = read(&docs, &read_overrides()?);
    say::progress("");
    let verdict = report::diagnostics(&found.diagnostics, &docs, &options.report, Show::All);
    say::remark(&found.totals.to_string());
    verdict?;
    match found.totals.gaps().len() {
        0 => Ok(()),
        _ => Err(Failure::new("the totals do not agree")),
    }
}
