//! Samples: JSON, or the XML of v2.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

/// The longest sample that is read; the longest of the site has 20 kB.
const LONGEST: usize = 512 * 1024;
/// The deepest XML.
const DEEPEST: usize = 64;

/// A sample, if it is what it seems to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SampleContent {
    Json(Value),
    /// The elements of a document.
    Xml(Map<String, Value>),
    /// It looks like one, and cannot be read.
    Broken(String),
    /// Something else: a URL, a command, text.
    Other,
}

/// Reads a code block.
pub(super) fn read(code: &str) -> SampleContent {
    let code = code.trim();
    if code.len() > LONGEST {
        let (length, most) = (code.len() / 1024, LONGEST / 1024);
        return SampleContent::Broken(format!("it has {length} kB; at most {most} kB are read"));
    }
    if code.starts_with('{') || code.starts_with('[') {
        return match serde_json::from_str(code) {
            Ok(value) => SampleContent::Json(value),
            Err(error) => SampleContent::Broken(format!("it is no JSON: {error}")),
        };
    }
    if code.starts_with("<xml") || code.starts_with("<root") || code.starts_with("<?xml") {
        return xml(code).map_or_else(SampleContent::Broken, SampleContent::Xml);
    }
    SampleContent::Other
}

/// The elements of a document, in order; deeper ones are objects.
fn xml(text: &str) -> Result<Map<String, Value>, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Map<String, Value>, String)> = Vec::new();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("it is no XML: {error}"))?;
        match event {
            Event::Start(start) => {
                if open.len() == DEEPEST {
                    return Err(format!("it has more than {DEEPEST} levels"));
                }
                let name = start.name().as_ref().to_owned();
                open.push((name, Map::new(), String::new()));
            }
            Event::Empty(empty) => {
                let name = empty.name().as_ref().to_owned();
                if let Some((_, values, _)) = open.last_mut() {
                    values.insert(name, Value::String(String::new()));
                }
            }
            Event::Text(part) => {
                if let Some((_, _, text)) = open.last_mut() {
                    text.push_str(&part);
                }
            }
            Event::CData(part) => {
                if let Some((_, _, text)) = open.last_mut() {
                    text.push_str(&part);
                }
            }
            Event::GeneralRef(entity) => {
                if let Some((_, _, text)) = open.last_mut() {
                    text.push_str(quick_xml::escape::resolve_xml_entity(&entity).unwrap_or_default());
                }
            }
            Event::End(_) => {
                let Some((name, values, text)) = open.pop() else {
                    return Err("it closes what it never opened".to_owned());
                };
                let Some((_, outer, _)) = open.last_mut() else {
                    return Ok(values);
                };
                let value = if values.is_empty() {
                    Value::String(text.trim().to_owned())
                } else {
                    Value::Object(values)
                };
                outer.insert(name, value);
            }
            Event::Eof => return Err("it ends before its last element".to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn samples() {
        let xml = |value: Value| SampleContent::Xml(value.as_object().cloned().unwrap_or_default());
        let cases = [
            ("{\"a\": 1}", SampleContent::Json(json!({"a": 1}))),
            (
                "<xml>\n<a><![CDATA[1]]></a><b> 2 </b><c/></xml>",
                xml(json!({"a": "1", "b": "2", "c": ""})),
            ),
            ("<root><a><b>1</b></a></root>", xml(json!({"a": {"b": "1"}}))),
            ("curl -X POST", SampleContent::Other),
        ];
        for (code, expected) in cases {
            assert_eq!(read(code), expected, "{code}");
        }
        for code in ["{\"a\": }", "<xml><a></xml>", "<xml>", &"<xml>".repeat(1000)] {
            assert!(matches!(read(code), SampleContent::Broken(_)), "{code}");
        }
    }
}
