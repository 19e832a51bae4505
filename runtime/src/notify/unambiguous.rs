//! JSON in which no key comes twice.
//!
//! Of two members of one name readers take either: the one that tells which event it is could read another than the
//! shop's record. WeChat Pay sends none, so whatever has one is refused.

use std::collections::BTreeSet;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, ErrorKind};

/// Fails if a key comes twice in one object. What is no JSON is for others to refuse.
pub(super) fn check(json: &[u8], what: &str) -> Result<(), Error> {
    match serde_json::from_slice::<Unambiguous>(json) {
        Err(error) if error.to_string().starts_with(TWICE) => Err(Error::new(
            ErrorKind::Decode,
            format!("{TWICE} in {what}, which could be read in two ways"),
        )),
        _ => Ok(()),
    }
}

const TWICE: &str = "a key comes twice";

/// Any value without such an object.
struct Unambiguous;

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Unambiguous {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !names.insert(name) {
                members.next_value::<IgnoredAny>()?;
                return Err(A::Error::custom(TWICE));
            }
            members.next_value::<Self>()?;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_twice_is_refused_wherever_it_is() {
        for (json, is_fine) in [
            (r#"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}"#, true),
            (r#"{"a":1,"a":1}"#, false),
            (r#"{"a":1,"a":null}"#, false),
            (r#"{"a":1,"\u0061":2}"#, false),
            (r#"{"o":{"a":1,"b":2.5,"a":"x"}}"#, false),
            (r#"{"o":[[],[true,{"a":-1,"a":3}]]}"#, false),
            (r#"{"a":1,"A":2}"#, true),
            // Whoever reads these refuses them.
            (r#"{"a":1,"#, true),
            ("", true),
            ("text", true),
        ] {
            let result = check(json.as_bytes(), "its content");
            assert_eq!(result.is_ok(), is_fine, "{json}");
            if let Err(error) = result {
                assert_eq!(error.kind(), ErrorKind::Decode);
                assert!(!error.to_string().contains("\"a\""), "{error}");
            }
        }
    }
}
