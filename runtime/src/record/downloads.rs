//! The files that an answer announces.

use super::view::{RecordRef, ValueRef, View};

/// One file: where it is, and its digest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Announced<'a> {
    pub(crate) url: &'a str,
    pub(crate) digest: Option<(&'a str, &'a str)>,
    /// Encrypted for whoever asked: the digest is of what it decrypts to.
    pub(crate) encrypted: bool,
}

impl<'a> RecordRef<'a> {
    /// Every object with a `download_url`, in documented order, however deep.
    pub(crate) fn announced(self) -> Vec<Announced<'a>> {
        let mut found = Vec::new();
        self.note_announced(&mut found);
        found
    }

    fn note_announced(self, found: &mut Vec<Announced<'a>>) {
        let text = |name: &str| {
            let (_, value) = self.set_fields().find(|(field, _)| field.name == name)?;
            match value.view() {
                View::Text(text) | View::Enum(text) => Some(text).filter(|text| !text.is_empty()),
                _ => None,
            }
        };
        if let Some(url) = text("download_url") {
            found.push(Announced {
                url,
                digest: text("hash_type").zip(text("hash_value")),
                encrypted: text("encrypt_key").is_some(),
            });
        }
        for (_, value) in self.set_fields() {
            note_announced_in(value, found);
        }
    }
}

fn note_announced_in<'a>(value: ValueRef<'a>, found: &mut Vec<Announced<'a>>) {
    match value.view() {
        View::Record(record) => record.note_announced(found),
        View::List(list) => {
            for item in list.iter() {
                note_announced_in(item, found);
            }
        }
        _ => {}
    }
}
