//! From bytes to fields.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::document::{Document, MAX_BYTES, MAX_DEPTH, Node, XmlError, is_allowed, is_name};

type Result<T> = std::result::Result<T, &'static str>;

impl Document {
    /// Reads a document, whatever its root is called.
    ///
    /// # Errors
    /// Text that is not well-formed or not UTF-8, has a document type, an unknown
    /// entity or a processing instruction, is too large or too deep, mixes text
    /// and elements, or repeats a text field at the top (what would be signed?).
    pub fn parse(xml: &[u8]) -> std::result::Result<Self, XmlError> {
        document(xml)
    }
}

fn document(xml: &[u8]) -> std::result::Result<Document, XmlError> {
    let fail = |offset, why| XmlError {
        offset,
        why,
        field: None,
    };
    if xml.len() > MAX_BYTES {
        return Err(fail(0, "it is larger than 1 MiB"));
    }
    let text = std::str::from_utf8(xml).map_err(|_| fail(0, "it is not UTF-8"))?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event();
        let at = reader.buffer_position();
        let event = event.map_err(|_| fail(at, "it is not well-formed"))?;
        if matches!(event, Event::Eof) {
            break;
        }
        if let Event::Decl(declaration) = &event {
            check_encoding(declaration, text).map_err(|why| fail(at, why))?;
        }
        tree.add(event).map_err(|why| fail(at, why))?;
    }
    tree.finish().map_err(|why| fail(text.len() as u64, why))
}

/// The elements that are open, the root first, and the root when it is closed.
#[derive(Default)]
struct Tree {
    open: Vec<OpenElement>,
    root: Option<Node>,
}

#[derive(Default)]
struct OpenElement {
    name: String,
    text: String,
    /// Whether the text counts even if it is blank.
    solid: bool,
    fields: Document,
}

impl Tree {
    fn add(&mut self, event: Event<'_>) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => self.start(&tag).and_then(|()| self.end()),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml10_content(), false),
            Event::CData(text) => self.text(&text.xml10_content(), true),
            Event::GeneralRef(reference) => self.text(resolve(&reference)?.encode_utf8(&mut [0; 4]), true),
            Event::Comment(_) => Ok(()),
            Event::Decl(_) if self.open.is_empty() && self.root.is_none() => Ok(()),
            Event::Decl(_) => Err("a declaration stands inside"),
            Event::DocType(_) => Err("it has a document type (DTD), which is never read"),
            Event::PI(_) => Err("it has a processing instruction"),
            Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<()> {
        if self.root.is_some() {
            return Err("something follows the root element");
        }
        if self.open.len() == MAX_DEPTH {
            return Err("its elements lie too deep");
        }
        let name: &str = tag.name().0;
        if !is_name(name) {
            return Err("an element has no valid name");
        }
        self.open.push(OpenElement {
            name: name.to_owned(),
            ..OpenElement::default()
        });
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let element = self.open.pop().ok_or("an element ends that did not begin")?;
        let node = if element.fields.fields.is_empty() {
            Node::Text(element.text)
        } else if element.solid || !element.text.trim().is_empty() {
            return Err("text and elements are mixed");
        } else {
            Node::Fields(element.fields)
        };
        match self.open.last_mut() {
            Some(parent) => parent.fields.push(element.name, node),
            None => self.root = Some(node),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, solid: bool) -> Result<()> {
        if !text.chars().all(is_allowed) {
            return Err("a character is not allowed in XML");
        }
        match self.open.last_mut() {
            Some(element) => {
                element.text.push_str(text);
                element.solid |= solid;
                Ok(())
            }
            None if !solid && text.trim().is_empty() => Ok(()),
            None => Err("text stands outside of the root element"),
        }
    }

    fn finish(self) -> Result<Document> {
        if !self.open.is_empty() {
            return Err("it ends before its elements do");
        }
        match self.root.ok_or("there is no element")? {
            Node::Fields(fields) => no_repeats(fields),
            Node::Text(text) if text.trim().is_empty() => Ok(Document::default()),
            Node::Text(_) => Err("the root holds text alone"),
        }
    }
}

/// Bytes that are UTF-8 by chance, and declared to be something else, would be read as other characters.
fn check_encoding(declaration: &BytesDecl<'_>, text: &str) -> Result<()> {
    let Some(encoding) = declaration.encoding() else {
        return Ok(());
    };
    let encoding = encoding.map_err(|_| "its declaration is not well-formed")?;
    let utf_8 = ["utf-8", "utf8"]
        .iter()
        .any(|name| encoding.eq_ignore_ascii_case(name));
    if utf_8 || text.trim_start_matches('\u{FEFF}').is_ascii() {
        Ok(())
    } else {
        Err("it is declared to be in another encoding than UTF-8, which alone is read")
    }
}

/// A text that comes twice could be signed as one thing and read as another.
fn no_repeats(document: Document) -> Result<Document> {
    let (mut texts, mut others) = (BTreeSet::new(), BTreeSet::new());
    for (name, node) in document.fields() {
        let clash = match node {
            Node::Text(_) => !texts.insert(name) || others.contains(name),
            Node::Fields(_) => {
                others.insert(name);
                texts.contains(name)
            }
        };
        if clash {
            return Err("a field comes twice");
        }
    }
    Ok(document)
}

fn resolve(reference: &BytesRef<'_>) -> Result<char> {
    let found = match &**reference {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => reference
            .resolve_char_ref()
            .map_err(|_| "a character reference names no character")?
            .ok_or("an entity is not one of the five predefined ones")?,
    };
    Ok(found)
}
