//! Documents of v2 as JSON, and back.

use serde_json::Value;

use super::{Document, Node};

impl Document {
    /// As JSON: texts are strings, repeated elements arrays. In the order of serde_json, which is that of the names unless its
    /// `preserve_order` is on.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::xml::Document;
    ///
    /// let text = b"<xml><list><item><at>1</at></item><item><at>2</at></item></list><num>2</num></xml>";
    /// let document = Document::parse(text)?;
    /// assert_eq!(document.to_json(), json!({ "list": { "item": [{ "at": "1" }, { "at": "2" }] }, "num": "2" }));
    /// assert_eq!(Document::from_json(&document.to_json()), document);
    /// # Ok::<(), wechatpay_openapi_runtime::xml::XmlError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Value {
        serde_core::Deserialize::deserialize(self.deserializer()).unwrap_or_default()
    }

    /// The members of an object as elements; those of a list as several of one name. Numbers become their digits. What is
    /// no object has no elements.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::xml::Document;
    ///
    /// let document = Document::from_json(&json!({ "total_fee": 100 }));
    /// assert_eq!(document.write()?, "<xml><total_fee>100</total_fee></xml>");
    /// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
    /// ```
    #[must_use]
    pub fn from_json(fields: &Value) -> Self {
        let mut document = Self::default();
        for (name, value) in fields.as_object().into_iter().flatten() {
            match value {
                Value::Array(items) => items
                    .iter()
                    .for_each(|item| document.push(name.clone(), node(item))),
                _ => document.push(name.clone(), node(value)),
            }
        }
        document
    }
}

fn node(value: &Value) -> Node {
    match value {
        Value::Object(_) => Node::Fields(Document::from_json(value)),
        Value::String(text) => Node::Text(text.clone()),
        Value::Null => Node::Text(String::new()),
        other => Node::Text(other.to_string()),
    }
}
