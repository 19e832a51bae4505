//! What makes two types the same: everything but documentation.

use std::fmt::Write as _;

use crate::ir::{Field, Type};
use crate::plan::{TypeKind, Types};

/// The shape of a documented type, nested fields included.
pub(super) fn of(ty: &Type) -> String {
    let mut out = String::new();
    write_type(ty, &mut out);
    out
}

fn write_type(ty: &Type, out: &mut String) {
    match ty {
        Type::Text => out.push('s'),
        Type::Time => out.push('t'),
        Type::Integer => out.push('i'),
        Type::Float => out.push('f'),
        Type::Boolean => out.push('b'),
        Type::Json => out.push('j'),
        Type::File => out.push('F'),
        Type::Sensitive(key) => write!(out, "S{key:?}").unwrap_or_default(),
        Type::Enum(values) => {
            out.push('<');
            for value in values {
                write!(out, "{}|", value.value).unwrap_or_default();
            }
            out.push('>');
        }
        Type::Object(fields) => write_fields(fields, out),
        Type::UrlEncoded(fields) => {
            out.push('U');
            write_fields(fields, out);
        }
        Type::List(item) => {
            out.push('L');
            write_type(item, out);
        }
        Type::JsonString(inner) => {
            out.push('J');
            write_type(inner, out);
        }
    }
}

fn write_fields(fields: &[Field], out: &mut String) {
    out.push('{');
    for field in fields {
        write!(out, "{}{}:", field.name, if field.required { "!" } else { "" }).unwrap_or_default();
        write_type(&field.ty, out);
        out.push(',');
    }
    out.push('}');
}

/// Fills in `shape` of every type of a module: fields by Rust name, wire name,
/// type with the nested types' names *and* shapes, flags.
pub(super) fn fill(types: &mut Types<'_>) {
    let shapes: Vec<String> = (0..types.defs.len()).map(|index| deep(types, index, 0)).collect();
    for (def, shape) in types.defs.iter_mut().zip(shapes) {
        def.shape = shape;
    }
}

fn deep(types: &Types<'_>, index: usize, depth: usize) -> String {
    let def = &types.defs[index];
    let mut out = format!("{}=", def.name);
    match &def.kind {
        TypeKind::Enum(variants) => {
            for variant in variants {
                write!(out, "{}:{}|", variant.name, variant.value.value).unwrap_or_default();
            }
        }
        TypeKind::Record(fields) => {
            for field in fields {
                let flags = (field.required, field.place);
                write!(out, "{}:{}:{}:{flags:?}", field.name, field.wire, field.ty).unwrap_or_default();
                let nested = types.defs.iter().position(|def| mentions(&field.ty, &def.name));
                if let Some(nested) = nested.filter(|_| depth < 32) {
                    write!(out, "({})", deep(types, nested, depth + 1)).unwrap_or_default();
                }
                out.push(';');
            }
        }
    }
    out
}

/// Whether a Rust type has this name in it, wrapped or not.
fn mentions(ty: &str, name: &str) -> bool {
    ty.split(['<', '>']).any(|part| part == name)
}
