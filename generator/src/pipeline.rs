//! The generator as lists of stages.
//!
//! Each stage is a function over plain data that gives back what it found wrong beside what it made. No stage
//! calls another; who wants a part of the way calls the part that it wants.

use serde_json::Value;

use crate::comfort;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::emit::{self, Style, openapi};
use crate::fix::{self, Overrides, encrypted};
use crate::ir::Api;
use crate::lower::lower;
use crate::merge::{Merged, Sources, merge};
use crate::name::{lock, name};
use crate::normalise::normalise;
use crate::output::Output;
use crate::page::Page;
use crate::parse::parse;
use crate::plan::Crate;
use crate::share::share;
use crate::source::Docs;
use crate::totals::Totals;

/// From the sources' pages to `docs-specs`, which holds the facts of all of them.
#[must_use]
pub fn import(pages: Vec<Page>, overrides: &Overrides, sources: Sources<'_>) -> (Output, Merged) {
    // Corrections tell what is missing. They are not written: the generator applies them to the merged pages.
    let (corrected, _) = fix::pages(pages.clone(), overrides);
    let (pages, merged) = merge(pages, &corrected, sources);
    (normalise(&pages), merged)
}

/// From `docs-specs`, or another tree, to what `last` makes of the planned crate: files, a document, an answer.
#[must_use]
pub fn run<T>(docs: &Docs, overrides: &Overrides, last: impl FnOnce(&Crate<'_>) -> T) -> Run<T> {
    let Reading {
        api,
        totals,
        diagnostics,
    } = read(docs, overrides);
    let mut found = Findings(diagnostics);
    let named = found.of(name(&api, &overrides.modules, &overrides.names));
    let plan = share(named);
    Run {
        made: last(&plan),
        totals,
        diagnostics: found.0,
    }
}

/// The first half: from a tree to the documented API.
#[must_use]
pub fn read(docs: &Docs, overrides: &Overrides) -> Reading {
    let mut found = Findings::default();
    let tree = found.of(parse(docs));
    let pages = found.of(fix::pages(tree.pages, overrides));
    let lowered = found.of(lower(&pages));
    let api = found.of(fix::facts(lowered.api, &pages, overrides));
    let api = comfort::decide(api);
    let api = found.of(fix::comforts(api, &pages, overrides));
    let found = Findings(fix::allowed(found.0, &pages, overrides));
    Reading {
        totals: tree.totals.with(lowered.rows, &api),
        api,
        diagnostics: found.sorted(),
    }
}

/// The documented API, with an account of what was read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Operations and notifications.
    pub api: Api,
    /// What was read and what became of it.
    pub totals: Totals,
    /// Findings, by page and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// What came out of a run.
#[derive(Debug, Default)]
pub struct Run<T> {
    /// What the last stage made.
    pub made: T,
    /// What was read and what became of it.
    pub totals: Totals,
    /// Findings, by page and line; names that could not be given come last.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Run<T> {
    /// What was made, unless an error stands in the way: half of it is worse than yesterday's.
    fn sound(self) -> (Option<T>, Totals, Vec<Diagnostic>) {
        let is_broken = self.diagnostics.iter().any(|one| one.severity == Severity::Error);
        let made = (!is_broken).then_some(self.made);
        (made, self.totals, self.diagnostics)
    }
}

/// The findings of all stages.
#[derive(Default)]
struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Keeps what a stage found, and gives what it made.
    fn of<T>(&mut self, (made, found): (T, Vec<Diagnostic>)) -> T {
        self.0.extend(found);
        made
    }

    fn sorted(mut self) -> Vec<Diagnostic> {
        self.0
            .sort_by(|a, b| (&a.page, a.span.start, a.code).cmp(&(&b.page, b.span.start, b.code)));
        self.0
    }
}

/// The generated crate.
#[derive(Debug, Default)]
pub struct Generated {
    /// The crate's files; empty if an error stands in the way.
    pub output: Output,
    /// What [`encrypted::FILE`] has to say of these operations; nothing if an error stands in the way, or if anything
    /// lost its encryption.
    pub encrypted: Option<String>,
    /// What [`NAMES`](fix::NAMES) has to say of these names; nothing if an error stands in the way.
    pub names: Option<String>,
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
    let both = |plan: &Crate<'_>| {
        let operations = plan.operations().map(|(_, verb)| verb.operation);
        let lists = (encrypted::file(operations), lock::text(&lock::names(plan)));
        (emit::emit(plan, style), lists)
    };
    let (made, totals, diagnostics) = run(docs, overrides, both).sound();
    let (files, lists) = made.unzip();
    let (encrypted, names) = lists.unzip();
    let is_lost = diagnostics.iter().any(|one| one.code == Code::LostEncryption);
    Generated {
        output: files.unwrap_or_default(),
        encrypted: encrypted.filter(|_| !is_lost),
        names,
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
    let (document, _, diagnostics) = run(docs, overrides, openapi::document).sound();
    Described {
        document,
        diagnostics,
    }
}
