//! A documentation page as plain data: what is written, not what it means.
//!
//! A dialect fills it, `fix` corrects it, `normalise` writes it again and
//! `lower` gives it its meaning.

pub(crate) mod attribute;
mod call;
mod facts;
pub(crate) mod near;
mod span;
mod table;

pub use attribute::{Fault, Spot, fault};
pub use call::{Call, CallBody, Fragment};
pub use facts::{Answer, Document, ErrorCode, Facts, Limit, REMEDY, Remedy};
pub use span::Span;
pub(crate) use table::BODIES;
pub use table::{
    Attr, CHOICES, CONFIRMED, Cell, DEEPEST, DOCUMENTATION, ENCODED, ENCODED_BY, ENCRYPTED, LONGEST, MARK,
    OFFICIAL, ONE_OF, OUTCOME, REPEATED, REQUIRED, Row, SHORTEST, SIGNED, Table,
};

use crate::ir::{Method, Version};

/// A way of writing pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Tables.
    #[default]
    ImTable,
    /// TypeScript in code blocks.
    Twoslash,
    /// WeChat Pay's own pages.
    Official,
}

/// One parsed file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Path from the root of the documentation without `.md`, such as
    /// `openapi/v3/pay/transactions/jsapi`.
    pub path: String,
    /// `title` of the front matter, or the text of the first heading.
    pub title: String,
    /// `description` of the front matter.
    pub description: String,
    /// Where the page has moved to, as written in its redirect.
    pub moved_to: Option<String>,
    /// How it is written.
    pub dialect: Dialect,
    /// What it was published as, where its path does not say what it documents.
    pub document: Option<Document>,
    /// Operations and notifications in page order; empty for a stub.
    pub sections: Vec<Section>,
}

impl Page {
    /// What it says of a verb.
    #[must_use]
    pub fn section(&self, method: Method) -> Option<&Section> {
        self.sections.iter().find(|one| one.method == method)
    }

    /// Whether the page documents a callback.
    pub fn is_notification(&self) -> bool {
        match &self.document {
            Some(document) => document.is_notification,
            None => self.path.starts_with("webhook/"),
        }
    }

    /// Whether the page belongs to the XML generation of the protocol.
    pub fn is_v2(&self) -> bool {
        if let Some(document) = &self.document {
            return document.version == Version::V2;
        }
        let (_, rest) = self.path.split_once('/').unwrap_or_default();
        rest == "v2" || rest.starts_with("v2/")
    }
}

/// A heading with a verb as its anchor, and everything below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading's text, or the page's title.
    pub title: String,
    /// Level of the heading: 1, or 2 below a `{#mix}` heading.
    pub level: u8,
    /// The verb in the anchor.
    pub method: Method,
    /// The documentations that know it, where it is not the founding one alone (`data-origin`).
    pub documentation: Option<String>,
    /// Line of the heading, 1-based.
    pub line: u32,
    /// The heading.
    pub span: Span,
    /// Paragraphs right below the heading, or the page's description.
    pub description: String,
    /// Every other prose block, as written.
    pub notes: Vec<String>,
    /// Status containers in page order.
    pub badges: Vec<Badge>,
    /// The table marked `#request`.
    pub request: Table,
    /// The table marked `#response`.
    pub response: Table,
    /// Official pages named below the answer's table, in order.
    pub links: Vec<String>,
    /// The example request.
    pub call: Option<Call>,
    /// Payload fragments of alternative scenes, with the label of each.
    pub fragments: Vec<Fragment>,
    /// Errors, limits and example answers.
    pub facts: Facts,
}

/// A status container, `::: warning :beginner: {.im-redesigned}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Its class without `im-`, such as `redesigned`.
    pub class: String,
    /// The date that it names, as written (`2023.05.23`).
    pub date: Option<String>,
    /// Target of its link to another page of the documentation, as written
    /// (`/openapi/v3/refunds#post`).
    pub successor: Option<String>,
    /// Line of the opening marker, 1-based.
    pub line: u32,
    /// The opening marker.
    pub span: Span,
}
