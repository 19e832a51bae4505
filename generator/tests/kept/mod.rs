//! What tests keep in a file, for people to accept what becomes of it.

use std::path::Path;

/// Whether a file of `tests/` holds this; with `UPDATE_EXPECT=1` it is made so.
///
/// # Panics
///
/// If it holds something else, with the lines that came and went.
#[track_caller]
pub fn as_it_was(name: &str, seen: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, seen).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let lines = differing(&kept, seen);
    assert!(kept == seen, "`UPDATE_EXPECT=1` accepts this in {name}:\n{lines}");
}

/// The lines that one text alone has.
fn differing(kept: &str, seen: &str) -> String {
    let alone = |mark: char, one: &str, other: &str| -> String {
        let lines = one.lines();
        let lines = lines.filter(|line| !other.lines().any(|known| known == *line));
        lines.map(|line| format!("{mark} {line}\n")).collect()
    };
    alone('-', kept, seen) + &alone('+', seen, kept)
}

#[test]
fn what_is_new_and_gone_is_shown() {
    // what is kept, what is seen, what is shown
    let cases = [
        ("a 1\nb 2\n", "a 1\nb 2\n", ""),
        ("a 1\nb 2\n", "a 1\nb 3\n", "- b 2\n+ b 3\n"),
        ("", "a 1\n", "+ a 1\n"),
        ("a 1\n", "", "- a 1\n"),
    ];
    for (kept, seen, expected) in cases {
        assert_eq!(differing(kept, seen), expected);
    }
}
