//! The files that an answer announces.

use super::view::{RecordRef, ValueRef, View};

/// One file: where it is, its digest, and how it is opened.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Announced<'a> {
    pub(crate) url: &'a str,
    pub(crate) digest: Option<(&'a str, &'a str)>,
    /// `encrypt_key`; empty if there is none. So is the nonce.
    pub(crate) encrypt_key: &'a str,
    pub(crate) nonce: &'a str,
    /// `bill_sequence`: which part of a bill it is, counted from 1.
    pub(crate) sequence: Option<i64>,
}

impl<'a> RecordRef<'a> {
    /// Every object with a `download_url`, in documented order, however deep.
    pub(crate) fn announced(self) -> Vec<Announced<'a>> {
        let mut found = Vec::new();
        self.note_announced(&mut found);
        found
    }

    /// How many parts the bill has, as the answer says.
    pub(crate) fn announced_count(self) -> Option<i64> {
        self.integer("download_bill_count")
    }

    fn note_announced(self, found: &mut Vec<Announced<'a>>) {
        if let Some(url) = self.text("download_url") {
            found.push(Announced {
                url,
                // A digest must not stay unchecked for want of its name: SHA1 is the usual one.
                digest: self
                    .text("hash_value")
                    .map(|value| (self.text("hash_type").unwrap_or("SHA1"), value)),
                encrypt_key: self.text("encrypt_key").unwrap_or_default(),
                nonce: self.text("nonce").unwrap_or_default(),
                sequence: self.integer("bill_sequence"),
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
