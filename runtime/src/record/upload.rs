//! What an upload says of its file: name and digest, filled in and checked.

use super::table::{Kind, Table};
use super::view::{RecordMut, RecordRef, View, ViewMut};
use crate::crypto::{md5_hex, sha256_hex};
use crate::value::FilePart;

/// What a field says of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Name,
    Sha256,
    Md5,
}

impl Fact {
    /// By the names that the documentation uses, in `meta` or beside the file.
    fn of(name: &str, table: &Table) -> Option<Self> {
        // Where an algorithm is to be named beside it, it is SM3.
        let names_algorithm = || {
            let mut fields = table.fields.iter();
            fields.any(|field| field.name.starts_with("digest_"))
        };
        match name {
            "filename" | "file_name" => Some(Self::Name),
            "sha256" | "file_digest" => Some(Self::Sha256),
            "digest" if !names_algorithm() => Some(Self::Sha256),
            "media_hash" => Some(Self::Md5),
            _ => None,
        }
    }

    fn text(self, file: &FilePart) -> String {
        match self {
            Self::Name => file.name.clone(),
            Self::Sha256 => sha256_hex(&file.content),
            Self::Md5 => md5_hex(&file.content),
        }
    }
}

impl RecordMut<'_> {
    /// Sets what is not set of the file's name and digest.
    pub(crate) fn describe_file(mut self) {
        let fields = self.table.fields;
        let mut found = None;
        for field in fields {
            if matches!(field.slot.kind, Kind::File)
                && let Some(value) = self.slot(field).get()
                && let ViewMut::File(file) = value.view()
            {
                found = Some(file.clone());
            }
        }
        let Some(file) = found else { return };
        self.describe(&file);
        for field in fields {
            if let Kind::Record(table) = field.slot.kind
                && table
                    .fields
                    .iter()
                    .any(|field| Fact::of(field.name, table).is_some())
                && let ViewMut::Record(meta) = self.slot(field).or_insert().view()
            {
                let mut meta = meta;
                meta.describe(&file);
            }
        }
    }

    fn describe(&mut self, file: &FilePart) {
        let table = self.table;
        for field in table.fields {
            let Some(fact) = Fact::of(field.name, table) else {
                continue;
            };
            if !matches!(field.slot.kind, Kind::Text) {
                continue;
            }
            if let ViewMut::Text(text) = self.slot(field).or_insert().view()
                && text.is_empty()
            {
                *text = fact.text(file);
            }
        }
    }
}

impl RecordRef<'_> {
    /// The digests that are not those of the file: pointer, what was given, what it is.
    pub(crate) fn wrong_digests(self) -> Vec<(String, String, String)> {
        let file = self.set_fields().find_map(|(_, value)| match value.view() {
            View::File(file) => Some(file),
            _ => None,
        });
        let Some(file) = file else {
            return Vec::new();
        };
        let mut wrong = Vec::new();
        self.compare("", file, &mut wrong);
        for (field, value) in self.set_fields() {
            if let View::Record(meta) = value.view() {
                meta.compare(&format!("/{}", field.name), file, &mut wrong);
            }
        }
        wrong
    }

    fn compare(self, pointer: &str, file: &FilePart, wrong: &mut Vec<(String, String, String)>) {
        for (field, value) in self.set_fields() {
            let fact = Fact::of(field.name, self.table).filter(|fact| *fact != Fact::Name);
            if let (Some(fact), View::Text(given)) = (fact, value.view()) {
                let is = fact.text(file);
                if !given.eq_ignore_ascii_case(&is) {
                    wrong.push((format!("{pointer}/{}", field.name), given.to_owned(), is));
                }
            }
        }
    }
}
