//! Lists that a test keeps in a file: what differs is told line by line, and accepted with `UPDATE_EXPECT=1`.

use std::fs;
use std::path::Path;

/// Fails unless a file of this folder says what was seen.
#[track_caller]
pub(crate) fn compare(file: &str, seen: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, seen).expect("the list can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let gone = lacking(&expected, seen).map(|line| format!("- {line}"));
    let new = lacking(seen, &expected).map(|line| format!("+ {line}"));
    let differs: Vec<String> = gone.chain(new).collect();
    assert!(
        seen == expected,
        "{} is another; `UPDATE_EXPECT=1` accepts this:\n{}",
        file.display(),
        differs.join("\n")
    );
}

/// Lines of a text that another one lacks.
fn lacking<'t>(text: &'t str, other: &'t str) -> impl Iterator<Item = &'t str> {
    let is_there = move |line: &str| other.lines().any(|one| one == line);
    text.lines().filter(move |line| !is_there(line))
}
