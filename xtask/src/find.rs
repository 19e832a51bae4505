//! `cargo xtask find`: from whatever one has at hand to the call.

mod query;
mod rank;
mod show;

use anyhow::{Result, bail};
use wechatpay_openapi_generator::plan::Crate;
use wechatpay_openapi_generator::run as planned;

use self::query::Query;
use self::rank::Rank;
use crate::checkout::{docs_specs, read_docs, read_overrides};
use crate::cli::Find;
use crate::terminal;

/// So many are shown in short unless all are asked for.
const LISTED: usize = 12;

pub(crate) fn run(options: &Find) -> Result<()> {
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    let text = options.text.join(" ");
    let query = Query::read(&text);
    let answer = |plan: &Crate<'_>| answer(plan, &query, options.all);
    let (shown, count) = planned(&docs, &read_overrides()?, answer).made;
    for one in &shown {
        terminal::result(one);
    }
    match count {
        0 => bail!(
            "nothing is called `{text}`, and no field is\nA title, a field's name or path, a URL with or without host and query, \
             `POST /v3/…`, `v3().refund()…`, a Rust path or an event's type would be found. What an operation says of \
             an error code or a value: `cargo xtask explain VERB PATH CODE`, or `FIELD`"
        ),
        _ if shown.len() < count => {
            terminal::remark(&format!(
                "{count} found; --all shows all of them with their calls"
            ));
            Ok(())
        }
        _ => {
            terminal::remark(&format!("{count} found"));
            Ok(())
        }
    }
}

/// What is printed, the best first, and how many were found.
fn answer(plan: &Crate<'_>, query: &Query, all: bool) -> (Vec<String>, usize) {
    let found = rank::search(plan, query);
    let count = found.len();
    let exact = found.iter().take_while(|one| one.rank <= Rank::Exact).count();
    // Of several that are called so, the others may be what was meant; of what merely holds the text, the first is shown.
    let whole = if all { count } else { exact.clamp(1, 3) };
    let listed = if all { count } else { LISTED };
    let shown = found.iter().enumerate().take(listed);
    let shown = shown.map(|(at, one)| {
        if at < whole {
            show::whole(one)
        } else {
            show::short(one)
        }
    });
    (shown.collect(), count)
}

#[cfg(test)]
mod tests;
