//! `cargo xtask explain`: every source's word, what was decided, and why.

mod errors;

use anyhow::{Error, Result, anyhow};
use wechatpay_openapi_generator::explain::{Correction, Explained, ExplainedField, Stated, Unknown, explain};
use wechatpay_openapi_generator::ir::Requirement;
use wechatpay_openapi_generator::merge::{Conflict, Fact};

use crate::cli::Explain;
use crate::import::{founding_name, known_conflicts};
use crate::{docs_specs, read_docs, read_overrides, terminal};

pub(crate) fn run(options: &Explain) -> Result<()> {
    let root = docs_specs();
    let record = known_conflicts(&root)?;
    let docs = read_docs(&root)?;
    let question = (options.verb, options.path.as_str());
    let found = explain(
        &docs,
        &read_overrides()?,
        &record,
        &founding_name(&root),
        question,
    );
    let found = found.map_err(|unknown| missing(options, &unknown))?;
    head(&found);
    match &options.field {
        Some(name) if errors::told(&found, name) => Ok(()),
        Some(name) => fields(&found, name),
        None => {
            operation(&found);
            Ok(())
        }
    }
}

fn missing(options: &Explain, unknown: &Unknown) -> Error {
    anyhow!(
        "there is no {} {}; perhaps one of these is meant:\n  {}",
        options.verb.as_str(),
        options.path,
        unknown.near.join("\n  ")
    )
}

/// What the operation is, and who documents it.
fn head(found: &Explained) {
    terminal::result(&format!(
        "{}\n  {} {}\n  docs-specs/{}.md\n  documented by {}",
        terminal::named(&found.title),
        found.method.as_str(),
        found.path,
        found.page,
        found.sources.join(", ")
    ));
    for id in &found.documents {
        let link = found.links.iter().find(|link| link.ends_with(id.as_str()));
        terminal::result(&format!("    {id} {}", link.map_or("", String::as_str)));
    }
}

/// Who knows how many fields, and every difference.
fn operation(found: &Explained) {
    let mut kinds: Vec<(Vec<String>, usize)> = Vec::new();
    for field in &found.fields {
        match kinds.iter_mut().find(|(known, _)| *known == field.known) {
            Some((_, count)) => *count += 1,
            None => kinds.push((field.known.clone(), 1)),
        }
    }
    for (known, count) in kinds {
        let (fields, known) = (terminal::counted(count, "field"), known.join(", "));
        terminal::result(&format!("  {fields} known to {known}"));
    }
    if found.conflicts.is_empty() {
        terminal::result("  the sources differ in nothing else");
    }
    for conflict in &found.conflicts {
        difference(conflict);
    }
    errors::listed(&found.errors);
    for (correction, paths) in by_override(&found.fields) {
        terminal::result(&format!(
            "  {}\n    {}",
            corrected_by(correction),
            paths.join(", ")
        ));
    }
}

/// Each override once, with the fields that it corrects.
fn by_override(fields: &[ExplainedField]) -> Vec<(&Correction, Vec<&str>)> {
    let mut all: Vec<(&Correction, Vec<&str>)> = Vec::new();
    for field in fields {
        for one in &field.corrections {
            match all.iter_mut().find(|(known, _)| known.place == one.place) {
                Some((_, paths)) => paths.push(&field.path),
                None => all.push((one, vec![&field.path])),
            }
        }
    }
    all
}

/// Each field of a name: what counts, and how that came about.
fn fields(found: &Explained, name: &str) -> Result<()> {
    let meant: Vec<&ExplainedField> = found
        .fields
        .iter()
        .filter(|field| field.is_called(name))
        .collect();
    // What was dropped has no row, only a difference that names it.
    let dropped = found
        .conflicts
        .iter()
        .filter(|one| one.words.iter().any(|(_, word)| word.ends_with(name)));
    if meant.is_empty() {
        let dropped: Vec<&Conflict> = dropped.collect();
        dropped.iter().for_each(|one| difference(one));
        return match dropped.is_empty() {
            true => Err(unknown_field(found, name)),
            false => Ok(()),
        };
    }
    for field in meant {
        terminal::result(&format!("\n{}", terminal::named(&field.path)));
        place(found, field);
        terminal::result(&format!("  known to {}", field.known.join(", ")));
        if !field.lacking.is_empty() {
            terminal::result(&format!("  not seen in {}", field.lacking.join(", ")));
        }
        for one in &field.stated {
            let aside = unchecked(field, one);
            terminal::result(&format!("  {:<16} {}{aside}", one.fact, one.value));
        }
        found
            .conflicts
            .iter()
            .filter(|one| one.field == field.path)
            .for_each(difference);
        corrected(field);
    }
    Ok(())
}

/// "Required" of an answer reads as if the type had it so.
fn unchecked(field: &ExplainedField, one: &Stated) -> &'static str {
    let is_demand = one.fact == "required" && one.value != Requirement::Optional.word();
    match is_demand && field.path.starts_with("answer.") {
        true => ", which of an answer is not checked: an `Option` like any other",
        false => "",
    }
}

/// The row, to be opened in an editor and to be copied into an override.
fn place(found: &Explained, field: &ExplainedField) {
    let row = field.row.as_deref().unwrap_or("no row: an override adds it");
    terminal::result(&format!(
        "  docs-specs/{}.md:{}\n    {row}",
        found.page, field.line
    ));
}

fn unknown_field(found: &Explained, name: &str) -> Error {
    let last = name.rsplit('.').next().unwrap_or(name);
    let near = found
        .fields
        .iter()
        .filter(|field| field.path.contains(last))
        .map(|field| field.path.as_str());
    let codes = errors::codes(&found.errors)
        .into_iter()
        .filter(|code| code.contains(last));
    let near: Vec<&str> = near.chain(codes).take(8).collect();
    let hint = match near.is_empty() {
        true => String::new(),
        false => format!("; perhaps one of these is meant:\n  {}", near.join("\n  ")),
    };
    anyhow!("no field of this operation is called `{name}`, and no error code{hint}")
}

/// Who says what, what counts, and the rule.
fn difference(one: &Conflict) {
    let field = if one.field.is_empty() {
        "the operation"
    } else {
        &one.field
    };
    terminal::result(&format!("  {} of {field}", terminal::named(one.fact.name())));
    for (who, what) in &one.words {
        terminal::result(&format!("    {who:<22} {what}"));
    }
    terminal::result(&format!("    {:<22} {}", "decided:", one.taken));
    terminal::result(&format!("    {:<22} {}", "rule:", Fact::rule(one.fact)));
}

/// Each override, and what it made of the page's row.
fn corrected(field: &ExplainedField) {
    for correction in &field.corrections {
        terminal::result(&format!("  {}", corrected_by(correction)));
        for one in &correction.changed {
            let [before, after] = [&one.before, &one.after].map(|one| one.as_deref().unwrap_or("nothing"));
            terminal::result(&format!("    {:<16} {before} -> {after}", one.fact));
        }
    }
}

fn corrected_by(correction: &Correction) -> String {
    format!(
        "corrected by docs-specs/{}: {}",
        correction.place, correction.reason
    )
}
