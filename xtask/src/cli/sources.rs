//! Options of the commands that are about the sources of docs-specs.

use std::path::PathBuf;

use clap::Args;
use wechatpay_openapi_generator::ir::Method;

use super::values::{day, mark};
use crate::report::ReportOptions;

/// Normalise a checkout of the documentation into docs-specs.
///
/// Writes facts only: tables, terms, enum values, examples as data, links.
///
/// Prose and sample code stay behind. Importing the same checkout twice changes
/// nothing. A page with an error blocks the whole import.
///
/// With --also, operations and fields that only the second checkout knows are
/// added with their origin noted. With --official, WeChat Pay's own documents
/// are merged in, who is right being decided fact by fact; docs-specs/conflicts.toml
/// keeps where sources differ. A page of these that cannot be read is left out with a warning.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask import ../wechatpay-im --also ../wechatpay-js --official ../wechatpay-official
  cargo xtask import ../wechatpay-im --alone               drop what only the others know
  cargo xtask import ../wechatpay-im --also ../wechatpay-js --date 2026-08-22
  cargo xtask import ../wechatpay-im --name wechatpay-im --out /tmp/docs-specs     look first")]
pub(crate) struct Import {
    /// The checkout: the folder that holds openapi and webhook.
    #[arg(value_name = "DIR")]
    pub(crate) docs: PathBuf,
    /// Where to write, in place of docs-specs.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// What SOURCE.toml calls the source; by default what it was called before.
    #[arg(long, value_parser = mark)]
    pub(crate) name: Option<String>,
    /// The day of the source's last change (YYYY-MM-DD). By default what its
    /// own git history says, or else what SOURCE.toml says of the same content.
    #[arg(long, value_parser = day)]
    pub(crate) date: Option<String>,
    /// Another checkout, in any dialect, for what the first lacks; docs-specs/also.toml
    /// names the fields that stay out.
    #[arg(long, value_name = "DIR")]
    pub(crate) also: Option<PathBuf>,
    /// What its operations and fields are marked with; by default what they were marked with before.
    #[arg(long, value_name = "NAME", requires = "also", value_parser = mark)]
    pub(crate) also_name: Option<String>,
    /// The day of its last change.
    #[arg(long, value_name = "DATE", requires = "also", value_parser = day)]
    pub(crate) also_date: Option<String>,
    /// A folder of WeChat Pay's own documents (APIv3, APIv2, brand). May be given
    /// several times; of a document that is in two folders the last one counts.
    #[arg(long, value_name = "DIR")]
    pub(crate) official: Vec<PathBuf>,
    /// The day on which they were fetched.
    #[arg(long, value_name = "DATE", requires = "official", value_parser = day)]
    pub(crate) official_date: Option<String>,
    /// Leave out what an earlier import took from checkouts that are not named now.
    #[arg(long)]
    pub(crate) alone: bool,
    /// List each operation and field that another checkout adds, and each conflict.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
}

/// Say why an operation or a field is as it is.
///
/// Prints which documentations know it, what each of them says where they differ, what was decided and by which rule; of a
/// field its row, as an override looks for it, and which overrides correct it.
///
/// Read from docs-specs alone: no checkout of a source is needed. A source's own page is a click away: an address of an official
/// page with `.md` behind it is the text that was imported.
///
/// "Required" without more is confirmed: such a request is refused before it is sent. In an answer nothing is checked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask explain POST /v3/refund/domestic/refunds
  cargo xtask explain GET /v3/profitsharing/orders/{out_order_no} state
  cargo xtask explain POST /v3/pay/transactions/jsapi body.amount.currency
  cargo xtask explain GET 'https://api.mch.weixin.qq.com/v3/pay/transactions/id/42?mchid=1' payer.openid
  cargo xtask explain POST v2/pay/unifiedorder trade_type
  cargo xtask explain POST TRANSACTION.SUCCESS trade_type
  cargo xtask explain POST /v3/refund/domestic/refunds NOT_ENOUGH       an error code")]
pub(crate) struct Explain {
    /// GET, POST, PUT, PATCH or DELETE, in any letter case; of a notification POST.
    #[arg(value_name = "VERB", value_parser = verb)]
    pub(crate) verb: Method,
    /// The path, a URL, or the page of docs-specs; names of parameters do not count. Of a notification its page, or its event's type.
    #[arg(value_name = "PATH")]
    pub(crate) path: String,
    /// A field's name, its path such as body.amount.total, or the end of it; or an error code.
    #[arg(value_name = "FIELD")]
    pub(crate) field: Option<String>,
}

fn verb(text: &str) -> Result<Method, String> {
    Method::of(&text.to_ascii_lowercase())
        .ok_or_else(|| "expected GET, POST, PUT, PATCH or DELETE".to_owned())
}
