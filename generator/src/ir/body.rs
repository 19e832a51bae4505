//! What travels: the body of a request, and of what answers it.

use super::Field;

/// A request body.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Body {
    /// No body.
    #[default]
    None,
    /// A JSON object.
    Json(Vec<Field>),
    /// A v2 `<xml>` document.
    Xml(Vec<Field>),
    /// `multipart/form-data`: exactly one field of type `File`, the others are
    /// parts; an `Object` part is sent as JSON and is what gets signed.
    Multipart(Vec<Field>),
}

/// What a successful call answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// A JSON object.
    Json(Vec<Field>),
    /// A v2 `<xml>` document.
    Xml(Vec<Field>),
    /// No body, with the documented status (204 or 202).
    Empty(u16),
    /// A file.
    File,
    /// A redirect: the signed URL is what the caller wants.
    Redirect,
    /// Text or gzip on success; the fields are those of the XML *error* document.
    CsvOrXmlError(Vec<Field>),
}
