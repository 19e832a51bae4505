//! Fields as serde sees them: repeated elements are a list, texts are strings.

use std::collections::BTreeMap;

use serde_core::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde_core::de::{Deserializer, IntoDeserializer, Visitor};
use serde_core::forward_to_deserialize_any;

use super::{Document, Node};

/// One element, or all of one name.
pub(crate) enum Element<'a> {
    Document(&'a Document),
    Text(&'a str),
    List(Vec<&'a Node>),
}

impl<'a> From<&'a Node> for Element<'a> {
    fn from(node: &'a Node) -> Self {
        match node {
            Node::Text(text) => Self::Text(text),
            Node::Fields(fields) => Self::Document(fields),
        }
    }
}

/// The elements in the order in which each name comes first.
fn grouped(document: &Document) -> impl Iterator<Item = (&str, Element<'_>)> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<(&str, Vec<&Node>)> = Vec::new();
    for (name, node) in document.fields() {
        let place = *places.entry(name).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, nodes)) => nodes.push(node),
            None => groups.push((name, vec![node])),
        }
    }
    groups.into_iter().map(|(name, nodes)| match &nodes[..] {
        [one] => (name, Element::from(*one)),
        _ => (name, Element::List(nodes)),
    })
}

impl<'de> Deserializer<'de> for Element<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => visitor.visit_str(text),
            Self::Document(document) => visitor.visit_map(MapDeserializer::new(grouped(document))),
            Self::List(nodes) => {
                visitor.visit_seq(SeqDeserializer::new(nodes.into_iter().map(Element::from)))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for Element<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Document {
    pub(crate) fn deserializer(&self) -> Element<'_> {
        Element::Document(self)
    }
}
