//! An operation as a call that compiles as it stands: what its request must have, with the documented example's values.
//!
//! Documents, the method's own documentation and `cargo xtask find` show it; rustdoc compiles every one of them.

mod value;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Value};

use super::layout;
use crate::ir::{Example, Operation, Response, Segment};
use crate::plan::{Node, Verb};
use value::ReadyValues;

/// The call: imports, the request, the chain.
///
/// It stands in an asynchronous function that has a `client` and gives back a `Result`.
#[must_use]
pub fn call(node: &Node<'_>, verb: &Verb<'_>) -> String {
    let name = format_ident!("{}", verb.name);
    let operation = verb.operation;
    let values = ReadyValues::of(verb);
    let request = verb.has_request.then(|| values.request(&example(operation)));
    let chain = chain(node, operation);
    let path = verb.path.iter().map(|name| format_ident!("{name}"));
    let imports = values.imports().into_iter().map(|name| format_ident!("{name}"));
    let module = verb
        .has_request
        .then(|| quote! { use wechatpay_openapi:: #(#path)::*; });
    let (made, given) = request
        .map(|request| (quote! { let request = #request; }, quote! { request }))
        .unzip();
    let sent = if operation.response == Response::Redirect {
        quote! { let url = client #chain . #name (#given).url()?; }
    } else {
        quote! { let answer = client #chain . #name (#given).await?; }
    };
    body(quote! { #module #(use wechatpay_openapi:: #imports;)* #made #sent })
}

/// All that an example sends, by wire name.
fn example(operation: &Operation) -> Value {
    let Some(example) = &operation.example else {
        return Value::Null;
    };
    let mut all: Map<String, Value> = example.headers.clone();
    all.extend(example.query.clone());
    all.extend(example.opened(&operation.body));
    Value::Object(all)
}

fn chain(node: &Node<'_>, operation: &Operation) -> TokenStream {
    let steps = node.path.iter().zip(&operation.location).map(|(name, segment)| {
        let name = format_ident!("{name}");
        match segment {
            Segment::Literal(_) => quote! { .#name() },
            Segment::Param(param) => {
                let value = part_of_path(operation.example.as_ref(), param);
                quote! { .#name(#value) }
            }
        }
    });
    quote! { #(#steps)* }
}

/// What the example has in the path; else the parameter's name, which nobody mistakes for a value.
fn part_of_path(example: Option<&Example>, param: &str) -> String {
    match example.and_then(|example| example.path.get(param)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => param.to_owned(),
    }
}

/// Statements as a function's body is printed, without the function. Imports are set apart.
fn body(statements: TokenStream) -> String {
    let text = layout::item(quote! { fn body() { #statements } });
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    lines.pop();
    let lines: Vec<&str> = lines
        .into_iter()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let imports = lines.iter().take_while(|line| line.starts_with("use ")).count();
    let (imports, rest) = lines.split_at(imports);
    if imports.is_empty() {
        rest.join("\n")
    } else {
        format!("{}\n\n{}", imports.join("\n"), rest.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn statements_are_shown_as_they_stand_in_a_function() {
        let shown = body(quote! { use a::post; let request = post::Request::new(); });
        assert_eq!(shown, "use a::post;\n\nlet request = post::Request::new();");
        assert_eq!(body(quote! { let a = 1; }), "let a = 1;");
    }

    #[test]
    fn a_path_s_value_is_the_example_s_or_the_name() {
        let example = Example {
            path: json!({"id": "7", "number": 8, "list": []})
                .as_object()
                .cloned()
                .unwrap_or_default(),
            ..Example::default()
        };
        for (param, expected) in [("id", "7"), ("number", "8"), ("list", "list"), ("other", "other")] {
            assert_eq!(part_of_path(Some(&example), param), expected);
        }
        assert_eq!(part_of_path(None, "id"), "id");
    }
}
