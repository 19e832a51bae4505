//! Types as Rust writes them, for reports.

use crate::diagnostic::counted;
use crate::ir::{Field, SensitiveKey, Type, deep};

/// What a field of this type holds.
pub(super) fn of(ty: &Type) -> String {
    match ty {
        Type::Text => "String".to_owned(),
        Type::Time => "Time".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Enum(_) => "enum".to_owned(),
        // An object that says nothing of its content can hold anything.
        Type::Object(fields) if fields.is_empty() => "Json".to_owned(),
        Type::Object(_) => "struct".to_owned(),
        Type::List(item) => format!("Vec<{}>", of(item)),
        Type::Json => "Json".to_owned(),
        Type::Sensitive(SensitiveKey::Platform) => "Sensitive<String>".to_owned(),
        Type::Sensitive(SensitiveKey::Risk) => "Sensitive<String> (risk key)".to_owned(),
        Type::JsonString(inner) => format!("JsonString<{}>", of(inner)),
        Type::UrlEncoded(_) => "UrlEncoded<struct>".to_owned(),
        Type::File => "FilePart".to_owned(),
    }
}

/// A field that is there on one side alone: its type, and how much is inside.
pub(super) fn alone(field: &Field) -> String {
    let inside = deep(field.ty.fields()).count();
    match inside {
        0 => of(&field.ty),
        _ => format!("{} of {}", of(&field.ty), counted(inside, "field")),
    }
}
