//! `cargo xtask update`: a new state of the documentation, taken over and reviewed.
//!
//! Whatever stops it leaves whole files: an import or a generation writes everything or nothing, and the error says
//! which of them is done, what to decide, and what to run then.

mod decisions;
mod draft;
mod tests;

use anyhow::{Error, Result, anyhow, bail};
use wechatpay_openapi_generator::diff::Verdict;
use wechatpay_openapi_generator::needless::needless;
use wechatpay_openapi_generator::output::WriteError;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::states::State;

use crate::cli::{Generate, Update};
use crate::diff::{Named, Reviewed, review, text};
use crate::report::Blocked;
use crate::{docs_specs, generate, import, terminal};

pub(crate) fn run(options: &Update) -> Result<()> {
    if options.import.out.is_some() {
        bail!("an update is one of docs-specs: `cargo xtask import --out DIR` looks first");
    }
    let before = Named::read(&options.since)?;
    draft::forget()?;
    step(1, "importing");
    import::import(&options.import).map_err(|error| {
        stop(
            &error,
            "nothing was written: docs-specs and the crate are as they were",
        )
    })?;
    step(2, "generating");
    generate::run(&all(options)).map_err(|error| stop(&error, &ungenerated(&error)))?;
    let after = Named::folder(&docs_specs())?;
    idle_overrides(&after.state)?;
    step(3, &format!("comparing with {}", options.since));
    let api = read(&after.state.docs, &after.state.overrides).api;
    let reviewed = review(before, after)?;
    terminal::result(&text::summary(&reviewed));
    if is_same(&reviewed) {
        terminal::done("nothing that the crate is made of has changed");
        return Ok(());
    }
    draft::write(&reviewed)?;
    step(4, "testing");
    let failed = match options.no_test {
        true => {
            terminal::warning("the tests were left out");
            Vec::new()
        }
        false => tests::run()?,
    };
    step(5, "what is left to decide");
    for one in decisions::of(&reviewed, &api, &options.since) {
        terminal::remark(&format!("  - {one}"));
    }
    passed(&failed).map_err(|error| stop(&error, "docs-specs and the crate are the new ones"))
}

/// Runs the tests that a change of docs-specs can fail, as after an update.
pub(crate) fn tests() -> Result<()> {
    passed(&tests::run()?)
}

fn passed(failed: &[String]) -> Result<()> {
    match failed {
        [] => Ok(()),
        failed => bail!(
            "tests fail, whose output stands above:\n  {}",
            failed.join("\n  ")
        ),
    }
}

fn step(number: usize, what: &str) {
    terminal::heading(&format!("{number}/5 {what}"));
}

/// What somebody has to do where `generate` stops after an import.
fn ungenerated(error: &Error) -> String {
    let stands = "docs-specs has the new pages, the crate is the old one";
    let is_in_the_way = error.downcast_ref().is_some_and(WriteError::is_hand_written);
    if error.is::<Blocked>() {
        format!("{stands}. {DECIDE}")
    } else if is_in_the_way {
        format!("{stands}. {MOVE}")
    } else {
        stands.to_owned()
    }
}

const DECIDE: &str = "Decide about each finding above: an override that finds nothing (IM029) or has no page (IM039) is deleted or \
     adapted, a field that lost its encryption (IM063) is marked or named in a [[plain]], a new warning is mended or allowed with a reason \
     ([[allow]]), and what a page says wrongly is corrected by an override until its source does";
const MOVE: &str = "Nothing overwrites what somebody wrote: what is generated begins with `@generated`, and that file does not. Move it \
     to a path that is not generated, or delete it";

/// Why it stopped, where everything stands, and how it goes on.
fn stop(why: &Error, stands: &str) -> Error {
    let arguments: Vec<String> = std::env::args().skip(1).map(quoted).collect();
    let again = arguments.join(" ");
    anyhow!("{why:#}\n{stands}\nthen run again: cargo xtask {again}")
}

/// As a shell takes it.
fn quoted(argument: String) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:~^@,+".contains(c);
    match !argument.is_empty() && argument.chars().all(is_plain) {
        true => argument,
        false => format!("'{}'", argument.replace('\'', r"'\''")),
    }
}

fn all(options: &Update) -> Generate {
    Generate {
        docs: None,
        out: None,
        check: false,
        only: None,
        watch: false,
        rename: None,
        report: options.import.report,
    }
}

/// Fails if an override is not needed any more.
fn idle_overrides(state: &State) -> Result<()> {
    let found = needless(&state.docs, &state.overrides);
    let lines: Vec<String> = found.iter().map(|one| format!("\n  {one}")).collect();
    match lines.as_slice() {
        [] => Ok(()),
        lines => Err(stop(
            &anyhow!("overrides that change nothing; delete them:{}", lines.concat()),
            "docs-specs and the crate are the new ones",
        )),
    }
}

fn is_same(reviewed: &Reviewed) -> bool {
    let compared = &reviewed.compared;
    compared.diff.verdict() == Verdict::Same && compared.diff.pages == 0 && compared.files.is_empty()
}
