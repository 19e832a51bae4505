//! A diff as lines of CHANGELOG.md.

use super::{Cause, CauseBlock, Diff, Kind, Meaning};

/// Where the next release is described.
const UNRELEASED: &str = "## [Unreleased]";
/// How many names a line has before the rest is counted; what breaks is named whole.
const NAMED: usize = 8;
/// The longest line.
const WIDTH: usize = 148;

/// The parts of a release, in order.
const PARTS: [&str; 3] = ["Added", "Changed", "Removed"];

/// The part of a release that tells of a kind of change.
fn part(kind: Kind) -> &'static str {
    match kind {
        Kind::OperationAdded
        | Kind::NotificationAdded
        | Kind::EventAdded
        | Kind::FieldAdded
        | Kind::FieldNeeded
        | Kind::ValueAdded
        | Kind::ErrorAdded => "Added",
        Kind::OperationRemoved | Kind::NotificationRemoved | Kind::FieldRemoved | Kind::ValueRemoved => {
            "Removed"
        }
        _ => "Changed",
    }
}

/// What users notice, by part of a release: one entry for each kind of change.
fn entries(diff: &Diff) -> Vec<(&'static str, String)> {
    let mut entries = Vec::new();
    for kind in Kind::ALL
        .iter()
        .filter(|kind| kind.meaning() != Meaning::Documentation)
    {
        let mut blocks = diff.blocks(kind.meaning());
        blocks.retain(|block| block.kind == *kind);
        if blocks.is_empty() {
            continue;
        }
        let most = match kind.meaning() {
            Meaning::Breaking => usize::MAX,
            Meaning::Additive | Meaning::Documentation => NAMED,
        };
        let mut names: Vec<String> = blocks.iter().take(most).map(block).collect();
        let rest = blocks.iter().skip(most).map(|block| block.causes.len());
        match rest.sum::<usize>() {
            0 => {}
            rest => names.push(format!("and {rest} more")),
        }
        let breaking = match kind.meaning() {
            Meaning::Breaking => "**Breaking**, ",
            Meaning::Additive | Meaning::Documentation => "",
        };
        let name = kind.name();
        let name = if breaking.is_empty() {
            capital(name)
        } else {
            name.to_owned()
        };
        entries.push((part(*kind), format!("{breaking}{name}: {}.", names.join("; "))));
    }
    entries
}

/// What came together in few words: the fields, and where.
fn block(block: &CauseBlock<'_>) -> String {
    match block.causes.as_slice() {
        [one] => named(one),
        // What was and is there of each is worth its words.
        several
            if !matches!(
                block.kind,
                Kind::FieldAdded | Kind::FieldNeeded | Kind::FieldRemoved
            ) =>
        {
            let names: Vec<String> = several.iter().map(|cause| named(cause)).collect();
            names.join("; ")
        }
        several => {
            let fields = several.iter().take(NAMED);
            let mut fields: Vec<String> = fields
                .map(|cause| format!("`{}`", cause.changes[0].leaf()))
                .collect();
            if several.len() > NAMED {
                fields.push(format!("and {} more", several.len() - NAMED));
            }
            format!("{} of {}", fields.join(", "), subjects(several[0]))
        }
    }
}

/// A cause in few words: what, where, from what to what.
fn named(cause: &Cause) -> String {
    let first = &cause.changes[0];
    let from_to = match (cause.before.as_str(), cause.after.as_str()) {
        ("", "") => String::new(),
        ("", after) => after.to_owned(),
        (before, "") => before.to_owned(),
        (before, after) => format!("{before} → {after}"),
    };
    let code = |text: &str| format!("`{text}`");
    match cause.kind {
        Kind::OperationMoved | Kind::NotificationMoved | Kind::NotificationSplit => {
            format!("{} → {}", code(&cause.before), code(&cause.after))
        }
        Kind::OperationAdded
        | Kind::OperationRemoved
        | Kind::NotificationAdded
        | Kind::NotificationRemoved => format!("{} {from_to}", code(&first.subject)).trim().to_owned(),
        Kind::ErrorAdded => format!("{} of {}", code(&from_to), subjects(cause)),
        _ if first.field.is_empty() => format!("{} ({from_to})", subjects(cause)),
        _ => format!("{} ({from_to}) of {}", code(first.leaf()), subjects(cause)),
    }
}

