//! From fields to text.

use super::document::{Document, Node, XmlError, is_allowed, is_name};

impl Document {
    /// The document as `<xml>…</xml>`.
    ///
    /// # Errors
    /// A text has a character that XML does not allow, or a name is none; [`XmlError::field`] says which.
    pub fn write(&self) -> Result<String, XmlError> {
        document(self)
    }
}

fn document(document: &Document) -> Result<String, XmlError> {
    let mut out = String::with_capacity(512);
    out.push_str("<xml>");
    fields(document, "", &mut out)?;
    out.push_str("</xml>");
    Ok(out)
}

fn fields(document: &Document, pointer: &str, out: &mut String) -> Result<(), XmlError> {
    for (name, node) in document.fields() {
        let refuse = |why| XmlError {
            offset: 0,
            why,
            field: Some(format!("{pointer}/{name}")),
        };
        if !is_name(name) {
            return Err(refuse("it is no name of an element"));
        }
        out.extend(["<", name, ">"]);
        match node {
            Node::Text(value) if value.chars().all(is_allowed) => text(value, out),
            Node::Text(_) => return Err(refuse("its value has a character that XML does not allow")),
            Node::Fields(inner) => fields(inner, &format!("{pointer}/{name}"), out)?,
        }
        out.extend(["</", name, ">"]);
    }
    Ok(())
}

/// As it is, in CDATA if it has markup characters, or escaped if it has a CR,
/// which would come out of CDATA as a LF and break the signature.
fn text(value: &str, out: &mut String) {
    if value.contains('\r') {
        for char in value.chars() {
            match char {
                '\r' => out.push_str("&#13;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                other => out.push(other),
            }
        }
    } else if value.contains(['<', '>', '&']) {
        out.extend(["<![CDATA[", &value.replace("]]>", "]]]]><![CDATA[>"), "]]>"]);
    } else {
        out.push_str(value);
    }
}
