//! The whole pipeline: documentation in, files out.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::emit::{self, Style};
use crate::fix::Overrides;
use crate::name::Clash;
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
    diagnostics.extend(clashes.into_iter().map(unnamed));
    // Half a crate is worse than yesterday's.
    let output = if broken(&diagnostics) {
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

/// The documentation as one OpenAPI document.
#[derive(Debug)]
pub struct Described {
    /// The document; `None` if an error stands in the way.
    pub document: Option<Value>,
    /// Findings, by page and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// The OpenAPI 3.1 document of a documentation tree.
#[must_use]
pub fn describe(docs: &Docs, overrides: &Overrides) -> Described {
    let Reading {
        api, mut diagnostics, ..
    } = read(docs, overrides);
    let (document, clashes) = emit::openapi::document(&api, &overrides.modules);
    diagnostics.extend(clashes.into_iter().map(unnamed));
    Described {
        document: (!broken(&diagnostics)).then_some(document),
        diagnostics,
    }
}

fn broken(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

fn unnamed(clash: Clash) -> Diagnostic {
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
}
