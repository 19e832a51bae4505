//! Every override names who says so: a page by its number, an issue, or a day. Older ones that do not are counted, and may
//! only become fewer.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::finding::Finding;

/// How many of a file have no such name. A file that is not here has none.
const WITHOUT: [(&str, usize); 7] = [
    ("answers.toml", 6),
    ("effects.toml", 2),
    ("fields.toml", 9),
    ("names.toml", 5),
    ("notifications.toml", 7),
    ("paths.toml", 11),
    ("sensitive.toml", 3),
];

static REASON: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"^\s*reason\s*="#).expect("a pattern"));
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:40\d{8}|chapter\d+(?:_\d+)+|issue \d+|20\d\d[-.]\d\d[-.]\d\d)(?-u:\b)")
        .expect("a pattern")
});

/// What is wrong with the reasons of one file.
pub(super) fn check(path: &Path, text: &str) -> Vec<Finding> {
    let name = path.file_name().unwrap_or_default();
    let known = WITHOUT.iter().find(|(file, _)| name == *file);
    compare(text, known.map_or(0, |(_, count)| *count))
        .into_iter()
        .collect()
}

/// At the last of them, which is where new ones are written.
fn compare(text: &str, known: usize) -> Option<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| REASON.is_match(line));
    let without: Vec<usize> = lines
        .filter(|(_, line)| !NAMED.is_match(line))
        .map(|(at, _)| at + 1)
        .collect();
    let message = match without.len() {
        count if count > known => format!(
            "{count} reasons name neither a page by its number nor an issue or a day, and {known} did before"
        ),
        count if count < known => {
            format!("{count} reasons name nobody, no longer {known}: lower the number in tidy/reasons.rs")
        }
        _ => return None,
    };
    Some(Finding::must(without.last().copied().unwrap_or(1), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_reason_names_who_says_so() {
        for (reason, known, expected) in [
            ("the official page 4019557825 is a query", 0, 0),
            ("the official page chapter8_8_2 has it", 0, 0),
            ("issue 160 of the SDK for Java", 0, 0),
            ("answered so on 2026-08-22", 0, 0),
            ("misspelt", 0, 1),
            ("misspelt", 1, 0),
            ("the official page 4019557825", 1, 1),
            ("40195578", 0, 1),
        ] {
            let text = format!("[[rows]]\npage = \"4019557825\"\nreason = \"{reason}\"\n");
            assert_eq!(
                compare(&text, known).into_iter().count(),
                expected,
                "{reason} {known}"
            );
        }
    }
}
