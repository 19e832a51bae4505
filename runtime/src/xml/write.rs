//! From fields to text.

use super::{Document, Node, XmlError, is_allowed};

pub(super) fn document(document: &Document) -> Result<String, XmlError> {
    let mut out = String::with_capacity(512);
    element("xml", &Node::Fields(document.clone()), &mut out)?;
    Ok(out)
}

fn element(name: &str, node: &Node, out: &mut String) -> Result<(), XmlError> {
    out.extend(["<", name, ">"]);
    match node {
        Node::Text(value) => text(value, out)?,
        Node::Fields(fields) => {
            for (name, node) in fields.fields() {
                element(name, node, out)?;
            }
        }
    }
    out.extend(["</", name, ">"]);
    Ok(())
}

/// As it is, in CDATA if it has markup characters, or escaped if it has a CR,
/// which would come out of CDATA as a LF and break the signature.
fn text(value: &str, out: &mut String) -> Result<(), XmlError> {
    if !value.chars().all(is_allowed) {
        return Err(XmlError {
            offset: 0,
            why: "a value has a character that XML does not allow",
        });
    }
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
    Ok(())
}
