//! A document of v2 as data: names, and texts or elements.

use std::fmt;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// How deep elements may lie inside each other, the root included.
pub const MAX_DEPTH: usize = 8;

/// The fields of a document, or of an element inside it, in the order they came.
///
/// `Debug` shows names only.
///
/// ```
/// use wechatpay_openapi_runtime::xml::Document;
///
/// let mut document = Document::parse(b"<xml><out_trade_no>1</out_trade_no><list><id>2</id></list></xml>")?;
/// assert_eq!(document.get("out_trade_no"), Some("1"));
/// assert_eq!(document.inside("list").and_then(|list| list.get("id")), Some("2"));
/// assert_eq!(document.fields().map(|(name, _)| name).collect::<Vec<_>>(), ["out_trade_no", "list"]);
/// assert_eq!(document.texts(), None); // A list cannot be signed.
///
/// document.set("out_trade_no", "3");
/// assert_eq!(document.write()?, "<xml><out_trade_no>3</out_trade_no><list><id>2</id></list></xml>");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Document {
    pub(super) fields: Vec<(String, Node)>,
}

/// What an element holds: nothing else is read or written, and a `match` may rely on it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// Text; empty for an empty element.
    Text(String),
    /// Elements.
    Fields(Document),
}

impl Document {
    /// The text of a field; `None` if it is not there or holds elements.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find_map(|(found, node)| match node {
            Node::Text(text) if found == name => Some(&**text),
            _ => None,
        })
    }

    /// The elements inside of a field; `None` if it is not there or holds text.
    #[must_use]
    pub fn inside(&self, name: &str) -> Option<&Self> {
        self.fields.iter().find_map(|(found, node)| match node {
            Node::Fields(fields) if found == name => Some(fields),
            _ => None,
        })
    }

    /// Names and values, in the order they came.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.fields.iter().map(|(name, node)| (&**name, node))
    }

    /// The fields as texts; `None` if one of them holds elements, which no signature covers.
    #[must_use]
    pub fn texts(&self) -> Option<Vec<(&str, &str)>> {
        self.fields()
            .map(|(name, node)| match node {
                Node::Text(text) => Some((name, &**text)),
                Node::Fields(_) => None,
            })
            .collect()
    }

    /// Sets a text, in the place of one of the same name.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        let node = Node::Text(text.into());
        match self.fields.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => *old = node,
            None => self.fields.push((name.to_owned(), node)),
        }
    }

    /// Puts elements into the field of this name.
    pub(crate) fn nest(&mut self, name: &str, fields: Self) {
        for (_, node) in self.fields.iter_mut().filter(|(found, _)| found == name) {
            *node = Node::Fields(fields.clone());
        }
    }

    /// Adds a field behind the others.
    pub(crate) fn push(&mut self, name: String, node: Node) {
        self.fields.push((name, node));
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.fields.iter().map(|(name, _)| name))
            .finish()
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(…)"),
            Self::Fields(fields) => fields.fmt(f),
        }
    }
}

/// Why a text is no document of v2, or fields cannot become one. Never holds a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct XmlError {
    /// How many bytes were read before; 0 in writing.
    pub offset: u64,
    /// What is wrong.
    pub why: &'static str,
    /// The field that cannot be written, as a JSON pointer.
    pub field: Option<String>,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "`{field}` cannot be sent as XML: {}", self.why),
            None => write!(f, "no XML of v2: {} (at byte {})", self.why, self.offset),
        }
    }
}

impl std::error::Error for XmlError {}

/// Whether XML 1.0 allows a character.
pub(super) fn is_allowed(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether it can name an element.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.' | ':');
    !name.is_empty() && name.chars().all(plain)
}
