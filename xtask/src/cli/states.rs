//! Options of the commands that are about two states of the documentation.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Import;

/// Say what changed in the documentation, and what it means for users.
///
/// Compares two states of docs-specs, each corrected by its own overrides: what changed, which rows say so, which lines of
/// the crate it touches, and whether it is breaking, additive or for readers only. ARCHITECTURE.md has the rules.
///
/// A state is a folder or a git revision. A folder without overrides is a raw checkout: its facts are taken as import
/// takes them, with those of today's overrides that fit.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 = nothing changed, 10 = patch, 11 = minor, 12 = major; 1 and 2 as always.

Examples:
  cargo xtask diff                                        the working tree against the last commit
  cargo xtask diff --from v0.1.0 --to HEAD                what a release brings
  cargo xtask diff --from HEAD~3 --changelog              written into CHANGELOG.md under Unreleased
  cargo xtask diff --format html -o target/diff.html      old and new rows side by side
  cargo xtask diff --from ../old/wechatpay-im --to ../wechatpay-im --format json | jq .verdict")]
pub(crate) struct Diff {
    /// The old state: a folder or a git revision.
    #[arg(long, value_name = "DIR|REV", default_value = "HEAD")]
    pub(crate) from: String,
    /// The new state; the working tree's docs-specs if not given.
    #[arg(long, value_name = "DIR|REV")]
    pub(crate) to: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: DiffFormat,
    /// Where to write it, in place of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write what users notice into CHANGELOG.md, under Unreleased; a line that is there already stays as it is.
    #[arg(long)]
    pub(crate) changelog: bool,
    /// The CHANGELOG.md to write into.
    #[arg(long, value_name = "FILE", requires = "changelog")]
    pub(crate) changelog_file: Option<PathBuf>,
    /// List every place of a change, and what only readers notice.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Take over a new state of the documentation, and review it.
///
/// Imports, generates, looks for overrides that are not needed any more, says what changed since a revision, runs the
/// tests that an update can fail, and drafts the commit message. Stops where somebody has to decide, and says what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask update ../wechatpay-im --also ../wechatpay-js --official ../wechatpay-official
  cargo xtask update ../wechatpay-im --alone --no-test

Afterwards: target/update/diff.html for a reviewer, target/update/message.txt for the commit, and
`cargo xtask diff --changelog` for CHANGELOG.md.")]
pub(crate) struct Update {
    #[command(flatten)]
    pub(crate) import: Import,
    /// The state that it is compared with.
    #[arg(long, value_name = "DIR|REV", default_value = "HEAD")]
    pub(crate) since: String,
    /// Without the tests.
    #[arg(long)]
    pub(crate) no_test: bool,
}

/// How a diff is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For a terminal.
    #[default]
    Text,
    /// What a changelog says.
    Markdown,
    /// One JSON document.
    Json,
    /// One page for a browser, with old and new rows side by side.
    Html,
}
