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

/// At the last of them; all are named, since a new one may stand anywhere.
fn compare(text: &str, known: usize) -> Option<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| REASON.is_match(line));
    let without: Vec<usize> = lines
        .filter(|(_, line)| !NAMED.is_match(line))
        .map(|(at, _)| at + 1)
        .collect();
    let places: Vec<String> = without.iter().map(usize::to_string).collect();
    let message = match without.len() {
        count if count > known => format!(
            "{} of these reasons may be without a source, and {count} are (lines {}): name in the new one the official page by its \
             number (4012791862, chapter8_8_2), an issue (issue 160), or the day of a real answer (2026-08-22)",
            if known == 0 {
                "none".to_owned()
            } else {
                known.to_string()
            },
            places.join(", ")
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
    fn all_without_a_source_are_named_and_what_is_one() {
        let text = "reason = \"misspelt\"\nreason = \"issue 7\"\nreason = \"seen\"\n";
        let told = |known| compare(text, known).map(|finding| finding.message);
        let message = told(1).expect("one too many");
        for part in [
            "1 of these",
            "2 are (lines 1, 3)",
            "4012791862",
            "issue 160",
            "2026-08-22",
        ] {
            assert!(message.contains(part), "{message}");
        }
        assert!(told(0).is_some_and(|message| message.starts_with("none of these")));
    }

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