fn subjects(cause: &Cause) -> String {
    let mut subjects: Vec<&str> = cause
        .changes
        .iter()
        .map(|change| change.subject.as_str())
        .collect();
    subjects.dedup();
    match subjects.as_slice() {
        [first] => format!("`{first}`"),
        [first, rest @ ..] => format!("`{first}` and {} more", rest.len()),
        [] => String::new(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What users notice, as lines of a changelog.
#[must_use]
pub fn markdown(diff: &Diff) -> String {
    let entries = entries(diff);
    let mut text = String::new();
    for part in PARTS {
        let own: Vec<&String> = entries
            .iter()
            .filter(|(one, _)| *one == part)
            .map(|(_, text)| text)
            .collect();
        if own.is_empty() {
            continue;
        }
        text.push_str(&format!("### {part}\n\n"));
        for entry in own {
            text.push_str(&wrapped(entry));
        }
        text.push('\n');
    }
    match text.trim_end() {
        "" => "Nothing that users notice.".to_owned(),
        text => text.to_owned(),
    }
}

/// A changelog with the lines that it lacks, each at the end of its part of *Unreleased*; nothing if there is no such
/// release.
#[must_use]
pub fn written_into(changelog: &str, diff: &Diff) -> Option<String> {
    insert(changelog, &entries(diff))
}

fn insert(text: &str, entries: &[(&str, String)]) -> Option<String> {
    let (before, rest) = text.split_at(text.find(UNRELEASED)?);
    let end = rest[UNRELEASED.len()..]
        .find("\n## ")
        .map_or(rest.len(), |at| at + UNRELEASED.len() + 1);
    let (own, after) = rest.split_at(end);
    let mut own = own.trim_end().to_owned();
    for (part, entry) in entries {
        let lines = wrapped(entry);
        if own.contains(lines.trim_end()) {
            continue;
        }
        let heading = format!("### {part}\n");
        let place = match own.find(&heading) {
            None => {
                own.push_str(&format!("\n\n{heading}\n"));
                own.len()
            }
            Some(at) => own[at + heading.len()..]
                .find("\n### ")
                .map_or(own.len(), |next| at + heading.len() + next),
        };
        // Behind the last line of the part.
        let place = own[..place].trim_end().len();
        let is_first = own[..place].ends_with(heading.trim_end());
        let gap = if is_first { "\n\n" } else { "\n" };
        own.insert_str(place, &format!("{gap}{}", lines.trim_end()));
        own = own.trim_end().to_owned();
    }
    let gap = if after.is_empty() { "\n" } else { "\n\n" };
    Some(format!("{before}{own}{gap}{after}"))
}

/// An entry in lines of some width.
fn wrapped(entry: &str) -> String {
    let mut lines = vec!["-".to_owned()];
    for word in entry.split(' ') {
        let last = lines.last_mut().expect("there is one");
        if last.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("  {word}"));
        } else {
            last.push(' ');
            last.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_at_the_end_of_their_part_and_once() {
        let added = ("Added", "One.".to_owned());
        let removed = ("Removed", "Two.".to_owned());
        let cases = [
            (
                "# C\n\n## [Unreleased]\n\n### Added\n\n- Old\n  line.\n\n### Changed\n\n- X.\n\n## 0.1\n",
                "# C\n\n## [Unreleased]\n\n### Added\n\n- Old\n  line.\n- One.\n\n### Changed\n\n- X.\n\n### Removed\n\n- Two.\n\n## 0.1\n",
            ),
            (
                "## [Unreleased]\n",
                "## [Unreleased]\n\n### Added\n\n- One.\n\n### Removed\n\n- Two.\n",
            ),
        ];
        for (text, expected) in cases {
            let once = insert(text, &[added.clone(), removed.clone()]).expect("a place");
            assert_eq!(once, expected);
            assert_eq!(
                insert(&once, &[added.clone(), removed.clone()]).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(insert("# C\n", &[added]), None);
    }

    #[test]
    fn long_entries_are_wrapped() {
        let entry = "word ".repeat(60);
        let lines = wrapped(entry.trim());
        assert!(lines.lines().count() > 2 && lines.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(lines.starts_with("- word") && lines.lines().skip(1).all(|line| line.starts_with("  word")));
    }
}
