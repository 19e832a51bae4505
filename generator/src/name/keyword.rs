//! Names that Rust or the generated modules have taken already.

/// Keywords of the 2024 edition, reserved ones included. A field, method or
/// module of such a name gets a trailing underscore: `r#` cannot carry
/// `self`, `super`, `crate`, and one rule beats two.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Type names that a module of the generated crate must not define: what its
/// imports and macros rely on, and the top types of an operation.
const TYPES: &[&str] = &[
    "Acknowledged",
    "Acknowledgement",
    "Answer",
    "Call",
    "Chain",
    "Download",
    "Effect",
    "Empty",
    "Failure",
    "FilePart",
    "Host",
    "How",
    "Json",
    "JsonString",
    "Method",
    "Notification",
    "Numbered",
    "Operation",
    "PathValue",
    "Redirect",
    "Request",
    "Response",
    "Sensitive",
    "Time",
    "Url",
    "UrlEncoded",
    "Verify",
];

/// What Rust's prelude calls its own: a type of such a name would hide it wherever a module is imported as a whole.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The name, with an underscore behind it if it is a keyword.
#[must_use]
pub(super) fn escape(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// Whether a nested type must not have this name.
#[must_use]
pub(super) fn is_reserved_type(name: &str) -> bool {
    TYPES.contains(&name) || is_of_prelude(name)
}

/// Whether Rust's prelude has something of this name.
#[must_use]
pub fn is_of_prelude(name: &str) -> bool {
    PRELUDE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_get_an_underscore() {
        for (name, escaped) in [
            ("type", "type_"),
            ("self", "self_"),
            ("gen", "gen_"),
            ("mchid", "mchid"),
        ] {
            assert_eq!(escape(name.to_owned()), escaped);
        }
    }
}
