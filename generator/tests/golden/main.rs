//! Fixture pages and the code that comes out of them.
//!
//! A case is a folder: `in.md` holds its pages (each begins with a line
//! `@@ path`), `out.rs` the code for them, `overrides.toml` the corrections if
//! there are any, `findings.txt` what is said about the pages if anything is.
//! Its pages are below a first segment of the folder's own name, so that all
//! cases are one crate, which is this test: an `out.rs` that does not compile
//! does not pass.
//!
//! `UPDATE_EXPECT=1 cargo test -p wechatpay-openapi-generator --test golden`
//! writes what comes out; a new case also needs its line below.

mod cases;
mod meaning;
mod seeds;
mod sharing;

/// As in the generated crate's `lib.rs`: `cases` compares.
#[allow(unused_imports)]
mod prelude {
    pub(crate) use wechatpay_openapi_runtime::{
        Acknowledged, Answer, AppParameters, Call, Chain, Download, Effect, Empty, FilePart, Final, Host,
        JsapiParameters, Json, JsonString, Method, Numbered, Operation, Ordering, Pages, Paging, PathValue,
        PaymentUrl, Redirect, Sensitive, Time, UrlEncoded, Verify, Wait, error_codes, events, open_enum,
        record,
    };
}

#[allow(
    non_snake_case,
    non_camel_case_types,
    unused_imports,
    unreachable_pub,
    dead_code
)]
#[allow(clippy::all, missing_docs, deprecated)]
#[path = "."]
mod v3 {
    #[rustfmt::skip]
    #[path = "badges/out.rs"]
    pub mod badges;
    #[rustfmt::skip]
    #[path = "bundle/out.rs"]
    pub mod bundle;
    #[rustfmt::skip]
    #[path = "colliding_modules/out.rs"]
    pub mod colliding_modules;
    #[rustfmt::skip]
    #[path = "deep/out.rs"]
    pub mod deep;
    #[rustfmt::skip]
    #[path = "empty_answers/out.rs"]
    pub mod empty_answers;
    #[rustfmt::skip]
    #[path = "enum_values/out.rs"]
    pub mod enum_values;
    #[rustfmt::skip]
    #[path = "facts/out.rs"]
    pub mod facts;
    #[rustfmt::skip]
    #[path = "field_names/out.rs"]
    pub mod field_names;
    #[rustfmt::skip]
    #[path = "file_answer/out.rs"]
    pub mod file_answer;
    #[rustfmt::skip]
    #[path = "hosts/out.rs"]
    pub mod hosts;
    #[rustfmt::skip]
    #[path = "keywords/out.rs"]
    pub mod keywords;
    #[rustfmt::skip]
    #[path = "mix/out.rs"]
    pub mod mix;
    #[rustfmt::skip]
    #[path = "param_beside_literal/out.rs"]
    pub mod param_beside_literal;
    #[rustfmt::skip]
    #[path = "path_and_query/out.rs"]
    pub mod path_and_query;
    #[rustfmt::skip]
    #[path = "plain_post/out.rs"]
    pub mod plain_post;
    #[rustfmt::skip]
    #[path = "ragged/out.rs"]
    pub mod ragged;
    #[rustfmt::skip]
    #[path = "required/out.rs"]
    pub mod required;
    #[rustfmt::skip]
    #[path = "reserved/out.rs"]
    pub mod reserved;
    #[rustfmt::skip]
    #[path = "same_name/out.rs"]
    pub mod same_name;
    #[rustfmt::skip]
    #[path = "sensitive/out.rs"]
    pub mod sensitive;
    #[rustfmt::skip]
    #[path = "sharing/out.rs"]
    pub mod sharing;
    #[rustfmt::skip]
    #[path = "sharing_apart/out.rs"]
    pub mod sharing_apart;
    #[rustfmt::skip]
    #[path = "stores/out.rs"]
    pub mod stores;
    #[rustfmt::skip]
    #[path = "times/out.rs"]
    pub mod times;
    #[rustfmt::skip]
    #[path = "twoslash/out.rs"]
    pub mod twoslash;
    #[rustfmt::skip]
    #[path = "twoslash_forms/out.rs"]
    pub mod twoslash_forms;
    #[rustfmt::skip]
    #[path = "upload/out.rs"]
    pub mod upload;
    #[rustfmt::skip]
    #[path = "variants/out.rs"]
    pub mod variants;
}

#[allow(
    non_snake_case,
    non_camel_case_types,
    unused_imports,
    unreachable_pub,
    dead_code
)]
#[allow(clippy::all, missing_docs, deprecated)]
#[path = "."]
mod v2 {
    #[rustfmt::skip]
    #[path = "facts_xml/out.rs"]
    pub mod facts_xml;
    #[rustfmt::skip]
    #[path = "redirect/out.rs"]
    pub mod redirect;
    #[rustfmt::skip]
    #[path = "twoslash_xml/out.rs"]
    pub mod twoslash_xml;
    #[rustfmt::skip]
    #[path = "xml_call/out.rs"]
    pub mod xml_call;
}

#[allow(non_snake_case, non_camel_case_types, unused_imports, unreachable_pub, dead_code)]
#[allow(clippy::all, missing_docs, deprecated)]
#[rustfmt::skip]
#[path = "webhook/out.rs"]
mod webhook;
