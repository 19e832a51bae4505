//! An object as the XML document that v2 sends.

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use serde_json::Value;

/// `<xml>` with an element for each field; `None` for a value that v2 has no form for.
pub(super) fn document(value: &Value) -> Option<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, "xml", value)?;
    String::from_utf8(writer.into_inner()).ok()
}

fn write(writer: &mut Writer<Vec<u8>>, name: &str, value: &Value) -> Option<()> {
    let text = match value {
        Value::Array(items) => {
            return items.iter().try_for_each(|item| write(writer, name, item));
        }
        Value::Object(fields) => {
            writer.write_event(Event::Start(BytesStart::new(name))).ok()?;
            fields
                .iter()
                .try_for_each(|(name, value)| write(writer, name, value))?;
            return writer.write_event(Event::End(BytesEnd::new(name))).ok();
        }
        Value::String(text) => text.clone(),
        Value::Null => return None,
        other => other.to_string(),
    };
    writer.write_event(Event::Start(BytesStart::new(name))).ok()?;
    writer.write_event(Event::Text(BytesText::new(&text))).ok()?;
    writer.write_event(Event::End(BytesEnd::new(name))).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::document;

    #[test]
    fn fields_are_elements_in_their_order() {
        let cases = [
            (
                json!({ "mch_id": "1", "attach": "a<b&c" }),
                Some("<xml>\n  <mch_id>1</mch_id>\n  <attach>a&lt;b&amp;c</attach>\n</xml>"),
            ),
            (
                json!({ "a": 1, "b": { "c": true } }),
                Some("<xml>\n  <a>1</a>\n  <b>\n    <c>true</c>\n  </b>\n</xml>"),
            ),
            (
                json!({ "a": ["x", "y"] }),
                Some("<xml>\n  <a>x</a>\n  <a>y</a>\n</xml>"),
            ),
            (json!({ "a": null }), None),
        ];
        for (value, expected) in cases {
            assert_eq!(document(&value).as_deref(), expected, "{value}");
        }
    }
}
