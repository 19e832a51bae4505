//! The whole pipeline: documentation in, files out.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::emit::{self, Style};
use crate::fix::Overrides;
use crate::output::Output;
use crate::source::Docs;
use crate::totals::Totals;
use crate::{Reading, read};

/// What came out of a run.
#[derive(Debug, Default)]
pub struct Generated {
    /// The crate's files; empty if an error stands in the way.
    pub output: Output,
    /// What was read and what became of it.
    pub totals: Totals,
    /// Findings, by page and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// The crate for a documentation tree.
#[must_use]
pub fn generate(docs: &Docs, overrides: &Overrides) -> Generated {
    generate_as(docs, overrides, Style::Tables)
}

/// The crate, written in one style or another.
#[must_use]
pub fn generate_as(docs: &Docs, overrides: &Overrides, style: Style) -> Generated {
    let Reading {
        api,
        totals,
        mut diagnostics,
    } = read(docs, overrides);
    let (files, clashes) = emit::emit(&api, &overrides.modules, style);
    diagnostics.extend(clashes.into_iter().map(|clash| {
        let place = Place {
            span: 0..0,
            line: clash.line,
            col: 1,
        };
        let message = format!(
            "`{}` and another type of another shape would both be called `{}`",
            clash.field, clash.name
        );
        Diagnostic::new(Code::NameClash, &format!("{}.md", clash.page), place, message)
    }));
    // Half a crate is worse than yesterday's.
    let broken = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    let output = if broken {
        Output::new()
    } else {
        files.into_iter().collect()
    };
    Generated {
        output,
        totals,
        diagnostics,
    }
}
