//! `cargo xtask generate`: the documentation becomes a crate.

mod lists;
mod watch;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use wechatpay_openapi_generator::emit::Style;
use wechatpay_openapi_generator::fix::NAMES;
use wechatpay_openapi_generator::fix::encrypted::FILE as ENCRYPTED;
use wechatpay_openapi_generator::output::{Changes, Output, Owned};
use wechatpay_openapi_generator::{Generated, generate, generate_as};

use self::lists::List;
use crate::cli::{Deny, Generate};
use crate::counts::Counts;
use crate::report::{self, Show};
use crate::{docs_specs, read_docs, read_overrides, repository, terminal};

pub(crate) fn run(options: &Generate) -> Result<()> {
    match options.watch {
        true => watch::run(options, once),
        false => once(options),
    }
}

fn once(options: &Generate) -> Result<()> {
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    terminal::progress(&format!(
        "generating from {}",
        terminal::counted(docs.len(), "page")
    ));
    let mut overrides = read_overrides()?;
    if let Some(path) = &options.rename
        && !overrides.names.forget(path)
    {
        bail!(
            "nothing at or below `{path}` has a name yet: a path is written as in docs-specs/overrides/{NAMES}, such as \
             `v3/pay/transactions/id/{{transaction_id}}`"
        );
    }
    let generated = generate(&docs, &overrides);
    terminal::progress("");
    let mut report = options.report;
    if options.docs.is_none() {
        // A warning about the repository's own pages is mended, or allowed with a reason.
        report.deny = Some(Deny::Warnings);
    }
    report::diagnostics(&generated.diagnostics, &docs, &report, Show::Severe)?;

    let stale = documents(options, &generated)?;
    let lists = [
        List::of(ENCRYPTED, generated.encrypted, options),
        List::of(NAMES, generated.names, options),
    ];
    let (output, owned) = part(generated.output, options.only.as_deref())?;
    let root = options
        .out
        .clone()
        .unwrap_or_else(|| repository().join("generated"));
    let result = if options.check {
        output.compare(&root, &owned)
    } else {
        output.write(&root, &owned)
    };
    let changes = result?;
    for list in lists.into_iter().flatten() {
        list.settle(options.check)?;
    }
    if options.check {
        checked(&changes, &root, options)?;
        match stale.first() {
            Some((path, _)) => bail!("{path} has a wrong number: run `cargo xtask generate`"),
            None => Ok(()),
        }
    } else {
        for (path, text) in stale {
            fs::write(repository().join(path), text).with_context(|| path.to_string())?;
            terminal::remark(&format!("numbers of {path} corrected"));
        }
        written(&changes, output.len())
    }
}

/// Documents whose numbers are not those of docs-specs; none for another tree or a part.
fn documents(options: &Generate, generated: &Generated) -> Result<Vec<(&'static str, String)>> {
    if options.docs.is_some() || options.out.is_some() || options.only.is_some() {
        return Ok(Vec::new());
    }
    Counts::of(&generated.totals, generated.output.len()).stale(&repository())
}

/// The reference of `cargo xtask bench`: the same structs with serde's derives.
pub(crate) fn derive(root: &Path) -> Result<()> {
    let generated = generate_as(&read_docs(&docs_specs())?, &read_overrides()?, Style::Derive);
    generated.output.write(root, &owned())?;
    Ok(())
}

/// Which files of the crate are the generator's: those in these folders that
/// say so, and these two.
fn owned() -> Owned {
    Owned::new()
        .folder("src")
        .folder("tests")
        .file("INDEX.md")
        .file("Cargo.toml")
        .marked("@generated")
}

fn part(mut output: Output, only: Option<&str>) -> Result<(Output, Owned)> {
    let Some(only) = only else {
        return Ok((output, owned()));
    };
    let wanted = place(only);
    output.retain(|path| {
        place(path)
            .strip_prefix(&*wanted)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if output.is_empty() {
        bail!("no generated file lies below `{only}`: try `cargo xtask find {only}`");
    }
    Ok((output, owned().keep_stale()))
}

/// What a page's path, a URL and the path of a generated file have in common.
fn place(path: &str) -> String {
    let path = path.trim_matches('/');
    let path = path
        .trim_end_matches(".md")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    let path = path.trim_start_matches("src/").trim_start_matches("openapi/");
    path.chars()
        .filter(|c| !matches!(c, '{' | '}'))
        .map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() })
        .collect()
}

fn written(changes: &Changes, files: usize) -> Result<()> {
    match changes.len() {
        0 => terminal::done(&format!(
            "{} up to date, nothing was written",
            terminal::counted(files, "file")
        )),
        _ => {
            terminal::files("written", changes.created.iter().chain(&changes.changed));
            terminal::files("deleted", changes.stale.iter());
            let written = changes.created.len() + changes.changed.len();
            terminal::done(&format!(
                "{}: {written} written, {} deleted",
                terminal::counted(files, "file"),
                changes.stale.len()
            ));
        }
    }
    Ok(())
}

fn checked(changes: &Changes, root: &Path, options: &Generate) -> Result<()> {
    let lists = [
        ("missing", &changes.created),
        ("stale", &changes.changed),
        ("left over", &changes.stale),
    ];
    for (word, paths) in lists {
        for path in paths {
            terminal::result(&format!("{word}: {}", root.join(path).display()));
        }
    }
    if changes.is_empty() {
        terminal::done("every generated file is up to date");
        return Ok(());
    }
    bail!(
        "{} generated files are not up to date: run `{}`",
        changes.len(),
        command(options)
    )
}

/// The command that mends what `--check` found.
fn command(options: &Generate) -> String {
    let mut line = "cargo xtask generate".to_owned();
    let folders = [("--docs", &options.docs), ("--out", &options.out)];
    for (name, folder) in folders
        .into_iter()
        .filter_map(|(name, folder)| Some((name, folder.as_ref()?)))
    {
        line.push_str(&format!(" {name} {}", folder.display()));
    }
    if let Some(only) = &options.only {
        line.push_str(&format!(" --only {only}"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_urls_and_files_meet() {
        let expected = "v3/fund_app/mch_transfer/bill_no";
        for path in [
            "openapi/v3/fund-app/mch-transfer/{bill_no}.md",
            "/v3/fund-app/mch-transfer/{bill_no}",
        ] {
            assert_eq!(place(path), expected);
        }
        assert_eq!(place("src/v3/fund_app/mch_transfer/bill_no.rs"), expected);
        assert_eq!(place("src/v3/fund_app/mch_transfer/bill_no/mod.rs"), expected);
    }

    #[test]
    fn only_takes_whole_segments() {
        let mut output = Output::new();
        for path in [
            "src/v3/pay.rs",
            "src/v3/pay/a.rs",
            "src/v3/payscore.rs",
            "INDEX.md",
        ] {
            output.insert(path, "");
        }
        let (taken, _) = part(output.clone(), Some("v3/pay")).unwrap();
        assert_eq!(
            taken.iter().map(|(path, _)| path).collect::<Vec<_>>(),
            ["src/v3/pay.rs", "src/v3/pay/a.rs"]
        );
        assert!(part(output, Some("v3/nothing")).is_err());
    }
}
