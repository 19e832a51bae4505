//! Diagnostics on standard output, and what they mean for the exit code.

use std::fmt;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;
use wechatpay_openapi_generator::diagnostic::{Diagnostic, Severity};
use wechatpay_openapi_generator::source::Docs;

use crate::terminal;

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, Args, Default)]
pub(crate) struct ReportOptions {
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
    /// Treat this severity as an error.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) deny: Option<Deny>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// With the line of the page, as rustc does.
    #[default]
    Text,
    /// One line each: `file:line:column: severity[code]: message`
    Short,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings too.
    Warnings,
}

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// Every finding.
    All,
    /// Errors and warnings; notes are counted.
    Severe,
}

/// Prints the findings and fails if one of them is an error.
pub(crate) fn diagnostics(
    found: &[Diagnostic],
    docs: &Docs,
    options: &ReportOptions,
    show: Show,
) -> Result<()> {
    let blocking = |one: &&Diagnostic| is_blocking(one.severity, options);
    let listed = || {
        found
            .iter()
            .filter(|one| show == Show::All || one.severity != Severity::Note)
    };
    for one in listed() {
        terminal::result(&shown(one, docs, options.format));
    }
    if options.format != Format::Json {
        terminal::remark(&account(found, show));
        // The first of the worst.
        if let Some(one) = listed().min_by_key(|one| one.severity) {
            let (word, code) = (word(one.severity), one.code);
            terminal::remark(&format!(
                "for more about this {word}, try `cargo xtask lint --explain {code}`"
            ));
        }
    }
    match found.iter().filter(blocking).count() {
        0 => Ok(()),
        count => Err(Blocked { count }.into()),
    }
}

/// Findings, shown already, that somebody has to decide about.
#[derive(Debug)]
pub(crate) struct Blocked {
    count: usize,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stand = if self.count == 1 { "stands" } else { "stand" };
        write!(
            f,
            "{} {stand} in the way",
            terminal::counted(self.count, "finding")
        )
    }
}

impl std::error::Error for Blocked {}

fn is_blocking(severity: Severity, options: &ReportOptions) -> bool {
    match severity {
        Severity::Error => true,
        Severity::Warning => options.deny == Some(Deny::Warnings),
        Severity::Note => false,
    }
}

fn shown(one: &Diagnostic, docs: &Docs, format: Format) -> String {
    let Diagnostic {
        page,
        line,
        col,
        code,
        message,
        help,
        ..
    } = one;
    let severity = word(one.severity);
    match format {
        Format::Text => format!("{}\n", one.render(docs, true)),
        Format::Short => format!("{page}:{line}:{col}: {severity}[{code}]: {message}"),
        Format::Json => json!({
            "file": page, "line": line, "column": col, "severity": severity,
            "code": code.to_string(), "message": message, "help": help,
        })
        .to_string(),
    }
}

/// What a severity is called.
pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn account(found: &[Diagnostic], show: Show) -> String {
    let count = |severity| found.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings, notes) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
    let pointer = match show {
        Show::Severe if notes > 0 => " (cargo xtask lint shows the notes)",
        _ => "",
    };
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    format!(
        "{}{pointer}",
        counts
            .map(|(count, what)| terminal::counted(count, what))
            .join(", ")
    )
}
