//! The types of a module: `record! { … }`, `open_enum! { … }`, re-exports.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

use super::doc;
use crate::emit::layout;
use crate::emit::style::Style;
use crate::ir::{Requirement, Role};
use crate::plan::{Carrier, FieldDef, RustType, TypeDef, TypeKind, Types, VariantDef};

/// The module's types as blocks of text: re-exports, records, enumerations.
pub(super) fn blocks(types: &Types<'_>, style: Style) -> Vec<String> {
    let mut records = Vec::new();
    let mut enums = Vec::new();
    for def in types.defs.iter().filter(|def| def.shared.is_none()) {
        match (&def.kind, style) {
            (TypeKind::Record(fields), _) => records.push(layout::item(record(types, def, fields, style))),
            (TypeKind::Enum(variants), Style::Tables) => enums.push(layout::item(open_enum(def, variants))),
            (TypeKind::Enum(variants), Style::Derive) => enums.push(derived_enum(def, variants)),
        }
    }
    let mut blocks = shared(types);
    match style {
        Style::Tables => {
            blocks.extend(layout::in_macro("record", &records));
            blocks.extend(layout::in_macro("open_enum", &enums));
        }
        Style::Derive => blocks.extend(records.into_iter().chain(enums)),
    }
    blocks
}

/// `pub use crate::v3::…::get::{Amount, Payer};`, one line for each module; rustdoc shows the types as the module's own.
fn shared(types: &Types<'_>) -> Vec<String> {
    let mut homes: BTreeMap<&[String], Vec<(&str, Option<&str>)>> = BTreeMap::new();
    for def in &types.defs {
        if let Some(home) = &def.shared {
            homes
                .entry(home)
                .or_default()
                .push((&def.name, def.called.as_deref()));
        }
    }
    let lines: Vec<String> = homes
        .into_iter()
        .map(|(home, mut names)| {
            names.sort_unstable();
            let home: Vec<_> = home.iter().map(|name| format_ident!("{name}")).collect();
            let names = names.iter().map(|(name, called)| {
                let name = format_ident!("{name}");
                match called.map(|called| format_ident!("{called}")) {
                    Some(called) => quote! { #called as #name },
                    None => quote! { #name },
                }
            });
            layout::item(quote! {
                #[doc(inline)]
                pub use crate #(:: #home)* :: { #(#names),* };
            })
        })
        .collect();
    if lines.is_empty() {
        Vec::new()
    } else {
        vec![lines.join("\n")]
    }
}

fn record(types: &Types<'_>, def: &TypeDef<'_>, fields: &[FieldDef<'_>], style: Style) -> TokenStream {
    let name = format_ident!("{}", def.name);
    let docs = layout::outer_doc(&type_doc(def));
    let fields = fields.iter().map(|field| match style {
        Style::Tables => record_field(types, field, fields),
        Style::Derive => derived_field(types, field),
    });
    let derive = (style == Style::Derive).then(
        || quote! { #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)] },
    );
    quote! { #docs #derive pub struct #name { #(#fields)* } }
}

fn type_doc(def: &TypeDef<'_>) -> Vec<String> {
    let term = doc::prose(&def.term);
    let term = if term.is_empty() {
        vec![format!("`{}`", def.name)]
    } else {
        term
    };
    let what = match def.name.as_str() {
        "Request" => " · 请求",
        "Response" => " · 应答",
        "Acknowledgement" => " · 通知应答",
        "Failure" => " · 失败应答",
        _ => "",
    };
    let mut lines = term;
    lines[0].push_str(what);
    lines
}

fn record_field(types: &Types<'_>, field: &FieldDef<'_>, siblings: &[FieldDef<'_>]) -> TokenStream {
    let name = format_ident!("{}", field.name);
    let docs = layout::outer_doc(&doc::field(field, siblings));
    let wire = field.wire;
    let wire = (field.name != wire).then(|| quote! { #[wire = #wire] });
    let mut flags = Vec::new();
    match field.carrier {
        Carrier::Body => {}
        Carrier::Query => flags.push(format_ident!("query")),
        Carrier::Header => flags.push(format_ident!("header")),
    }
    let is_required = field.requirement == Requirement::Required { confirmed: true };
    if is_required {
        flags.push(format_ident!("required"));
    }
    match field.source.role {
        Role::Number => flags.push(format_ident!("number")),
        Role::Stated if !is_required => flags.push(format_ident!("stated")),
        Role::Stated | Role::Plain => {}
    }
    let flags = (!flags.is_empty()).then(|| quote! { #[is(#(#flags),*)] });
    let group = match field.requirement {
        Requirement::OneOf {
            group,
            confirmed: true,
        } => {
            let group = Literal::u8_unsuffixed(group);
            Some(quote! { #[one_of = #group] })
        }
        _ => None,
    };
    // One that is a request's may be given as a moment.
    let time = field.time.filter(|_| field.ty == RustType::Time).map(|form| {
        let form = format_ident!("{form:?}");
        quote! { #[time = #form] }
    });
    let ty = rust_type(types, &field.ty);
    quote! { #docs #wire #flags #group #time pub #name: Option<#ty>, }
}

fn open_enum(def: &TypeDef<'_>, variants: &[VariantDef<'_>]) -> TokenStream {
    let name = format_ident!("{}", def.name);
    let docs = layout::outer_doc(&type_doc(def));
    let variants = variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        let value = &variant.value.value;
        let docs = layout::outer_doc(
            &variant
                .value
                .meaning
                .as_deref()
                .map(doc::prose)
                .unwrap_or_default(),
        );
        quote! { #docs #name = #value, }
    });
    quote! { #docs pub enum #name { #(#variants)* } }
}

fn derived_field(types: &Types<'_>, field: &FieldDef<'_>) -> TokenStream {
    let name = format_ident!("{}", field.name);
    let wire = field.wire;
    let ty = rust_type(types, &field.ty);
    quote! {
        #[serde(rename = #wire, default, skip_serializing_if = "Option::is_none")]
        pub #name: Option<#ty>,
    }
}

/// An open enumeration as serde's users write it.
fn derived_enum(def: &TypeDef<'_>, variants: &[VariantDef<'_>]) -> String {
    let name = format_ident!("{}", def.name);
    let names: Vec<_> = variants
        .iter()
        .map(|variant| format_ident!("{}", variant.name))
        .collect();
    let values: Vec<_> = variants.iter().map(|variant| &variant.value.value).collect();
    layout::item(quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum #name {
            #(#[serde(rename = #values)] #names,)*
            #[serde(untagged)]
            Unknown(String),
        }
    })
}

/// The `T` of a field's `Option<T>`, as Rust writes it.
fn rust_type(types: &Types<'_>, ty: &RustType) -> TokenStream {
    let inner = |ty| rust_type(types, ty);
    match ty {
        RustType::Text => quote! { String },
        RustType::Time => quote! { Time },
        RustType::Integer => quote! { i64 },
        RustType::Float => quote! { f64 },
        RustType::Boolean => quote! { bool },
        RustType::Json => quote! { Json },
        RustType::File => quote! { FilePart },
        RustType::Sensitive => quote! { Sensitive<String> },
        RustType::Named(id) => format_ident!("{}", types.def(*id).name).into_token_stream(),
        RustType::List(item) => {
            let item = inner(item);
            quote! { Vec<#item> }
        }
        RustType::JsonString(content) => {
            let content = inner(content);
            quote! { JsonString<#content> }
        }
        RustType::UrlEncoded(content) => {
            let content = inner(content);
            quote! { UrlEncoded<#content> }
        }
        RustType::Numbered(each) => {
            let each = inner(each);
            quote! { Numbered<#each> }
        }
    }
}
