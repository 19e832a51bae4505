//! The type: an official document's, the newest first, else the founding documentation's.

use serde_json::Value;

use super::{Decided, Entry, Word};

/// Types that a row may have.
const KNOWN: [&str; 11] = [
    "string",
    "number",
    "integer",
    "float",
    "boolean",
    "object",
    "true",
    "string[]",
    "number[]",
    "integer[]",
    "object[]",
];

/// The type of a field; `samples` are the values that official documents show of it, `is_text` tells that it
/// travels as text, in a query or a part of an upload.
pub(in crate::merge) fn decide(entry: &Entry, samples: &[&Value], is_text: bool) -> Decided<String> {
    let says = |word: &&Word| !is_vague(word, entry) && KNOWN.contains(&word.ty());
    let words: Vec<&Word> = entry.words.iter().filter(says).collect();
    // The sample is a witness too: a type that it contradicts yields to one that it does not.
    let fits = |word: &&&Word| !samples.iter().any(|sample| contradicts(word.ty(), sample));
    let Some(first) = words.iter().find(fits).or(words.first()).copied() else {
        let any = entry.words.first().map_or("", Word::ty);
        return Decided::agreed(any.to_owned());
    };
    if is_text
        && meant(first) == "object"
        && let Some(text) = words.iter().find(|word| word.ty() == "string" && word.has_fields)
    {
        return Decided::agreed(text.ty().to_owned());
    }
    let differs = words.iter().any(|word| meant(word) != meant(first));
    let all = words.iter().map(|word| (word.voice, word.ty().to_owned()));
    Decided {
        taken: first.ty().to_owned(),
        differ: if differs { all.collect() } else { Vec::new() },
    }
}

/// Whether a value cannot be of a type; digits in a text are a number.
fn contradicts(ty: &str, sample: &Value) -> bool {
    if let Some(item) = ty.strip_suffix("[]") {
        return match sample {
            Value::Array(items) => items.iter().any(|one| contradicts(item, one)),
            Value::Null => false,
            // A list of one, or JSON in a text.
            _ => !sample.is_object() || item != "object",
        };
    }
    match (ty, sample) {
        (_, Value::Null) => false,
        ("integer" | "number" | "float", Value::String(text)) => text.trim().parse::<f64>().is_err(),
        ("integer" | "number" | "float", other) => !other.is_number(),
        ("string", other) => other.is_object() || other.is_array(),
        ("boolean", Value::String(text)) => !matches!(text.as_str(), "true" | "false"),
        ("boolean", other) => !other.is_boolean(),
        ("object", other) => !other.is_object() && !other.is_array(),
        _ => false,
    }
}

/// The same on the wire: `number` and `integer`.
fn meant(word: &Word) -> &str {
    match word.ty() {
        "number" => "integer",
        "number[]" => "integer[]",
        other => other,
    }
}

/// An object or a list of objects without a word about what is in it says little beside one who knows.
fn is_vague(word: &Word, entry: &Entry) -> bool {
    let is_bare = matches!(word.ty(), "object" | "object[]") && !word.has_fields;
    let knows =
        |other: &Word| other.voice != word.voice && (other.has_fields || !other.ty().starts_with("object"));
    is_bare
        && entry
            .words
            .iter()
            .any(|other| KNOWN.contains(&other.ty()) && knows(other))
}
