//! The code blocks of a section: PHP of the site, or `http` of `docs-specs`.

use super::{http_answer, http_example, php};
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::dialect::markdown::outline::Part;
use crate::page::{Answer, Call, Fragment, Page, Span};

/// A code block.
#[derive(Debug, PartialEq)]
pub(super) struct CodeBlock {
    pub lang: String,
    /// What stands in brackets behind the language.
    pub label: String,
    pub code: String,
    /// It stands below the answer's table.
    pub is_below: bool,
    pub line: u32,
    pub span: Span,
}

impl CodeBlock {
    pub(super) fn new(info: &str, code: &str, is_below: bool, line: u32, span: Span) -> Self {
        let (lang, label) = info.split_once('[').unwrap_or((info, ""));
        let label = label.trim().strip_suffix(']').unwrap_or(label.trim());
        Self {
            lang: lang.trim().to_owned(),
            label: label.to_owned(),
            code: code.to_owned(),
            is_below,
            line,
            span,
        }
    }
}

/// What the samples of a section say.
#[derive(Default)]
pub(super) struct SectionSamples {
    pub call: Option<Call>,
    pub fragments: Vec<Fragment>,
    pub answers: Vec<Answer>,
}

/// Reads them. A notification has none: its samples are receivers' code.
pub(super) fn read(
    source: &mut Source<'_>,
    page: &Page,
    part: &Part<'_>,
    samples: &[CodeBlock],
) -> SectionSamples {
    let mut read = SectionSamples::default();
    if page.is_notification() {
        return read;
    }
    let is_answer = |sample: &&CodeBlock| sample.lang == "http" && sample.is_below;
    read.answers = samples
        .iter()
        .filter(is_answer)
        .filter_map(|sample| answer(source, sample))
        .collect();
    let asked = samples.iter().filter(|sample| !is_answer(sample));
    let (fragments, calls): (Vec<_>, Vec<_>) = asked.partition(|sample| is_fragment(sample));
    let http = calls.iter().any(|sample| sample.lang == "http");
    read.call = if http {
        from_http(source, part, &calls)
    } else {
        from_php(source, part, &calls)
    };
    for sample in fragments {
        let body = if sample.lang == "json" {
            serde_json::from_str(&sample.code).map_err(|error| error.to_string())
        } else {
            php::fragment(&sample.code)
        };
        match body {
            Ok(body) => {
                read.fragments.push(Fragment {
                    label: sample.label.clone(),
                    body,
                    line: sample.line,
                });
            }
            Err(error) => {
                source.report(
                    Code::BrokenExample,
                    &sample.span,
                    format!("this fragment cannot be read: {error}"),
                );
            }
        }
    }
    read
}

fn answer(source: &mut Source<'_>, sample: &CodeBlock) -> Option<Answer> {
    match http_answer::parse(&sample.label, &sample.code) {
        Ok((status, body)) => Some(Answer {
            status,
            body,
            line: sample.line,
            span: sample.span.clone(),
        }),
        Err(error) => {
            let message = format!("this example answer cannot be read: {error}");
            source.report(Code::BrokenExample, &sample.span, message);
            None
        }
    }
}

/// A PHP fragment begins with a key, without the bracket of its array.
fn is_fragment(sample: &CodeBlock) -> bool {
    sample.lang == "json" || (sample.lang == "php" && sample.code.trim_start().starts_with(['\'', '"']))
}

fn from_http(source: &mut Source<'_>, part: &Part<'_>, samples: &[&CodeBlock]) -> Option<Call> {
    let mut call: Option<Call> = None;
    for sample in samples.iter().filter(|sample| sample.lang == "http") {
        let read = match &mut call {
            Some(call) => http_example::parse_response(&sample.code, call),
            None => http_example::parse_request(&sample.label, &sample.code).map(|read| {
                call = Some(Call {
                    line: sample.line,
                    span: sample.span.clone(),
                    ..read
                });
            }),
        };
        if let Err(error) = read {
            source.report(
                Code::BrokenExample,
                &sample.span,
                format!("this example cannot be read: {error}"),
            );
        }
    }
    if let Some(call) = call.as_ref().filter(|call| call.method != part.method) {
        let message = format!(
            "the request line says {}, the heading {}",
            call.method.as_str(),
            part.method.as_str()
        );
        source.report(Code::ExampleDiffers, &call.span, message);
    }
    call
}

fn from_php(source: &mut Source<'_>, part: &Part<'_>, samples: &[&CodeBlock]) -> Option<Call> {
    let samples: Vec<_> = samples.iter().filter(|sample| sample.lang == "php").collect();
    // The declarative block names the path as it is; in the others it is camel case or an index.
    let main = samples
        .iter()
        .find(|sample| sample.code.contains("chain("))
        .or(samples.first())?;
    for sample in &samples {
        let verbs = php::verbs(&sample.code);
        if verbs.iter().any(|verb| *verb != part.method) {
            let message = format!(
                "the block `{}` calls another verb than the heading says",
                sample.label
            );
            source.report(Code::ExampleDiffers, &sample.span, message);
        }
    }
    match php::call(&main.code, part.method) {
        Ok(php::PhpRequest { call, unknown }) => {
            for expression in unknown {
                let message = format!("the example computes `{expression}`, which is not understood");
                source.report(Code::BrokenExample, &main.span, message);
            }
            Some(Call {
                line: main.line,
                span: main.span.clone(),
                ..call
            })
        }
        Err(error) => {
            source.report(
                Code::BrokenExample,
                &main.span,
                format!("this example cannot be read: {error}"),
            );
            None
        }
    }
}
