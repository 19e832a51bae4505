//! The methods of a segment that do more than one call: `sheet`, `pages`, `wait`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::layout;
use crate::ir::{Paging, Sheet, States};
use crate::plan::Verb;

/// They stand behind the verb's own method.
pub(super) fn methods(verb: &Verb<'_>) -> Vec<TokenStream> {
    let comforts = &verb.operation.comforts;
    let own = OwnMethod::of(verb);
    let sheet = comforts.sheet.map(|sheet| own.sheet(sheet));
    let pages = comforts.pages.as_ref().map(|pages| own.pages(pages));
    let wait = comforts.wait.as_ref().map(|states| own.wait(states));
    [sheet, pages, wait].into_iter().flatten().collect()
}

/// The verb's own method, which the others call.
struct OwnMethod {
    verb: &'static str,
    /// What it answers.
    response: TokenStream,
    /// Its parameters behind `self`.
    given: TokenStream,
    call: TokenStream,
}

impl OwnMethod {
    fn of(verb: &Verb<'_>) -> Self {
        let name = format_ident!("{}", verb.name);
        let (given, call) = match verb.has_request {
            true => (
                quote! { , request: #name::Request },
                quote! { self.#name(request) },
            ),
            false => (quote! {}, quote! { self.#name() }),
        };
        Self {
            verb: verb.name,
            response: quote! { #name::Response },
            given,
            call,
        }
    }

    /// What the payer's device is given is made of the answer.
    fn sheet(&self, sheet: Sheet) -> TokenStream {
        let (sheet, what) = match sheet {
            Sheet::Jsapi => ("JsapiParameters", "signed for a page in WeChat or a mini program"),
            Sheet::App => ("AppParameters", "signed for an app"),
            Sheet::Url => (
                "PaymentUrl",
                "the URL that the browser opens or the QR code holds",
            ),
        };
        let (sheet, Self { response, call, .. }) = (format_ident!("{sheet}"), self);
        self.method(
            "sheet",
            &format!("and what the payment sheet (调起支付) is opened with: {what}. Example: [`Ordering`]."),
            &quote! { Ordering<#response, #sheet> },
            &quote! { Ordering::new(#call) },
        )
    }

    /// Called for one page after the other.
    fn pages(&self, pages: &Paging) -> TokenStream {
        let (begin, items) = (&pages.begin, &pages.items);
        let mut paging = match &pages.next {
            Some(next) => quote! { Paging::cursor(#begin, #next, #items) },
            None => quote! { Paging::offset(#begin, #items) },
        };
        if let Some(total) = &pages.total {
            paging = quote! { #paging.total(#total) };
        }
        let Self { response, call, .. } = self;
        self.method(
            "pages",
            &format!("page by page (分页): from the request's `{begin}` to the end of the list. Example: [`Pages`]."),
            &quote! { Pages<#response> },
            &quote! { Pages::new(#call, #paging) },
        )
    }

    /// Called until nothing changes any more.
    fn wait(&self, states: &States) -> TokenStream {
        let (field, values) = (&states.field, &states.values);
        let shown = values.join("`, `");
        let Self { response, call, .. } = self;
        self.method(
            "wait",
            &format!("again and again (轮询) until `{field}` is final: `{shown}`. Example: [`Wait`]."),
            &quote! { Wait<#response> },
            &quote! { Wait::new(#call, Final::states(#field, &[#(#values),*])) },
        )
    }

    fn method(&self, called: &str, what: &str, answer: &TokenStream, made: &TokenStream) -> TokenStream {
        let Self { verb, given, .. } = self;
        let docs = layout::outer_doc(&[format!("As [`{verb}`](Self::{verb}), {what}")]);
        let called = format_ident!("{called}");
        quote! { #docs #[inline] pub fn #called(self #given) -> #answer { #made } }
    }
}
