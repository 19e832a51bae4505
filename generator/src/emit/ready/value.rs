//! The values of a ready call: each field that is asked for as an expression of its type.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::ir::{Requirement, TimeForm};
use crate::plan::{FieldDef, RustType, TypeDef, TypeKind, VariantDef, Verb};

/// So deep that no documented request is cut, and one that holds itself ends.
const DEPTH: usize = 8;
/// Longer texts of an example are certificates, pictures and the like, which hide the call.
const LONGEST: usize = 64;

/// Writes the values of one operation's request.
pub(super) struct Values<'v, 'a> {
    verb: &'v Verb<'a>,
    imports: RefCell<BTreeSet<&'static str>>,
}

impl<'v, 'a> Values<'v, 'a> {
    pub(super) fn of(verb: &'v Verb<'a>) -> Self {
        Self {
            verb,
            imports: RefCell::default(),
        }
    }

    /// The request, with what the example has of it.
    pub(super) fn request(&self, example: &Value) -> TokenStream {
        match self.verb.types.get("Request") {
            Some(def) => self.record(def, example, 0),
            None => quote! { compile_error!("no request") },
        }
    }

    /// What was used so far besides the operation's own module.
    pub(super) fn imports(&self) -> Vec<&'static str> {
        self.imports.borrow().iter().copied().collect()
    }

    fn uses(&self, name: &'static str) -> proc_macro2::Ident {
        self.imports.borrow_mut().insert(name);
        format_ident!("{name}")
    }

    fn record(&self, def: &TypeDef<'_>, example: &Value, depth: usize) -> TokenStream {
        let module = format_ident!("{}", self.verb.name);
        let name = format_ident!("{}", def.name);
        let wanted = if depth < DEPTH {
            wanted(def.fields(), example)
        } else {
            Vec::new()
        };
        let setters = wanted.into_iter().map(|field| {
            let setter = format_ident!("{}", field.name);
            let value = self.value(&field.ty, field, &example[field.wire], depth);
            quote! { .#setter(#value) }
        });
        quote! { #module::#name::new() #(#setters)* }
    }

    /// An argument of a setter, which converts what it is given.
    fn value(&self, ty: &RustType, field: &FieldDef<'_>, example: &Value, depth: usize) -> TokenStream {
        match ty {
            RustType::Text | RustType::Sensitive => {
                let text = text(field, example);
                quote! { #text }
            }
            RustType::Time => {
                let text = time(field, example);
                quote! { #text }
            }
            // An array, since the contents of `vec!` are not laid out by the formatter.
            RustType::List(item) => {
                let item = self.exact(item, field, &first(example), depth);
                quote! { [#item] }
            }
            _ => self.exact(ty, field, example, depth),
        }
    }

    /// A value of the very type, as it stands in a list.
    fn exact(&self, ty: &RustType, field: &FieldDef<'_>, example: &Value, depth: usize) -> TokenStream {
        match ty {
            RustType::Text => {
                let text = text(field, example);
                quote! { #text.to_owned() }
            }
            RustType::Sensitive => {
                let (name, text) = (self.uses("Sensitive"), text(field, example));
                quote! { #name::new(#text) }
            }
            RustType::Time => {
                let (name, text) = (self.uses("Time"), time(field, example));
                quote! { #name::new(#text) }
            }
            RustType::Integer => {
                let number = Literal::i64_unsuffixed(integer(field, example));
                quote! { #number }
            }
            RustType::Float => {
                let number = Literal::f64_unsuffixed(float(example));
                quote! { #number }
            }
            RustType::Boolean => {
                let is_set = matches!(example, Value::Bool(true)) || example == "true";
                quote! { #is_set }
            }
            RustType::Json => json(example),
            RustType::File => {
                let name = self.uses("FilePart");
                let path = example.as_str().unwrap_or("picture.png");
                quote! { #name::open(#path).await? }
            }
            RustType::Named(id) => self.named(self.verb.types.def(*id), example, depth + 1),
            RustType::List(item) => {
                let item = self.exact(item, field, &first(example), depth);
                quote! { vec![#item] }
            }
            RustType::JsonString(inner) => {
                let held = example.as_str().and_then(|text| serde_json::from_str(text).ok());
                self.exact(inner, field, &held.unwrap_or_default(), depth)
            }
            RustType::UrlEncoded(inner) => self.exact(inner, field, &Value::Null, depth),
            RustType::Numbered(inner) => {
                let name = self.uses("Numbered");
                let value = self.value(inner, field, &Value::Null, depth);
                quote! { #name::new().with(0, #value) }
            }
        }
    }

    fn named(&self, def: &TypeDef<'_>, example: &Value, depth: usize) -> TokenStream {
        match &def.kind {
            TypeKind::Record(_) => self.record(def, example, depth),
            TypeKind::Enum(variants) => {
                let module = format_ident!("{}", self.verb.name);
                let name = format_ident!("{}", def.name);
                match variant(variants, example) {
                    Some(variant) => {
                        let variant = format_ident!("{}", variant.name);
                        quote! { #module::#name::#variant }
                    }
                    None => {
                        let text = example.as_str().unwrap_or_default();
                        quote! { #module::#name::from(#text) }
                    }
                }
            }
        }
    }
}

/// What a request must have, and of each group the member that the example has.
fn wanted<'f, 'a>(fields: &'f [FieldDef<'a>], example: &Value) -> Vec<&'f FieldDef<'a>> {
    let of_group = |wanted: u8| {
        let members = move |field: &&FieldDef<'_>| field.requirement.group() == Some(wanted);
        let shown = |field: &&FieldDef<'_>| !example[field.wire].is_null();
        let mut all = fields.iter().filter(members);
        let first = all.clone().next();
        all.find(shown).or(first).map(|field| field.wire)
    };
    let is_wanted = |field: &&FieldDef<'_>| match field.requirement {
        Requirement::Optional => false,
        Requirement::Required { .. } => true,
        Requirement::OneOf { group, .. } => of_group(group) == Some(field.wire),
    };
    fields.iter().filter(is_wanted).collect()
}

/// The example's text; else what is known to be allowed; else what the field is called.
fn text(field: &FieldDef<'_>, example: &Value) -> String {
    let shown = match example {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    let short = shown.filter(|text| !text.is_empty() && text.chars().count() <= LONGEST);
    short
        .or_else(|| field.doc.default.clone())
        .or_else(|| {
            field
                .wire
                .contains("url")
                .then(|| "https://www.example.com/".to_owned())
        })
        .or_else(|| field.doc.text.lines().next().map(str::to_owned))
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| field.wire.to_owned())
}

fn time(field: &FieldDef<'_>, example: &Value) -> String {
    match example {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => match field.doc.time {
            None | Some(TimeForm::Rfc3339) => "2026-01-31T12:00:00+08:00",
            Some(TimeForm::Rfc3339Millis) => "2026-01-31T12:00:00.000+08:00",
            Some(TimeForm::Compact) => "20260131120000",
            Some(TimeForm::DateTime) => "2026-01-31 12:00:00",
            Some(TimeForm::Date) => "2026-01-31",
            Some(TimeForm::CompactDate) => "20260131",
            Some(TimeForm::Unix) => "1769832000",
        }
        .to_owned(),
    }
}

fn integer(field: &FieldDef<'_>, example: &Value) -> i64 {
    let text = |text: &str| text.parse().ok();
    let shown = example.as_i64().or_else(|| example.as_str().and_then(text));
    let documented = || {
        let values = field.doc.values.iter().map(|one| one.value.as_str());
        field
            .doc
            .default
            .as_deref()
            .into_iter()
            .chain(values)
            .find_map(text)
    };
    shown.or_else(documented).unwrap_or(1)
}

fn float(example: &Value) -> f64 {
    let shown = example
        .as_f64()
        .or_else(|| example.as_str().and_then(|text| text.parse().ok()));
    shown.filter(|number| number.is_finite()).unwrap_or(1.0)
}

fn json(example: &Value) -> TokenStream {
    let shown = if example.is_null() {
        "{}".to_owned()
    } else {
        example.to_string()
    };
    let tokens: TokenStream = shown.parse().unwrap_or_default();
    quote! { wechatpay_openapi::runtime::serde_json::json!(#tokens) }
}

fn first(example: &Value) -> Value {
    match example {
        Value::Array(items) => items.first().cloned().unwrap_or_default(),
        other => other.clone(),
    }
}

fn variant<'v, 'a>(variants: &'v [VariantDef<'a>], example: &Value) -> Option<&'v VariantDef<'a>> {
    let shown = variants.iter().find(|variant| example == &variant.value.value);
    shown.or_else(|| variants.first())
}
