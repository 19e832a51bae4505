//! One segment's file: the step of the chain, its verbs, and their modules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{calls, comfort, doc, operation, switched_off, types};
use crate::emit::layout;
use crate::emit::style::Style;
use crate::ir::{self, Response, Segment};
use crate::plan::{Node, Verb};

/// The text of a segment's file.
pub(super) fn file(node: &Node<'_>, style: Style) -> String {
    let source = match node.verbs.first() {
        Some(verb) => format!("docs-specs/{}.md", verb.operation.page),
        None => "docs-specs".to_owned(),
    };
    let mut blocks = vec![layout::header(&source), layout::inner_doc(&module_doc(node))];
    blocks.push("use crate::prelude::*;".to_owned());
    blocks.push(children(node));
    if style == Style::Tables {
        let doc = layout::outer_doc(&[format!("`{}`, and what follows it.", node.url)]);
        // Nothing may follow a root, or a whole crate of two pages.
        let allowed = node
            .children
            .iter()
            .any(|child| child.feature.is_some())
            .then(|| {
                quote! { #[allow(dead_code, reason = "with all features of it off nothing follows")] }
            });
        blocks.push(layout::item(quote! {
            #doc
            #[derive(Debug, Clone)]
            #[must_use = "a chain does nothing until a verb ends it and the call is awaited"]
            #allowed
            pub struct Url(pub(crate) Chain);
        }));
        blocks.push(methods(node));
        blocks.extend(switched_off::steps(node));
    }
    blocks.extend(node.verbs.iter().map(|verb| verb_module(verb, style)));
    layout::join(blocks)
}

fn module_doc(node: &Node<'_>) -> Vec<String> {
    match node.verbs.as_slice() {
        [] => vec![format!("`{}`", node.url)],
        verbs => {
            let mut lines = Vec::new();
            for verb in verbs {
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                lines.push(format!(
                    "{} · `{}`",
                    doc::escape(&verb.operation.meta.title),
                    request_line(verb)
                ));
            }
            lines
        }
    }
}

/// `POST /v3/pay/transactions/jsapi`
pub(super) fn request_line(verb: &Verb<'_>) -> String {
    format!(
        "{} {}",
        verb.operation.method.as_str(),
        ir::url(&verb.operation.path)
    )
}

/// `pub mod` for every child; below `v2` and `v3` behind the child's feature.
fn children(node: &Node<'_>) -> String {
    let lines: Vec<String> = node
        .children
        .iter()
        .map(|child| {
            let name = &child.name;
            match &child.feature {
                Some(feature) => format!("#[cfg(feature = \"{feature}\")]\npub mod {name};"),
                None => format!("pub mod {name};"),
            }
        })
        .collect();
    lines.join("\n")
}

fn methods(node: &Node<'_>) -> String {
    let steps = node.children.iter().map(step);
    let verbs = node.verbs.iter().flat_map(|verb| {
        let mut methods = vec![verb_method(node, verb)];
        methods.extend(comfort::methods(verb));
        methods
    });
    let item = layout::item(quote! { impl Url { #(#steps)* #(#verbs)* } });
    // prettyplease sets methods without a line between them.
    spaced(&item)
}

/// A blank line in front of every method but the first.
fn spaced(item: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for line in item.lines() {
        if out.last() == Some(&"    }") && line != "}" {
            out.push("");
        }
        out.push(line);
    }
    out.join("\n")
}

/// The method that goes one segment deeper.
fn step(child: &Node<'_>) -> TokenStream {
    let name = format_ident!("{}", child.name);
    let feature = child
        .feature
        .as_ref()
        .map(|feature| quote! { #[cfg(feature = #feature)] });
    match &child.segment {
        Segment::Literal(text) => {
            let doc = format!(" `/{text}`");
            quote! {
                #[doc = #doc]
                #feature
                #[inline]
                pub fn #name(self) -> #name::Url { #name::Url(self.0) }
            }
        }
        Segment::Param(param) => {
            let mut line = format!("`/{{{param}}}`");
            if let Some(term) = doc::prose(&child.term).first() {
                line.push_str(&format!(" · {term}"));
            }
            let doc = layout::outer_doc(&[line]);
            quote! {
                #doc
                #feature
                #[inline]
                pub fn #name(self, #name: impl Into<PathValue>) -> #name::Url { #name::Url(self.0.param(#name)) }
            }
        }
    }
}

/// The method that ends the chain.
fn verb_method(node: &Node<'_>, verb: &Verb<'_>) -> TokenStream {
    let meta = &verb.operation.meta;
    let name = format_ident!("{}", verb.name);
    let mut lines = vec![
        doc::escape(&meta.title),
        String::new(),
        format!("`{}`", request_line(verb)),
    ];
    let description = doc::prose(&meta.description);
    if !description.is_empty() {
        lines.push(String::new());
        lines.extend(description);
    }
    lines.extend(doc::notes(meta));
    lines.extend(calls::example(node, verb));
    lines.extend(calls::limits(verb.operation));
    lines.extend(calls::errors(verb.operation));
    lines.extend(doc::links(meta));
    let docs = layout::outer_doc(&lines);
    let title = &meta.title;
    let alias = (!title.is_empty()).then(|| quote! { #[doc(alias = #title)] });
    let deprecated = doc::deprecation(meta).map(|note| quote! { #[deprecated(note = #note)] });
    let signature = if verb.has_request {
        quote! {
            pub fn #name(self, request: #name::Request) -> Call<#name::Response> {
                Call::new(self.0, &#name::OPERATION, request)
            }
        }
    } else {
        quote! {
            pub fn #name(self) -> Call<#name::Response> { Call::bare(self.0, &#name::OPERATION) }
        }
    };
    quote! { #docs #alias #deprecated #[inline] #signature }
}

/// `pub mod post { … }`
fn verb_module(verb: &Verb<'_>, style: Style) -> String {
    let mut blocks = vec!["use crate::prelude::*;".to_owned()];
    if style == Style::Tables {
        blocks.extend(operation::errors(verb));
        blocks.push(operation::constant(verb));
        blocks.extend(answer(&verb.operation.response).map(|answer| {
            let answer = format_ident!("{answer}");
            layout::item(quote! {
                /// What a successful call answers.
                pub type Response = #answer;
            })
        }));
    }
    blocks.extend(types::blocks(&verb.types, style));
    let title = doc::escape(&verb.operation.meta.title);
    let line = request_line(verb);
    let doc = match style {
        // Whoever looks at types wants to know how they are sent.
        Style::Tables => format!("/// {title} · [`{line}`](Url::{})", verb.name),
        Style::Derive => format!("/// {title} · `{line}`"),
    };
    format!(
        "{doc}\npub mod {} {{\n{}\n}}",
        verb.name,
        layout::indent(layout::join(blocks).trim_end())
    )
}

/// The runtime's type for an answer that is no object.
fn answer(response: &Response) -> Option<&'static str> {
    match response {
        Response::Json(_) | Response::Xml(_) => None,
        Response::Empty(_) => Some("Empty"),
        Response::File | Response::CsvOrXmlError(_) => Some("Download"),
        Response::Redirect => Some("Redirect"),
    }
}
