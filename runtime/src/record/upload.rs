//! What an upload says of its file: name and digest, filled in and checked.

use super::table::{Kind, Table};
use super::view::{RecordMut, RecordRef, View, ViewMut};
use crate::crypto::{md5_hex, sha256_hex, sm3_hex};
use crate::value::FilePart;

/// What a field says of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Name,
    Sha256,
    Md5,
    /// Where SM3 (国密) is named as the algorithm beside it.
    Sm3,
}

impl Fact {
    /// By the names that the documentation uses, in `meta` or beside the file.
    fn of(name: &str, table: &Table) -> Option<Self> {
        let names_algorithm = || table.fields.iter().any(|field| is_algorithm(field.name()));
        match name {
            "filename" | "file_name" => Some(Self::Name),
            "sha256" | "file_digest" => Some(Self::Sha256),
            "digest" if names_algorithm() => Some(Self::Sm3),
            "digest" => Some(Self::Sha256),
            "media_hash" => Some(Self::Md5),
            _ => None,
        }
    }

    fn text(self, file: &FilePart) -> String {
        match self {
            Self::Name => file.name.clone(),
            Self::Sha256 => sha256_hex(&file.content),
            Self::Md5 => md5_hex(&file.content),
            Self::Sm3 => sm3_hex(&file.content),
        }
    }
}

/// The pages have `digest_algorithm` and `digest_alogrithm`.
fn is_algorithm(name: &str) -> bool {
    name.starts_with("digest_")
}

/// And `SM3` and `DIGEST_ALGORITHM_SM3`.
fn is_sm3(algorithm: &str) -> bool {
    algorithm.ends_with("SM3")
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
                    .any(|field| Fact::of(field.name(), table).is_some())
                && let ViewMut::Record(meta) = self.slot(field).or_insert().view()
            {
                let mut meta = meta;
                meta.describe(&file);
            }
        }
    }

    fn describe(&mut self, file: &FilePart) {
        let (table, sm3) = (self.table, self.names_sm3());
        for field in table.fields {
            let fact = Fact::of(field.name(), table).filter(|fact| sm3 || *fact != Fact::Sm3);
            if let Some(fact) = fact
                && matches!(field.slot.kind, Kind::Text)
                && let ViewMut::Text(text) = self.slot(field).or_insert().view()
                && text.is_empty()
            {
                *text = fact.text(file);
            }
        }
    }

    /// Whether the digest is SM3. An algorithm that is not named is, if no other is documented.
    fn names_sm3(&mut self) -> bool {
        let mut fields = self.table.fields.iter();
        let Some(field) = fields.find(|field| is_algorithm(field.name())) else {
            return false;
        };
        if let Kind::Enum(documented) = field.slot.kind
            && let ViewMut::Enum(mut algorithm) = self.slot(field).or_insert().view()
        {
            if let ([only], "") = (documented.values, algorithm.text()) {
                algorithm.set(only);
            }
            return is_sm3(algorithm.text());
        }
        false
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
                meta.compare(&format!("/{}", field.name()), file, &mut wrong);
            }
        }
        wrong
    }

    fn compare(self, pointer: &str, file: &FilePart, wrong: &mut Vec<(String, String, String)>) {
        for (field, value) in self.set_fields() {
            let fact = Fact::of(field.name(), self.table)
                .filter(|fact| *fact != Fact::Name && (*fact != Fact::Sm3 || self.names_sm3()));
            if let (Some(fact), View::Text(given)) = (fact, value.view()) {
                let is = fact.text(file);
                if !given.eq_ignore_ascii_case(&is) {
                    wrong.push((format!("{pointer}/{}", field.name()), given.to_owned(), is));
                }
            }
        }
    }

    fn names_sm3(self) -> bool {
        let mut algorithms = self.set_fields().filter(|(field, _)| is_algorithm(field.name()));
        algorithms.any(|(_, value)| matches!(value.view(), View::Enum(name) if is_sm3(name)))
    }
}
