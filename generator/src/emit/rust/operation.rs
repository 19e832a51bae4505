//! The constant that says what the documentation knows of an operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::layout;
use crate::ir::{Body, Host, Operation, Response, Version, url};

/// `pub const OPERATION: Operation = …;`
pub(super) fn constant(operation: &Operation) -> String {
    let constructor = match operation.version {
        Version::V2 => format_ident!("v2"),
        Version::V3 => format_ident!("v3"),
    };
    let method = format_ident!("{}", operation.method.as_str());
    let path = url(&operation.path);
    let title = &operation.meta.title;
    let facts = facts(operation);
    layout::item(quote! {
        /// What the documentation says of the operation besides its fields.
        pub const OPERATION: Operation =
            Operation::#constructor(Method::#method, #path).title(#title) #(.#facts)*;
    })
}

/// Everything that differs from a JSON operation on the default host with a signed answer.
fn facts(operation: &Operation) -> Vec<TokenStream> {
    let mut facts = Vec::new();
    if operation.host != Host::Default {
        let host = format_ident!("{}", format!("{:?}", operation.host));
        facts.push(quote! { host(Host::#host) });
    }
    match operation.response {
        Response::Json(_) if operation.version == Version::V2 => facts.push(quote! { answers(Answer::Json) }),
        Response::Json(_) | Response::Xml(_) => {}
        Response::Empty(status) => {
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            facts.push(quote! { answers(Answer::Empty(#status)) });
        }
        Response::File => facts.push(quote! { answers(Answer::File) }),
        Response::Redirect => facts.push(quote! { answers(Answer::Redirect) }),
        Response::CsvOrXmlError(_) => facts.push(quote! { answers(Answer::CsvOrXml) }),
    }
    if let Some(verify) = verify(operation) {
        let verify = format_ident!("{verify}");
        facts.push(quote! { verify(Verify::#verify) });
    }
    if matches!(operation.body, Body::Multipart(_)) {
        facts.push(quote! { upload() });
    }
    if operation.client_certificate {
        facts.push(quote! { client_certificate() });
    }
    if operation.nonceless {
        facts.push(quote! { nonceless() });
    }
    if operation.names_platform_key {
        facts.push(quote! { names_platform_key() });
    }
    if let Some(fragment) = &operation.fragment {
        facts.push(quote! { fragment(#fragment) });
    }
    if let Some(timeout) = operation.timeout {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // documented as a few seconds
        let seconds = proc_macro2::Literal::u32_unsuffixed(timeout.ceil() as u32);
        facts.push(quote! { timeout_secs(#seconds) });
    }
    facts
}

/// How the answer is authenticated, if not by its signature.
fn verify(operation: &Operation) -> Option<&'static str> {
    let path = url(&operation.path);
    // protocol.md 2: bill files and images never carry a signature; the other
    // downloads have been seen both ways; statements sign their digest.
    if path.ends_with("/v3/statements") || path.ends_with("/v3/global/statements") {
        return Some("StatementSha1");
    }
    match operation.response {
        Response::File if path.contains("/transferdownload/") || path.contains("fapiao") => {
            Some("SignedIfPresent")
        }
        Response::File => Some("Unsigned"),
        _ if operation.unsigned_response => Some("Unsigned"),
        _ => None,
    }
}
