//! Corrections of what kind of answer an operation of v2 has.

use crate::page::{Row, Section};

/// A kind of answer that a correction can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerKind {
    Xml,
    Json,
    /// A bill: text or gzip, an error as XML.
    CsvOrXml,
}

impl AnswerKind {
    /// What a correction calls them.
    pub(super) const NAMES: [&'static str; 3] = ["xml", "json", "csv-or-xml"];

    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "xml" => Self::Xml,
            "json" => Self::Json,
            "csv-or-xml" => Self::CsvOrXml,
            _ => return None,
        })
    }

    /// What the page says. `None`: a file, nothing, a redirect, or an operation of v3.
    fn documented(is_v2: bool, section: &Section) -> Option<Self> {
        let table = &section.response;
        if !is_v2 || table.rows.iter().any(Row::is_kind) {
            return None;
        }
        Some(if table.is_of_errors() {
            Self::CsvOrXml
        } else {
            Self::Xml
        })
    }
}

/// Sets the kind of a section's answer; whether the page had said what was looked for.
pub(super) fn set(is_v2: bool, section: &mut Section, seen: AnswerKind, value: AnswerKind) -> bool {
    if AnswerKind::documented(is_v2, section) != Some(seen) {
        return false;
    }
    let header = match value {
        AnswerKind::CsvOrXml => "异常字典",
        AnswerKind::Xml | AnswerKind::Json => "返回字典",
    };
    header.clone_into(&mut section.response.header);
    section.response.is_json = value == AnswerKind::Json;
    true
}
