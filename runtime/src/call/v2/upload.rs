//! v2's upload: every part but the file is a signed field.

use bytes::Bytes;

use super::fields::FILLED_IN;
use crate::call::parts::unencodable;
use crate::error::Error;
use crate::multipart;
use crate::record::{Cipher, Part, RecordRef};
use crate::xml::Document;

/// What an upload has besides its fields.
pub(super) struct Upload {
    boundary: String,
    /// The names that fields can have.
    names: Vec<&'static str>,
    files: Vec<Part>,
}

impl Upload {
    /// The fields to sign, and what travels beside them.
    pub(super) fn new(
        record: RecordRef<'_>,
        cipher: &dyn Cipher,
        nonce: String,
    ) -> Result<(Document, Self), Error> {
        let mut upload = Self {
            boundary: format!("boundary-{nonce}"),
            names: FILLED_IN.to_vec(),
            files: Vec::new(),
        };
        let mut fields = Document::default();
        for part in record.parts(Some(cipher)).map_err(unencodable)? {
            let (name, text) = match part {
                Part::Text { name, text } => (name, text),
                Part::Json { name, json } => (name, String::from_utf8_lossy(&json).into_owned()),
                Part::File { .. } => {
                    upload.files.push(part);
                    continue;
                }
            };
            upload.names.push(name);
            fields.set(name, text);
        }
        Ok((fields, upload))
    }

    pub(super) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// The body: the fields, then the files.
    pub(super) fn body(&self, fields: &[(&str, &str)]) -> Bytes {
        let texts = fields.iter().filter_map(|(name, text)| {
            let name = self.names.iter().find(|known| *known == name)?;
            let text = (*text).to_owned();
            Some(Part::Text { name, text })
        });
        let parts: Vec<Part> = texts.chain(self.files.iter().cloned()).collect();
        multipart::body(&self.boundary, &parts)
    }
}
