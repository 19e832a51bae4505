//! Which fields are signed, in which order, and how their names and values are written.

use percent_encoding::utf8_percent_encode;

use crate::diagnosis::Rule;
use crate::diagnosis::escape::UNRESERVED;

/// How the fields are sorted.
#[derive(Debug, Clone, Copy)]
pub(super) enum FieldOrder {
    /// By the bytes of their names, as documented.
    Bytes,
    /// Not at all.
    AsSent,
    IgnoringCase,
    Descending,
}

impl FieldOrder {
    pub(super) const OTHERS: [(Rule, Self); 3] = [
        (Rule::FieldsUnsorted, Self::AsSent),
        (Rule::FieldsSortedIgnoringCase, Self::IgnoringCase),
        (Rule::FieldsSortedDescending, Self::Descending),
    ];

    pub(super) fn sort(self, fields: &mut [(String, String)]) {
        match self {
            Self::AsSent => {}
            Self::Bytes => fields.sort_by(|(one, _), (other, _)| one.cmp(other)),
            Self::IgnoringCase => fields.sort_by_key(|(name, _)| name.to_ascii_lowercase()),
            Self::Descending => fields.sort_by(|(one, _), (other, _)| other.cmp(one)),
        }
    }
}

/// Which fields are signed.
#[derive(Debug, Clone)]
pub(super) enum Selection {
    /// All but `sign` and empty ones.
    Documented,
    WithEmpty,
    /// With `sign` too, which has no value yet.
    WithSign,
    Without(String),
}

impl Selection {
    /// Leaving out one field each, and signing what should not be.
    pub(super) fn others(fields: &[(&str, &str)]) -> Vec<(Rule, Self)> {
        let left_out = fields
            .iter()
            .filter(|(name, value)| Self::Documented.has(name, value));
        let without = left_out.map(|(name, _)| match *name {
            "sign_type" => (Rule::SignTypeLeftOut, Self::Without((*name).to_owned())),
            _ => (Rule::FieldLeftOut, Self::Without((*name).to_owned())),
        });
        let mut others = vec![
            (Rule::EmptyIncluded, Self::WithEmpty),
            (Rule::SignIncluded, Self::WithSign),
        ];
        others.extend(without);
        others
    }

    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        let is_documented = name != "sign" && !value.is_empty();
        match self {
            Self::Documented => is_documented,
            Self::WithEmpty => name != "sign",
            Self::WithSign => !value.is_empty(),
            Self::Without(left_out) => is_documented && name != left_out,
        }
    }
}

/// How values are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    Raw,
    /// As forms, a blank as `+`.
    Form,
    /// As URLs, a blank as `%20`.
    Url,
    /// The same with digits in lower case.
    UrlLowerCase,
    Xml,
    Cdata,
    Trimmed,
}

impl Values {
    pub(super) const OTHERS: [(Rule, Self); 6] = [
        (Rule::ValuesUrlEncoded, Self::Form),
        (Rule::ValuesUrlEncoded, Self::Url),
        (Rule::ValuesUrlEncoded, Self::UrlLowerCase),
        (Rule::ValuesEscaped, Self::Xml),
        (Rule::ValuesEscaped, Self::Cdata),
        (Rule::ValuesTrimmed, Self::Trimmed),
    ];

    pub(super) fn of(self, value: &str) -> String {
        match self {
            Self::Raw => value.to_owned(),
            Self::Form => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
            Self::Url => utf8_percent_encode(value, UNRESERVED).to_string(),
            Self::UrlLowerCase => url_in_lower_case(value),
            Self::Xml => value
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;"),
            Self::Cdata => format!("<![CDATA[{value}]]>"),
            Self::Trimmed => value.trim().to_owned(),
        }
    }
}

/// `%e4%b8`, as .NET escapes.
fn url_in_lower_case(value: &str) -> String {
    let mut buffer = [0; 4];
    let escaped = value.chars().map(|char| {
        let char = &*char.encode_utf8(&mut buffer);
        let escaped = utf8_percent_encode(char, UNRESERVED).to_string();
        if escaped == char {
            escaped
        } else {
            escaped.to_ascii_lowercase()
        }
    });
    escaped.collect()
}

/// How names are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Names {
    Raw,
    LowerCase,
}

impl Names {
    pub(super) fn of(self, name: &str) -> String {
        match self {
            Self::Raw => name.to_owned(),
            Self::LowerCase => name.to_ascii_lowercase(),
        }
    }
}
