//! A request's body taken apart, before anything in it is believed.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use wechatpay_openapi_runtime::Version;

use crate::message::Received;

/// The parts of a `multipart/form-data` body.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Texts, `meta` among them as it was sent.
    pub texts: Vec<(String, Bytes)>,
    /// The file: the name of its part, its own name, its bytes.
    pub file: Option<(String, String, Bytes)>,
}

/// The boundary as the body itself begins with it: SDKs that are in use name none in `Content-Type`.
fn first_boundary(body: &[u8]) -> Option<String> {
    let line = body.split(|byte| *byte == b'\r').next()?;
    let boundary = std::str::from_utf8(line).ok()?.strip_prefix("--")?;
    // As long as RFC 2046 allows.
    (1..=70).contains(&boundary.len()).then(|| boundary.to_owned())
}

impl Form {
    /// The parts of a request; `None` if its body is no form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn read(received: &Received) -> Result<Option<Self>, String> {
        let content_type = received.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        // Names of media types have no case.
        let kind = content_type.split(';').next().unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
            return Ok(None);
        }
        let wrong = |error: multer::Error| error.to_string();
        let boundary = match multer::parse_boundary(content_type) {
            Err(multer::Error::NoBoundary) => first_boundary(&received.body).ok_or(multer::Error::NoBoundary),
            stated => stated,
        };
        let boundary = boundary.map_err(wrong)?;
        let body = received.body.clone();
        let whole = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
        let mut parts = multer::Multipart::new(whole, boundary);
        let mut form = Self::default();
        while let Some(part) = parts.next_field().await.map_err(wrong)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file_name) => {
                    form.file = Some((name, file_name, part.bytes().await.map_err(wrong)?));
                }
                None => form.texts.push((name, part.bytes().await.map_err(wrong)?)),
            }
        }
        Ok(Some(form))
    }

    /// What an upload of v3 signs: `meta`, or else the one text that is JSON.
    #[must_use]
    pub fn signed(&self) -> Option<&Bytes> {
        let meta = self.texts.iter().find(|(name, _)| name == "meta");
        let object = || self.texts.iter().find(|(_, text)| text.starts_with(b"{"));
        meta.or_else(object).map(|(_, text)| text)
    }

    /// Its texts as fields: of v3 JSON as objects, of v2 all as they are.
    pub(super) fn fields(&self, version: Version) -> Map<String, Value> {
        let field = |text: &Bytes| {
            let is_object = version == Version::V3 && text.starts_with(b"{");
            let object = is_object.then(|| serde_json::from_slice(text).ok()).flatten();
            object.unwrap_or_else(|| String::from_utf8_lossy(text).into_owned().into())
        };
        let texts = self.texts.iter();
        texts.map(|(name, text)| (name.clone(), field(text))).collect()
    }

    /// Adds the file to the fields, by its name.
    pub(super) fn name_file(&self, fields: &mut Map<String, Value>) {
        if let Some((name, file_name, _)) = &self.file {
            fields.insert(name.clone(), file_name.clone().into());
        }
    }
}
