//! The fields of one part of an operation, in two descriptions.

use super::difference::{Difference, Kind};
use crate::ir::{EnumValue, Field, Requirement, Type};

/// Compares fields, and those below them.
pub(super) struct Fields<'c> {
    pub operation: &'c str,
    /// The page of the first and of the second.
    pub page: [&'c str; 2],
    pub is_request: bool,
    pub found: &'c mut Vec<Difference>,
}

impl Fields<'_> {
    pub(super) fn compare(&mut self, path: &str, ours: &[Field], theirs: &[Field]) {
        for field in ours {
            let path = format!("{path}.{}", field.name);
            match theirs.iter().find(|other| other.name == field.name) {
                Some(other) => self.field(&path, field, other),
                None => self.missing(&path, field, 0),
            }
        }
        for field in theirs {
            if ours.iter().all(|known| known.name != field.name) {
                self.missing(&format!("{path}.{}", field.name), field, 1);
            }
        }
    }

    /// A field that only the first (0) or the second (1) has.
    fn missing(&mut self, path: &str, field: &Field, side: usize) {
        let kind = if self.is_request {
            Kind::RequestField
        } else {
            Kind::AnswerField
        };
        let mut sides = ["-".to_owned(), "-".to_owned()];
        sides[side] = name(&field.ty).to_owned();
        let [first, second] = sides;
        self.push(kind, path, first, second, side, field.origin.line);
    }

    fn field(&mut self, path: &str, one: &Field, other: &Field) {
        let (first, second) = (word(one.requirement), word(other.requirement));
        if self.is_request && first != second {
            let (first, second) = (first.to_owned(), second.to_owned());
            self.push(Kind::Required, path, first, second, 0, one.origin.line);
        }
        let (ours, theirs) = (sorted(values(&one.ty, one)), sorted(values(&other.ty, other)));
        if ours != theirs {
            let list = |values: Vec<&str>| {
                if values.is_empty() {
                    "-".to_owned()
                } else {
                    values.join(", ")
                }
            };
            self.push(Kind::Values, path, list(ours), list(theirs), 0, one.origin.line);
        }
        self.ty(path, &one.ty, &other.ty, one.origin.line);
    }

    fn ty(&mut self, path: &str, one: &Type, other: &Type, line: u32) {
        match (one, other) {
            (Type::List(one), Type::List(other)) | (Type::JsonString(one), Type::JsonString(other)) => {
                self.ty(path, one, other, line);
            }
            (Type::Object(ours), Type::Object(theirs))
            | (Type::UrlEncoded(ours), Type::UrlEncoded(theirs)) => {
                self.compare(path, ours, theirs);
            }
            (Type::Sensitive(_), Type::Text | Type::Time | Type::Enum(_))
            | (Type::Text | Type::Time | Type::Enum(_), Type::Sensitive(_)) => {
                let word = |ty: &Type| {
                    if matches!(ty, Type::Sensitive(_)) {
                        "encrypted"
                    } else {
                        "plain"
                    }
                };
                let (first, second) = (word(one).to_owned(), word(other).to_owned());
                self.push(Kind::Encrypted, path, first, second, 0, line);
            }
            _ if name(one) != name(other) => {
                let (first, second) = (name(one).to_owned(), name(other).to_owned());
                self.push(Kind::Type, path, first, second, 0, line);
            }
            _ => {}
        }
    }

    fn push(&mut self, kind: Kind, path: &str, first: String, second: String, side: usize, line: u32) {
        self.found.push(Difference {
            kind,
            operation: self.operation.to_owned(),
            field: path.to_owned(),
            first,
            second,
            page: format!("{}.md", self.page[side]),
            line,
        });
    }
}

/// How sure it is makes no difference.
fn word(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Optional => "optional",
        Requirement::Required { .. } => "required",
        Requirement::OneOf { .. } => "one of a group",
    }
}

/// Documented values are a difference of their own: an enumeration is a string.
fn name(ty: &Type) -> &'static str {
    match ty {
        Type::Text | Type::Time | Type::Enum(_) => "string",
        Type::Integer => "integer",
        Type::Float => "float",
        Type::Boolean => "boolean",
        Type::Object(_) => "object",
        Type::List(_) => "list",
        Type::Json => "any",
        Type::Sensitive(_) => "encrypted string",
        Type::JsonString(_) => "JSON in a string",
        Type::UrlEncoded(_) => "pairs in a string",
        Type::File => "file",
    }
}

fn values<'f>(ty: &'f Type, field: &'f Field) -> &'f [EnumValue] {
    match ty {
        Type::Enum(values) => values,
        Type::List(item) => values(item, field),
        _ => &field.doc.values,
    }
}

fn sorted(values: &[EnumValue]) -> Vec<&str> {
    let mut values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    values.sort_unstable();
    values
}
