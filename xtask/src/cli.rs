//! The command line: every option, and the help that teaches them.

mod sources;
mod states;
mod values;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use self::sources::{Explain, Import};
pub(crate) use self::states::{Diff, DiffFormat, Update};
pub(crate) use self::values::Topic;
pub(crate) use crate::report::{Deny, Format, ReportOptions};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes: 0 = done, 1 = something is wrong with the documentation or the
repository (it was printed), 2 = the command line was not understood.

A documentation update, from start to end:
  cargo xtask update IM --also JS --official DIR   import, generate, diff, test; stops with what to decide
  cargo xtask diff --changelog                     what it means for users, into CHANGELOG.md
  cargo test --workspace --all-features            does everything hold?

A field that is documented wrongly (CONTRIBUTING.md):
  cargo xtask explain VERB PATH FIELD              who says so, and its row for an override
  cargo xtask generate                             with an entry in docs-specs/overrides
  cargo xtask diff --changelog                     what it means for users, into CHANGELOG.md
  cargo xtask ci tidy lint generate specs          does what looks at docs-specs hold?";

/// The chores of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, styles = STYLES, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Generate(Generate),
    Import(Import),
    Lint(Lint),
    Diff(Diff),
    Update(Update),
    Openapi(Openapi),
    Find(Find),
    Explain(Explain),
    Gateway(Gateway),
    Ci(Ci),
    Bench(Bench),
    /// The tests of records under AddressSanitizer, in target/sanitize; takes some minutes.
    Sanitize,
    /// The house rules that no other tool checks.
    Tidy,
}

/// Write the crate `generated` from the documentation.
///
/// Reads docs-specs, applies docs-specs/overrides and writes what differs.
///
/// Nothing is written when the documentation has an error, and a file that is
/// up to date is not touched: a second run writes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask generate                                from docs-specs into generated
  cargo xtask generate --check                        is generated up to date?
  cargo xtask generate --docs ../wechatpay-im         from a checkout, with its full descriptions
  cargo xtask generate --only v3/pay/transactions     just the files below that path
  cargo xtask generate --docs DIR --out /tmp/crate    somewhere else
  cargo xtask generate --watch                        whenever a page or an override is saved
  cargo xtask generate --rename v3/pay                give names by the rules again")]
pub(crate) struct Generate {
    /// A documentation tree, in place of docs-specs.
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
    /// Where to write, in place of generated.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; name each stale file and exit with 1 if there is one.
    #[arg(long)]
    pub(crate) check: bool,
    /// Only files below this path; nothing is deleted then.
    #[arg(long, value_name = "PATH")]
    pub(crate) only: Option<String>,
    /// Stay, and generate again whenever a page or an override is saved.
    #[arg(long, conflicts_with_all = ["check", "rename"])]
    pub(crate) watch: bool,
    /// Name anew what is at or below this path (`v3/pay`), or everything, in place of the names that
    /// docs-specs/overrides/locked.toml remembers. Look with `cargo xtask diff` what it breaks.
    #[arg(
        long, value_name = "PATH", num_args = 0..=1, default_missing_value = "",
        conflicts_with_all = ["docs", "out", "only", "check"],
    )]
    pub(crate) rename: Option<String>,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Print everything that is odd about the documentation.
///
/// Prints every diagnostic of a documentation tree and the totals.
///
/// The totals account for every page and every row. Exits with 1 on an error.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask lint
  cargo xtask lint ../wechatpay-im --format short | sort | less
  cargo xtask lint --deny warnings
  cargo xtask lint --explain IM012                              what a code means
  cargo xtask lint --compare ../wechatpay-im ../wechatpay-js    where two sites disagree
  cargo xtask lint --format json | jq -r .code | sort | uniq -c")]
pub(crate) struct Lint {
    /// A documentation tree, in place of docs-specs.
    #[arg(value_name = "DIR", conflicts_with = "compare")]
    pub(crate) docs: Option<PathBuf>,
    /// Where two trees disagree, from what would hurt a user most; the first is the authority.
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub(crate) compare: Vec<PathBuf>,
    /// What a code such as IM012 means, with an example; all codes without one.
    #[arg(
        long, value_name = "CODE", value_parser = values::topic,
        num_args = 0..=1, default_missing_value = "list",
        conflicts_with_all = ["docs", "compare", "deny"],
    )]
    pub(crate) explain: Option<Topic>,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Write one OpenAPI 3.1 document of everything, or pages of it.
///
/// Describes every operation of v3 and v2 and every notification, as JSON.
///
/// Components are called as the Rust types. What OpenAPI cannot say is in
/// extensions (`x-…`), which `info.description` explains. Goes to standard output by default.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask openapi -o openapi.json
  cargo xtask openapi | jq '.paths | keys | length'
  cargo xtask openapi --html target/reference                  then open its index.html
  cargo xtask openapi --docs ../wechatpay-im -o openapi.json   with full descriptions")]
