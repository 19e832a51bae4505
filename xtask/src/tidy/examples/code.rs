//! The code in a documentation, as a reader sees it.

use regex::Regex;

/// Words behind a fence whose block is compiled as Rust that works.
const RUST: [&str; 5] = ["", "rust", "no_run", "should_panic", "edition2024"];

/// What the examples show: no hidden line, no comment.
pub(super) fn shown(docs: &str) -> String {
    let mut code = String::new();
    let mut block: Option<bool> = None;
    for line in docs.lines() {
        if let Some(words) = line.trim_start().strip_prefix("```") {
            block = match block {
                Some(_) => None,
                None => Some(words.split(',').all(|word| RUST.contains(&word.trim()))),
            };
        } else if block == Some(true) && !is_hidden(line) {
            code += line.split("// ").next().unwrap_or_default();
            code.push('\n');
        }
    }
    code
}

fn is_hidden(line: &str) -> bool {
    let line = line.trim_start();
    line == "#" || line.starts_with("# ")
}

/// The names in links such as ``[`Call::timeout`]``.
pub(super) fn links(docs: &str) -> impl Iterator<Item = &str> {
    docs.split("[`")
        .skip(1)
        .filter_map(|rest| rest.split("`]").next())
}

/// Whether code names a function as it is called, `.name(…)` of a value, `Owner::name` of a type or a module, or as
/// it is written for a trait.
pub(super) fn names(code: &str, owner: &str, name: &str, is_method: bool) -> bool {
    let by_path = format!(r"\b{owner}(::<[^()]*>)?::{name}\b");
    let pattern = match owner.chars().next() {
        _ if is_method => format!(r"{by_path}|\.{name}(\(|::<)|fn {name}\b"),
        Some(first) if first.is_uppercase() => format!(r"{by_path}|fn {name}\b"),
        // Imported from its module.
        _ => format!(r"{by_path}|\b{name}(\(|::<)"),
    };
    let pattern = Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("names of Rust in a pattern");
    pattern.is_match(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees_of_an_example() {
        for (docs, expected) in [
            ("Words.\n```\na();\n```\nb();\n", "a();\n"),
            (
                "```no_run\n# hidden();\n#[derive(Debug)]\na(); // b();\n```",
                "#[derive(Debug)]\na(); \n",
            ),
            ("```text\na();\n```\n```rust\nb();\n```", "b();\n"),
            ("```compile_fail\na();\n```", ""),
            ("```ignore\na();\n```", ""),
        ] {
            assert_eq!(shown(docs), expected, "{docs}");
        }
    }

    #[test]
    fn a_function_is_named_as_it_is_called() {
        for (code, owner, name, is_method, expected) in [
            ("call.retry(policy)", "Call", "retry", true, true),
            ("call.retry_budget(policy)", "Call", "retry", true, false),
            (
                "fields.filter(View::is_required)",
                "View",
                "is_required",
                true,
                true,
            ),
            ("raw.payload::<Order>()", "Raw", "payload", true, true),
            ("let retry = 1;", "Call", "retry", true, false),
            ("Key::new(text)", "Key", "new", false, true),
            ("Wait::<T>::new(text)", "Wait", "new", false, true),
            ("MyKey::new(text)", "Key", "new", false, false),
            ("crypto::md5_hex(text)", "crypto", "md5_hex", false, true),
            ("md5_hex(text)", "crypto", "md5_hex", false, true),
            ("build::<Shop>()", "", "build", false, true),
            (
                "impl Key for Mine { fn sign(&self) {} }",
                "Key",
                "sign",
                true,
                true,
            ),
        ] {
            assert_eq!(names(code, owner, name, is_method), expected, "{code}");
        }
    }
}
