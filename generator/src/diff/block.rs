//! Causes that touch the same places: rows that came, went or changed together are read together.

use std::collections::BTreeMap;

use super::{Cause, Change, Diff, Kind, Meaning};

/// Causes of one kind at the same places, in the order of their rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseBlock<'d> {
    /// What they are about.
    pub kind: Kind,
    /// At least one.
    pub causes: Vec<&'d Cause>,
}

/// One place of a block, with the change of each of its causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CausePlace<'d> {
    /// `POST /v3/pay/transactions/jsapi`
    pub subject: &'d str,
    /// The field, or what the fields of several causes are in.
    pub field: &'d str,
    /// One for each cause.
    pub changes: Vec<&'d Change>,
}

/// What makes causes one block: the kind, and what each of its changes says.
type Same<'d> = (Kind, Vec<(&'d str, &'d str)>);

impl Diff {
    /// What changed, by what hurts most.
    #[must_use]
    pub fn blocks(&self, meaning: Meaning) -> Vec<CauseBlock<'_>> {
        let mut blocks: Vec<CauseBlock<'_>> = Vec::new();
        let mut known: BTreeMap<Same<'_>, usize> = BTreeMap::new();
        for cause in self.causes.iter().filter(|cause| cause.kind.meaning() == meaning) {
            let mut alone = || {
                blocks.push(CauseBlock {
                    kind: cause.kind,
                    causes: Vec::new(),
                });
                blocks.len() - 1
            };
            let at = match places(cause) {
                Some(places) => *known.entry((cause.kind, places)).or_insert_with(alone),
                None => alone(),
            };
            blocks[at].causes.push(cause);
        }
        blocks
    }
}

/// Where the fields of a cause are; nothing if it is about no fields.
fn places(cause: &Cause) -> Option<Vec<(&str, &str)>> {
    let is_of_fields = cause.changes.iter().all(|change| !change.field.is_empty());
    if !is_of_fields || cause.kind.is_of_places() || cause.kind == Kind::Original {
        return None;
    }
    let places = cause.changes.iter();
    Some(places.map(|change| (&*change.subject, change.parent())).collect())
}

impl<'d> CauseBlock<'d> {
    /// Where all of it is.
    #[must_use]
    pub fn places(&self) -> Vec<CausePlace<'d>> {
        let changes = self.causes.iter().flat_map(|cause| &cause.changes);
        if let [cause] = self.causes.as_slice() {
            let alone = |change: &'d Change| CausePlace {
                subject: &change.subject,
                field: &change.field,
                changes: vec![change],
            };
            return cause.changes.iter().map(alone).collect();
        }
        let mut places: Vec<CausePlace<'d>> = Vec::new();
        for change in changes {
            let (subject, field) = (change.subject.as_str(), change.parent());
            let is_here = |place: &&mut CausePlace<'_>| place.subject == subject && place.field == field;
            match places.iter_mut().find(is_here) {
                Some(place) => place.changes.push(change),
                None => places.push(CausePlace {
                    subject,
                    field,
                    changes: vec![change],
                }),
            }
        }
        places
    }
}

impl CausePlace<'_> {
    /// Page and lines, in the newest state that has them: the page, then `:12, 13`.
    #[must_use]
    pub fn at(&self) -> String {
        let rows = self.changes.iter();
        let rows = rows.filter_map(|change| change.rows.iter().flatten().next_back());
        let mut pages: Vec<(&str, Vec<String>)> = Vec::new();
        for row in rows {
            let line = row.line.to_string();
            match pages.last_mut().filter(|(page, _)| *page == row.page) {
                Some((_, lines)) => lines.push(line),
                None => pages.push((&row.page, vec![line])),
            }
        }
        let pages = pages
            .iter()
            .map(|(page, lines)| format!("{page}:{}", lines.join(", ")));
        pages.collect::<Vec<_>>().join(", ")
    }

    /// The paths in the generated crate that it touches; those of one type in one line.
    #[must_use]
    pub fn code(&self) -> Vec<String> {
        let mut types: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in self.changes.iter().flat_map(|change| &change.code) {
            let (own, name) = line.rsplit_once("::").unwrap_or(("", line));
            match types.iter_mut().find(|(known, _)| *known == own) {
                Some((_, names)) => names.push(name),
                None => types.push((own, vec![name])),
            }
        }
        let line = |(own, names): &(&str, Vec<&str>)| match (*own, names.as_slice()) {
            ("", names) => names.join(", "),
            (own, [name]) => format!("{own}::{name}"),
            (own, names) => format!("{own}::{{{}}}", names.join(", ")),
        };
        types.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::WrittenRow;

    fn cause(leaf: &str, line: u32, subjects: &[&str]) -> Cause {
        let change = |subject: &&str| Change {
            kind: Kind::FieldAdded,
            subject: (*subject).to_owned(),
            field: format!("body.lamp.{leaf}"),
            before: String::new(),
            after: "i64".to_owned(),
            rows: [
                None,
                Some(WrittenRow {
                    page: format!("{subject}.md"),
                    line,
                    text: String::new(),
                }),
            ],
            below: Vec::new(),
            about: String::new(),
            overruled: Vec::new(),
            code: vec![format!("{subject}::Lamp::{leaf}")],
        };
        Cause {
            kind: Kind::FieldAdded,
            before: String::new(),
            after: "i64".to_owned(),
            changes: subjects.iter().map(change).collect(),
        }
    }

    #[test]
    fn what_came_together_is_one_block() {
        let diff = Diff {
            causes: vec![
                cause("a", 3, &["x", "y"]),
                cause("b", 4, &["x", "y"]),
                cause("c", 7, &["x"]),
            ],
            ..Diff::default()
        };
        let told: Vec<Vec<String>> = diff
            .blocks(Meaning::Additive)
            .iter()
            .map(|block| {
                let places = block.places();
                let line = |place: &CausePlace<'_>| {
                    format!(
                        "{} {} {} {}",
                        place.subject,
                        place.field,
                        place.at(),
                        place.code().join(" ")
                    )
                };
                places.iter().map(line).collect()
            })
            .collect();
        let together = [
            "x body.lamp x.md:3, 4 x::Lamp::{a, b}",
            "y body.lamp y.md:3, 4 y::Lamp::{a, b}",
        ];
        let alone = ["x body.lamp.c x.md:7 x::Lamp::c"];
        assert_eq!(
            told,
            [
                together.map(str::to_owned).to_vec(),
                alone.map(str::to_owned).to_vec()
            ]
        );
    }
}
