//! `cargo xtask update`: a new state of the documentation, taken over and reviewed.

mod message;
mod tests;

use std::fs;

use wechatpay_openapi_generator::diff::{Kind, Verdict, id};
use wechatpay_openapi_generator::ir::Api;
use wechatpay_openapi_generator::needless::needless;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::states::State;

use crate::cli::{Generate, Update};
use crate::diff::{Named, Reviewed, html, review, text};
use crate::{Failure, docs_specs, generate, import, repository, terminal};

pub(crate) fn run(options: &Update) -> Result<(), Failure> {
    if options.import.out.is_some() {
        return Err(Failure::new(
            "an update is one of docs-specs: `cargo xtask import --out DIR` looks first",
        ));
    }
    let before = Named::read(&options.since)?;
    step(1, "importing");
    import::run(&options.import)?;
    step(2, "generating");
    generate::run(&all(options)).map_err(|failure| decide(&failure))?;
    let after = Named::folder(&docs_specs())?;
    idle_overrides(&after.state)?;
    step(3, &format!("comparing with {}", options.since));
    let api = read(&after.state.docs, &after.state.overrides).api;
    let reviewed = review(before, after)?;
    terminal::result(&text::summary(&reviewed));
    files(&reviewed)?;
    let open = decisions(&reviewed, &api);
    step(4, "testing");
    match options.no_test {
        true => terminal::warning("the tests were left out"),
        false => tests::run()?,
    }
    step(5, "what is left to decide");
    for one in open {
        terminal::remark(&format!("  {one}"));
    }
    Ok(())
}

fn step(number: usize, what: &str) {
    terminal::heading(&format!("{number}/5 {what}"));
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

/// What stops `generate` after an import is somebody's decision.
fn decide(failure: &Failure) -> Failure {
    Failure::new(format!(
        "{}\n  docs-specs has the new pages, the crate is the old one. Decide about each finding above: an override that finds \
         nothing (IM029) or has no page (IM039) is deleted or adapted, a field that lost its encryption (IM063) is marked \
         or named in a [[plain]], a new warning is mended or allowed. Then run the same command again.",
        failure.0
    ))
}

/// Fails if an override is not needed any more.
fn idle_overrides(state: &State) -> Result<(), Failure> {
    let found = needless(&state.docs, &state.overrides);
    let lines: Vec<String> = found.iter().map(|one| format!("\n  {one}")).collect();
    match lines.as_slice() {
        [] => Ok(()),
        lines => Err(Failure::new(format!(
            "overrides that change nothing; delete them, and run the same command again:{}",
            lines.concat()
        ))),
    }
}

/// The page for a reviewer, and the draft of the commit message.
fn files(reviewed: &Reviewed) -> Result<(), Failure> {
    let folder = repository().join("target/update");
    fs::create_dir_all(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let message = message::draft(reviewed, &import::day(&docs_specs()));
    for (name, text) in [("diff.html", html::print(reviewed)), ("message.txt", message)] {
        let file = folder.join(name);
        fs::write(&file, text).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        terminal::done(&format!("{} written", file.display()));
    }
    Ok(())
}

/// What no rule decides.
fn decisions(reviewed: &Reviewed, api: &Api) -> Vec<String> {
    let diff = &reviewed.compared.diff;
    let mut open = Vec::new();
    for change in diff.changes().filter(|one| one.kind == Kind::OperationAdded) {
        let mut operations = api.operations.iter();
        let own = operations.find(|one| id(one) == change.subject);
        let effect = own.map_or("", |one| one.effect.name());
        open.push(format!(
            "{} ({}) is new: is `{effect}` what a second sending does? (docs-specs/overrides/effects.toml)",
            change.subject, change.after
        ));
    }
    match diff.verdict() {
        Verdict::Same => {}
        verdict => open.push(format!(
            "the next version is {verdict}: `cargo xtask diff --from {}` says why, `--changelog` writes it down",
            reviewed.names[0]
        )),
    }
    open.push(
        "commit docs-specs and generated each by itself; target/update/message.txt is the draft".to_owned(),
    );
    open
}
