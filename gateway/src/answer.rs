//! Answers as WeChat Pay writes them: from the documented example if nobody knows better, encrypted, signed.

mod certificates;
mod echo;
mod english;
mod example;
mod file;
mod fresh;
mod numbers;
mod seal;
mod v2;
mod v3;
mod writer;

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi_runtime::{Answer, Language, Version};

pub use certificates::{certificates, lists_certificates};
pub use english::english;
pub use example::example;
pub use file::{Origin, is_own_file};
pub use fresh::Fresh;
pub(crate) use v2::numbered;
pub use writer::{Signing, Writer, language};

use crate::message::{Outcome, Refusal};

impl Writer<'_> {
    /// What an operation answers.
    #[must_use]
    pub fn write(&self, entry: &Entry, outcome: &Outcome, signing: &Signing) -> Response<Bytes> {
        let version = entry.operation.version;
        let answer = match (outcome, version) {
            (Outcome::Refused(refusal), Version::V2) => {
                let written = v2::refusal(self, entry, refusal, signing);
                return self.finish(written);
            }
            // Who is not known to have signed is not answered by the merchant's rules.
            (Outcome::Refused(refusal), Version::V3) if refusal.status == 401 => return self.refuse(refusal),
            (Outcome::Refused(refusal), Version::V3) => v3::Draft::refusal(refusal, self.language),
            (Outcome::Empty, _) => {
                let status = match entry.operation.answers {
                    Answer::Empty(status) => status,
                    _ => 204,
                };
                v3::Draft::empty(status)
            }
            (
                Outcome::File {
                    content,
                    content_type,
                    digest,
                },
                _,
            ) => v3::Draft::file(content.clone(), content_type, entry.operation.verify)
                .with_digest(digest.as_deref()),
            (Outcome::Fields(fields), Version::V2) if entry.operation.answers == Answer::Xml => {
                let fields = seal::sealed(self.keys, entry, fields, signing.reads);
                return self.finish(v2::answer(self, entry, &fields, signing.sign_type));
            }
            (Outcome::Fields(fields), _) => {
                let fields = seal::sealed(self.keys, entry, fields, signing.reads);
                v3::Draft::json(200, fields)
            }
        };
        match version {
            Version::V3 => self.finish(answer.signed(self, signing)),
            Version::V2 => self.finish(answer.plain()),
        }
    }

    /// An error as from a server in front, which knows of no operation and has no key.
    #[must_use]
    pub fn refuse(&self, refusal: &Refusal) -> Response<Bytes> {
        self.finish(v3::Draft::refusal(refusal, self.language).plain())
    }

    /// The same by v2, whose clients read XML.
    #[must_use]
    pub fn refuse_v2(&self, refusal: &Refusal) -> Response<Bytes> {
        self.finish(v2::unread(refusal))
    }

    /// A status without a body, signed if it is one of v3.
    #[must_use]
    pub fn status(&self, version: Version, status: u16, signing: &Signing) -> Response<Bytes> {
        let answer = v3::Draft::empty(status);
        self.finish(match version {
            Version::V3 => answer.signed(self, signing),
            Version::V2 => answer.plain(),
        })
    }

    /// What every answer has.
    fn finish(&self, mut response: Response<Bytes>) -> Response<Bytes> {
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(&self.fresh.request_id()) {
            headers.insert("request-id", id);
        }
        for (name, value) in [
            (header::CACHE_CONTROL, "no-cache, must-revalidate"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let usual = HeaderValue::from_static(Language::Chinese.as_str());
        headers.entry(header::CONTENT_LANGUAGE).or_insert(usual);
        response
    }
}
