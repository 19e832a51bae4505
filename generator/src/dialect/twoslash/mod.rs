//! The twoslash dialect: each operation is a block of TypeScript, its types
//! those of the request and the answer.
//!
//! ````text
//! ```js twoslash
//! // @filename: virtual.ts
//! namespace WeChatPay.OpenAPI.V3.Shops.Orders.PostHttpMethod {
//!   export interface JsonDataRequest { … }                          the body: Xml…, Binary… too
//!   export interface RequestConfig extends AxiosRequestConfig { … }  params, headers, path, options
//!   export interface WellformedResponse { … }                       empty: 204; a ReadStream: a file
//! }
//! namespace WeChatPay.OpenAPI.V3.Shops {
//!   export interface Orders {                                       the path: /v3/shops/orders
//!     post(data: Orders.PostHttpMethod.JsonDataRequest, config?: …): AxiosPromise<…>
//!   }
//! }
//! // @filename: business.js
//! // ---cut---
//! wxpay.v3.shops.orders.post({ … })                                 what is encrypted, what is JSON
//! ```
//! ````
//!
//! What comes out are the rows that an im-table page would have, so all that
//! follows is the same for both. A comment beside a member is its description
//! cell; its tags `@encrypted`, `@encoded` and `@default` say what a type cannot.

mod block;
mod comment;
mod fence;
mod operation;
mod path;
mod reach;
mod read;
mod resolved;
mod rows;
mod sample;
mod scope;
mod script;
mod section;
mod shape;
mod syntax;
mod travel;

use self::fence::is_script;
use super::markdown::blocks;
use super::markdown::{Source, front_matter, outline};
use crate::diagnostic::Diagnostic;
use crate::page::{Dialect, Page};

/// Reads a page. A page without sections is a stub, or foreign.
pub(crate) fn parse(path: &str, text: &str) -> (Page, Vec<Diagnostic>) {
    let mut source = Source::new(path, text);
    let blocks = blocks::split(text);
    let matter = front_matter::read(&mut source, &blocks);
    let outline = outline::sections(&mut source, &blocks, "code block", |_, block| is_script(block));
    let mut page = Page {
        path: path.strip_suffix(".md").unwrap_or(path).to_owned(),
        title: matter.title.unwrap_or(outline.title),
        description: matter.description.unwrap_or_default(),
        moved_to: matter.moved_to,
        dialect: Dialect::Twoslash,
        ..Page::default()
    };
    for part in outline.parts {
        page.sections.extend(section::read(&mut source, &page, &part));
    }
    (page, source.found)
}
