//! The values of a ready call: each field that is asked for as an expression of its type.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::emit::shown::{first, float, integer, text, time, variant, wanted};
use crate::plan::{FieldDef, RustType, TypeDef, TypeKind, Verb};

/// So deep that no documented request is cut, and one that holds itself ends.
const DEPTH: usize = 8;

/// Writes the values of one operation's request.
pub(super) struct ReadyValues<'v, 'a> {
    verb: &'v Verb<'a>,
    imports: RefCell<BTreeSet<&'static str>>,
}

impl<'v, 'a> ReadyValues<'v, 'a> {
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

fn json(example: &Value) -> TokenStream {
    let shown = if example.is_null() {
        "{}".to_owned()
    } else {
        example.to_string()
    };
    let tokens: TokenStream = shown.parse().unwrap_or_default();
    quote! { wechatpay_openapi::runtime::serde_json::json!(#tokens) }
}