pub(crate) struct Openapi {
    /// A documentation tree, in place of docs-specs.
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
    /// Where to write the document.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Without line breaks and indentation.
    #[arg(long)]
    pub(crate) compact: bool,
    /// Write pages for a browser, which need no network; npm fetches their renderer at the first use.
    #[arg(long, value_name = "DIR")]
    pub(crate) html: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Find an operation by whatever one has of it.
///
/// Prints what it is, its official pages, its page of docs-specs, and the call with what its request must have; `cargo xtask
/// explain` says then who documents which field how.
///
/// TEXT is a title, a URL with or without host and query, a request line, a chain, a Rust path, an official page, an
/// event's type, a field's name or the end of its path, in any letter case. What is called so comes first, then what is on by default and alive.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask find 申请退款
  cargo xtask find POST /v3/pay/transactions/jsapi
  cargo xtask find 'https://api.mch.weixin.qq.com/v3/refund/domestic/refunds/123?sub_mchid=1'
  cargo xtask find 'client.v3().refund().domestic().refunds()'
  cargo xtask find wechatpay_openapi::v3::refund::domestic::refunds::post
  cargo xtask find out_refund_no --all
  cargo xtask find payer.openid")]
pub(crate) struct Find {
    /// What is known of it; several words are one question.
    #[arg(value_name = "TEXT", required = true)]
    pub(crate) text: Vec<String>,
    /// All matches, each with its call.
    #[arg(long)]
    pub(crate) all: bool,
    /// A documentation tree, in place of docs-specs.
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
}

/// Start a WeChat Pay to test against, for any language.
///
/// Builds the gateway and starts it; ARGUMENTS are its own: `cargo xtask gateway --help` shows them.
#[derive(Debug, Args)]
#[command(
    disable_help_flag = true,
    after_help = "\
Examples:
  cargo xtask gateway
  cargo xtask gateway --help                       what the gateway itself can be told
  cargo xtask gateway --port 4020 --seed 7
  cargo xtask gateway --release                    as fast as it gets"
)]
pub(crate) struct Gateway {
    /// Optimised: takes minutes to build, once.
    #[arg(long)]
    pub(crate) release: bool,
    /// Of the gateway.
    #[arg(value_name = "ARGUMENTS", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) arguments: Vec<std::ffi::OsString>,
}

/// Everything that must hold before a change is merged.
///
/// Runs the steps in the order in which they fail fastest.
///
/// The tests run under cargo-nextest if it is installed, else under cargo test.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask ci                   everything
  cargo xtask ci fmt clippy        these two
  cargo xtask ci tidy lint generate specs
                                   after a change of docs-specs
  cargo xtask ci --skip test       all but the tests")]
pub(crate) struct Ci {
    /// Only these steps.
    #[arg(value_name = "STEP")]
    pub(crate) steps: Vec<Step>,
    /// All steps but these.
    #[arg(long, value_name = "STEP")]
    pub(crate) skip: Vec<Step>,
}

/// A step of `ci`, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    /// cargo fmt --check
    Fmt,
    /// cargo xtask tidy
    Tidy,
    /// cargo xtask lint
    Lint,
    /// cargo xtask generate --check
    Generate,
    /// cargo clippy, warnings denied, all features
    Clippy,
    /// cargo check of the fuzz targets, which are outside the workspace
    Fuzz,
    /// cargo check of what is published with the oldest Rust that it promises; left out if rustup does not have that
    Oldest,
    /// cargo deny: licences, duplicates, sources; left out if it is not installed
    Deny,
    /// cargo doc, warnings denied
    Doc,
    /// cargo test --doc
    Doctest,
    /// cargo check of README.md's code, in a crate with the dependencies that it names
    Readme,
    /// some tests of the runtime with the features on that other crates can turn on
    Neighbours,
    /// the other tests
    Test,
    /// of the tests those that a change of docs-specs can fail; only if it is asked for
    Specs,
}

/// Measure what ARCHITECTURE.md claims.
///
/// Prints ratios, each measured in one run against a named reference on the same work.
///
/// Takes some minutes: it compiles serde's derives on every struct.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask bench                everything
  cargo xtask bench compile        CPU seconds and memory of a cold check
  cargo xtask bench setup          the first build of this command
  cargo xtask bench codec          decoding and encoding an answer
  cargo xtask bench crypto call    signatures, and a whole call
  cargo xtask bench throughput     calls a second, 1, 16 and 256 in flight
  cargo xtask bench first          the first answer of a process
  cargo xtask bench notification merchants
  cargo xtask bench weight         bytes of a program that reads notifications
  cargo xtask bench generator      documentation to formatted files
  cargo xtask bench generator --docs ../wechatpay-im")]
pub(crate) struct Bench {
    /// Only these.
    #[arg(value_name = "MEASURE")]
    pub(crate) measures: Vec<Measure>,
    /// The documentation for `generator`: docs-specs if not given, and the newest state in ../shared if there is one.
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
}

/// Something to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Measure {
    /// Cold check of the crate beside serde's derives on the same structs
    Compile,
    /// First build of this command in a fresh clone, and what reading the raw documentation adds
    Setup,
    /// Decoding and encoding beside serde_json's derive
    Codec,
    /// Signing and verifying beside bare aws-lc
    Crypto,
    /// A call on loopback beside bare reqwest
    Call,
    /// Calls a second beside bare reqwest
    Throughput,
    /// A notification beside bare aws-lc and serde_json's derive
    Notification,
    /// A client for one of many merchants beside its keys by bare aws-lc
    Merchants,
    /// The first answer of a process beside bare reqwest and aws-lc
    First,
    /// What the enumeration of all notifications weighs in a program, beside one type
    Weight,
    /// 256 connections to the gateway for a minute beside the RSA operations in them, and its memory
    Gateway,
    /// Documentation to files beside one pass of pulldown-cmark and prettyplease alone
    Generator,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_holds() {
        Cli::command().debug_assert();
    }
}
