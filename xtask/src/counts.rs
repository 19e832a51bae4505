//! Numbers in the documents: `<!-- operations -->1,147<!-- / -->` is what is generated, never typed.
//!
//! `cargo xtask generate` writes what is between the marks, `generate --check` fails if it is another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Error, Result};
use wechatpay_openapi_generator::totals::Totals;

/// The documents that say how much there is.
const DOCUMENTS: [&str; 6] = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs-specs/README.md",
];

/// What can be counted, by the name in its mark.
pub(crate) struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    /// Of a run that read all of docs-specs, and wrote so many files.
    pub(crate) fn of(totals: &Totals, files: usize) -> Self {
        let counts = [
            ("operations", totals.v3_operations + totals.v2_operations),
            ("v3 operations", totals.v3_operations),
            ("v2 operations", totals.v2_operations),
            ("notifications", totals.notifications),
            ("pages", totals.pages),
            ("files", files),
        ];
        Self(counts.into_iter().collect())
    }

    /// Documents that say another number: their paths and what they should be.
    ///
    /// # Errors
    ///
    /// If a document cannot be read, or a mark is none.
    pub(crate) fn stale(&self, root: &Path) -> Result<Vec<(&'static str, String)>> {
        let mut stale = Vec::new();
        for path in DOCUMENTS {
            let text = fs::read_to_string(root.join(path)).context(path)?;
            let right = self.fill(&text).map_err(Error::msg).context(path)?;
            if right != text {
                stale.push((path, right));
            }
        }
        Ok(stale)
    }

    /// A text with the right number between each pair of marks.
    fn fill(&self, text: &str) -> std::result::Result<String, String> {
        /// Behind each number.
        const END: &str = "<!-- / -->";
        let mut filled = String::new();
        let mut rest = text;
        while let Some(end) = rest.find(END) {
            let before = &rest[..end];
            let mark = before.rfind("<!-- ").zip(before.rfind(" -->"));
            let (open, close) = mark.ok_or_else(|| format!("a `{END}` without a mark before it"))?;
            let name = before.get(open + "<!-- ".len()..close).unwrap_or_default();
            let Some(count) = self.0.get(name) else {
                let known: Vec<&str> = self.0.keys().copied().collect();
                return Err(format!("nobody counts `{name}`; known are {}", known.join(", ")));
            };
            filled.push_str(&before[..close + " -->".len()]);
            filled.push_str(&grouped(*count));
            filled.push_str(END);
            rest = &rest[end + END.len()..];
        }
        filled.push_str(rest);
        self.typed(&filled)?;
        Ok(filled)
    }

    /// Refuses what looks like a count and is not marked: it would be wrong after the next import.
    fn typed(&self, text: &str) -> Result<(), String> {
        for (name, count) in self.0.iter().filter(|(_, count)| **count > 999) {
            let number = grouped(*count);
            for (at, _) in text.match_indices(&number) {
                if !text[..at].ends_with(&format!("<!-- {name} -->")) {
                    let line = text[..at].matches('\n').count() + 1;
                    return Err(format!(
                        "line {line} has {number} typed: write `<!-- {name} -->{number}<!-- / -->`"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// `1147` as `1,147`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> Counts {
        Counts(
            [("operations", 1_147), ("notifications", 112)]
                .into_iter()
                .collect(),
        )
    }

    #[test]
    fn m6_a_number_is_what_is_counted() {
        let cases = [
            ("nothing", "nothing"),
            (
                "a <!-- operations -->999<!-- / --> b",
                "a <!-- operations -->1,147<!-- / --> b",
            ),
            (
                "<!-- a remark --> <!-- notifications --><!-- / -->, <!-- operations -->1,147<!-- / -->",
                "<!-- a remark --> <!-- notifications -->112<!-- / -->, <!-- operations -->1,147<!-- / -->",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(counts().fill(text).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn m6_a_typed_number_and_an_unknown_mark_are_refused() {
        let cases = [
            ("a\n1,147 operations", "line 2 has 1,147 typed"),
            ("<!-- cats -->7<!-- / -->", "nobody counts `cats`"),
            ("7<!-- / -->", "without a mark"),
        ];
        for (text, expected) in cases {
            let refused = counts().fill(text).expect_err(text);
            assert!(refused.contains(expected), "{refused}");
        }
    }

    #[test]
    fn thousands_are_grouped() {
        for (count, expected) in [(0, "0"), (112, "112"), (1_018, "1,018"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), expected);
        }
    }
}
