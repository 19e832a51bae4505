//! JSON in which no key comes twice.
//!
//! Of two members of one name readers take either: the one that tells which event it is could read another than the
//! shop's record. WeChat Pay sends none, so whatever has one is refused.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::error::{Error, ErrorKind};
use crate::json::whole;

/// Where a part of it goes while it is looked at. What has no place is looked at alike.
pub(super) trait Target<'de> {
    /// It is an object.
    fn object(&mut self) {}

    /// It is a text.
    fn text(&mut self, _: Cow<'de, str>) {}

    /// Where a member of the object goes.
    fn member(&mut self, _: &str) -> Option<&mut dyn Target<'de>> {
        None
    }
}

impl<'de> Target<'de> for Cow<'de, str> {
    fn text(&mut self, text: Cow<'de, str>) {
        *self = text;
    }
}

/// Fails if a key comes twice in one object. What is no JSON is for others to refuse.
pub(super) fn check(json: &[u8], what: &str) -> Result<(), Error> {
    read(json, what, None).map(drop)
}

/// As [`check`], and puts what was asked for in its place. Inside is why it is no JSON.
pub(super) fn read<'de>(
    json: &'de [u8],
    what: &str,
    place: Option<&mut dyn Target<'de>>,
) -> Result<serde_json::Result<()>, Error> {
    match whole(json, Any(place)) {
        Err(error) if error.is_data() && error.to_string().starts_with(TWICE) => Err(Error::new(
            ErrorKind::Decode,
            format!("{TWICE} in {what}, which could be read in two ways"),
        )),
        result => Ok(result),
    }
}

const TWICE: &str = "a key comes twice";

/// Any value without such an object, and where it goes.
struct Any<'p, 'de>(Option<&'p mut dyn Target<'de>>);

impl<'de> DeserializeSeed<'de> for Any<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        if let Some(place) = self.0 {
            place.text(Cow::Borrowed(text));
        }
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if let Some(place) = self.0 {
            place.text(Cow::Owned(text.to_owned()));
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Any(None))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        if let Some(place) = &mut self.0 {
            place.object();
        }
        let mut names = BTreeSet::new();
        while let Some(Name(name)) = members.next_key()? {
            let place = self.0.as_mut().and_then(|place| place.member(&name));
            if !names.insert(name) {
                members.next_value::<IgnoredAny>()?;
                return Err(A::Error::custom(TWICE));
            }
            members.next_value_seed(Any(place))?;
        }
        Ok(())
    }
}

/// A member's name, which serde's own `Cow` would copy.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut name = Name(Cow::Borrowed(""));
        Any(Some(&mut name.0)).deserialize(deserializer)?;
        Ok(name)
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
