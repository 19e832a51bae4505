//! The JSON around the content of a v3 notification.

use std::borrow::Cow;

use super::unambiguous::{Target, read};
use crate::error::{Error, ErrorKind};

/// The envelope as it came, read once and not copied: the ciphertext is most of it. What is no text is empty.
#[derive(Default)]
pub(super) struct Envelope<'de> {
    id: Cow<'de, str>,
    create_time: Cow<'de, str>,
    event_type: Cow<'de, str>,
    resource_type: Cow<'de, str>,
    summary: Cow<'de, str>,
    resource: Option<Resource<'de>>,
}

/// The encrypted content and how to open it.
#[derive(Default)]
pub(super) struct Resource<'de> {
    is_object: bool,
    pub(super) algorithm: Cow<'de, str>,
    pub(super) nonce: Cow<'de, str>,
    pub(super) associated_data: Cow<'de, str>,
    pub(super) ciphertext: Cow<'de, str>,
    original_type: Cow<'de, str>,
}

/// What is kept of an envelope.
#[derive(Clone)]
pub(super) struct KeptEnvelope {
    pub(super) id: String,
    pub(super) create_time: String,
    pub(super) event_type: String,
    pub(super) resource_type: String,
    pub(super) summary: String,
    pub(super) original_type: String,
    pub(super) associated_data: String,
}

impl<'de> Envelope<'de> {
    /// Of a body that is genuine by now.
    pub(super) fn read(body: &'de [u8]) -> Result<Self, Error> {
        let mut envelope = Self::default();
        read(body, "the notification", Some(&mut envelope))?
            .map_err(|error| wrong(format!("the notification is no JSON: {error}")).with_source(error))?;
        Ok(envelope)
    }

    /// The encrypted content.
    pub(super) fn resource(&self) -> Result<&Resource<'de>, Error> {
        match &self.resource {
            Some(resource) if resource.is_object => Ok(resource),
            Some(_) => Err(wrong("the notification's `resource` is no object")),
            None => Err(wrong(
                "the notification has no `resource`, the object with its encrypted content: every documented one has",
            )),
        }
    }

    pub(super) fn kept(self) -> KeptEnvelope {
        let resource = self.resource.unwrap_or_default();
        KeptEnvelope {
            id: self.id.into_owned(),
            create_time: self.create_time.into_owned(),
            event_type: self.event_type.into_owned(),
            resource_type: self.resource_type.into_owned(),
            summary: self.summary.into_owned(),
            original_type: resource.original_type.into_owned(),
            associated_data: resource.associated_data.into_owned(),
        }
    }
}

fn wrong(text: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Decode, text)
}

impl<'de> Target<'de> for Envelope<'de> {
    fn member(&mut self, name: &str) -> Option<&mut dyn Target<'de>> {
        Some(match name {
            "id" => &mut self.id,
            "create_time" => &mut self.create_time,
            "event_type" => &mut self.event_type,
            "resource_type" => &mut self.resource_type,
            "summary" => &mut self.summary,
            "resource" => self.resource.insert(Resource::default()),
            _ => return None,
        })
    }
}

impl<'de> Target<'de> for Resource<'de> {
    fn object(&mut self) {
        self.is_object = true;
    }

    fn member(&mut self, name: &str) -> Option<&mut dyn Target<'de>> {
        Some(match name {
            "algorithm" => &mut self.algorithm,
            "nonce" => &mut self.nonce,
            "associated_data" => &mut self.associated_data,
            "ciphertext" => &mut self.ciphertext,
            "original_type" => &mut self.original_type,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept, the `ciphertext`, or why not.
    #[test]
    fn an_envelope_is_its_texts() {
        let resource = r#""resource":{"ciphertext":"c","original_type":"o"}"#;
        for (json, expected) in [
            (
                r#"{"id":"i","resource":{"ciphertext":"c"}}"#.to_owned(),
                Ok(["i", "", "c"]),
            ),
            // Wherever they stand, and whatever is beside them.
            (
                format!(r#"{{{resource},"more":[{{"id":"x"}}],"id":"i"}}"#),
                Ok(["i", "o", "c"]),
            ),
            (
                format!(r#"{{"id":"\u0069\n",{resource}}}"#),
                Ok(["i\n", "o", "c"]),
            ),
            // No texts.
            (format!(r#"{{"id":7,{resource}}}"#), Ok(["", "o", "c"])),
            (format!(r#"{{"id":{{"id":"x"}},{resource}}}"#), Ok(["", "o", "c"])),
            (
                r#"{"resource":{"ciphertext":["c"],"original_type":null}}"#.to_owned(),
                Ok(["", "", ""]),
            ),
            (r#"{"id":"i"}"#.to_owned(), Err("has no `resource`")),
            (r#"{"id":{"resource":{}}}"#.to_owned(), Err("has no `resource`")),
            (
                r#"{"resource":"text"}"#.to_owned(),
                Err("`resource` is no object"),
            ),
            (
                r#"{"resource":[{"ciphertext":"c"}]}"#.to_owned(),
                Err("`resource` is no object"),
            ),
            (r#"{"resource":null}"#.to_owned(), Err("`resource` is no object")),
            ("[]".to_owned(), Err("has no `resource`")),
            (format!("{{{resource}}} more"), Err("is no JSON")),
            (format!("{{{resource}"), Err("is no JSON")),
            (format!(r#"{{{resource},"number":1e999}}"#), Err("is no JSON")),
            (format!("{{{resource},{resource}}}"), Err("a key comes twice")),
            (
                r#"{"resource":{"nonce":"a","nonce":"a"}}"#.to_owned(),
                Err("a key comes twice"),
            ),
            (
                format!(r#"{{"id":{{"a":1,"a":2}},{resource}}}"#),
                Err("a key comes twice"),
            ),
            (
                format!(r#"{{"id":"a","i\u0064":"b",{resource}}}"#),
                Err("a key comes twice"),
            ),
        ] {
            let found = Envelope::read(json.as_bytes()).and_then(|envelope| {
                let ciphertext = envelope.resource()?.ciphertext.clone().into_owned();
                let kept = envelope.kept();
                Ok([kept.id, kept.original_type, ciphertext])
            });
            match (found, expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{json}"),
                (Err(error), Err(why)) => {
                    assert_eq!(error.kind(), ErrorKind::Decode);
                    assert!(error.to_string().contains(why), "{json}: {error}");
                }
                (found, _) => panic!("{json}: {found:?}"),
            }
        }
    }

    #[test]
    fn what_is_no_utf8_is_no_json() {
        let mut json = br#"{"id":"?","resource":{}}"#.to_vec();
        json[7] = 0xff;
        let error = Envelope::read(&json).err().unwrap();
        assert!(error.to_string().contains("is no JSON"), "{error}");
    }

    #[test]
    fn the_ciphertext_is_not_copied() {
        let json = br#"{"resource":{"ciphertext":"c"}}"#;
        let envelope = Envelope::read(json).unwrap();
        assert!(matches!(
            envelope.resource().unwrap().ciphertext,
            Cow::Borrowed("c")
        ));
    }
}
