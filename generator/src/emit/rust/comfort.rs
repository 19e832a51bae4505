//! The methods of a segment that do more than one call: `sheet`, `pages`, `wait`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::layout;
use crate::ir::Sheet;
use crate::plan::Verb;

/// They stand behind the verb's own method.
pub(super) fn methods(verb: &Verb<'_>) -> Vec<TokenStream> {
    let comforts = &verb.operation.comforts;
    let name = format_ident!("{}", verb.name);
    let (given, call) = match verb.has_request {
        true => (
            quote! { , request: #name::Request },
            quote! { self.#name(request) },
        ),
        false => (quote! {}, quote! { self.#name() }),
    };
    let method = |called: &str, docs: &str, answer: TokenStream, made: TokenStream| {
        let docs = layout::outer_doc(&[docs.replace("{verb}", verb.name)]);
        let called = format_ident!("{called}");
        quote! { #docs #[inline] pub fn #called(self #given) -> #answer { #made } }
    };
    let mut all = Vec::new();
    if let Some(sheet) = comforts.sheet {
        let (sheet, what) = match sheet {
            Sheet::Jsapi => ("JsapiParameters", "signed for a page in WeChat or a mini program"),
            Sheet::App => ("AppParameters", "signed for an app"),
            Sheet::Url => (
                "PaymentUrl",
                "the URL that the browser opens or the QR code holds",
            ),
        };
        let sheet = format_ident!("{sheet}");
        all.push(method(
            "sheet",
            &format!("As [`{{verb}}`](Self::{{verb}}), and what the payment sheet (调起支付) is opened with: {what}. Example: [`Ordering`]."),
            quote! { Ordering<#name::Response, #sheet> },
            quote! { Ordering::new(#call) },
        ));
    }
    if let Some(pages) = &comforts.pages {
        let (begin, items) = (&pages.begin, &pages.items);
        let mut paging = match &pages.next {
            Some(next) => quote! { Paging::cursor(#begin, #next, #items) },
            None => quote! { Paging::offset(#begin, #items) },
        };
        if let Some(total) = &pages.total {
            paging = quote! { #paging.total(#total) };
        }
        all.push(method(
            "pages",
            &format!(
                "As [`{{verb}}`](Self::{{verb}}), page by page (分页): from the request's `{begin}` to the end of the list. Example: [`Pages`]."
            ),
            quote! { Pages<#name::Response> },
            quote! { Pages::new(#call, #paging) },
        ));
    }
    if let Some(states) = &comforts.wait {
        let (field, values) = (&states.field, &states.values);
        let shown = values.join("`, `");
        all.push(method(
            "wait",
            &format!(
                "As [`{{verb}}`](Self::{{verb}}), again and again (轮询) until `{field}` is final: `{shown}`. Example: [`Wait`]."
            ),
            quote! { Wait<#name::Response> },
            quote! { Wait::new(#call, Final::states(#field, &[#(#values),*])) },
        ));
    }
    all
}
