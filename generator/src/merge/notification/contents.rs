//! `docs-specs/events.toml`: what one `event_type` brings in several contents.

use serde::Deserialize;

/// All contents that are told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contents {
    pub(super) content: Vec<Content>,
    pub(super) left: Vec<Left>,
    pub(super) outcome: Vec<Outcome>,
}

/// One content: a page of its own, and a variant of `Event`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    /// The page that is written, without `.md`.
    pub page: String,
    /// Its title.
    pub title: String,
    /// The pages of the founding documentation that join it with other contents.
    pub of: Vec<String>,
    /// Decrypted fields that are always there, and that no other content of these pages has.
    pub marks: Vec<String>,
    /// The names of the event, where a page's own are not all.
    #[serde(default)]
    pub event_types: Vec<String>,
    /// What was encrypted, where no document says so.
    #[serde(default)]
    pub original_types: Vec<String>,
    /// Decrypted fields that only the founding pages have; `a/b` is the field `b` inside of `a`.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Numbers of documents that no page links to and that do not name their event.
    #[serde(default)]
    pub documents: Vec<String>,
    /// What says so.
    #[serde(rename = "reason")]
    pub _reason: String,
}

/// Fields of a founding page that belong to none of its contents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Left {
    pub page: String,
    pub fields: Vec<String>,
    #[serde(rename = "reason")]
    pub _reason: String,
}

/// What a field of an event says that its name says in other words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    pub page: String,
    /// A decrypted field.
    pub field: String,
    /// One of its values.
    pub value: String,
    #[serde(rename = "reason")]
    pub _reason: String,
}

impl Contents {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it is not in the format.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The contents that a founding page joins.
    pub(super) fn of<'c>(&'c self, page: &str) -> impl Iterator<Item = &'c Content> {
        let page = page.to_owned();
        self.content
            .iter()
            .filter(move |content| content.of.contains(&page))
    }

    /// The founding pages that a document is said to belong to.
    pub(super) fn pages_of(&self, document: &str) -> impl Iterator<Item = &String> {
        let own = self
            .content
            .iter()
            .filter(move |content| content.documents.iter().any(|id| id == document));
        own.flat_map(|content| &content.of)
    }

    /// The fields of a founding page that no content has.
    pub(super) fn left_of<'c>(&'c self, page: &'c str) -> impl Iterator<Item = &'c String> {
        let own = self.left.iter().filter(move |left| left.page == page);
        own.flat_map(|left| &left.fields)
    }
}
