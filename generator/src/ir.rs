//! The dialect-free model of the documented API.
//!
//! A dialect produces it, every emitter reads it. It is plain data: no Rust
//! names (those are minted in `name`), no tokens, no markdown.

mod advice;
mod api;
mod body;
mod comfort;
mod example;
mod facts;
mod field;
mod origin;
mod protocol;
mod requirement;
mod time;
mod united;
mod walk;

pub use api::Api;
pub use body::{Body, Response};
pub use comfort::{Comforts, Paging, Sheet, States};
pub use example::Example;
pub use facts::{Advice, AnswerExample, ErrorCode, Length, Limit};
pub use field::{EnumValue, Field, FieldDoc, SensitiveKey, Type};
pub use origin::{Known, Origin};
pub use protocol::{Effect, Host, Method, Refusal, Verify, Version};
pub use requirement::{Requirement, Role};
pub use time::{TimeForm, is_date_time};
pub use united::{Common, Member};
pub use walk::deep;

/// One segment of a URL path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A fixed segment, as written in the URL. Empty = the path ends in a slash.
    Literal(String),
    /// `{name}`: a value that the caller supplies.
    Param(String),
}

impl Segment {
    /// The segment's text, or the parameter's name.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Literal(text) | Self::Param(text) => text,
        }
    }
}

/// `/v3/pay/transactions/id/{transaction_id}`
#[must_use]
pub fn url(segments: &[Segment]) -> String {
    let segments = segments.iter().map(|segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Param(name) => format!("/{{{name}}}"),
    });
    segments.collect()
}

/// What a page says of an operation or a notification besides its fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// The documented name, usually Chinese. Not unique.
    pub title: String,
    /// The page's own words; empty when generated from `docs-specs`.
    pub description: String,
    /// Official documentation pages.
    pub links: Vec<String>,
    /// Status badges in page order.
    pub badges: Vec<Badge>,
    /// Where it is documented.
    pub origin: Origin,
}

impl Meta {
    /// Whether it is not to be used any more.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.badges.iter().any(|badge| badge.kind.retires())
    }
}

/// A status container of a page, such as `{.im-deprecated}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// What the container says.
    pub kind: BadgeKind,
    /// A date (`2023.05.23`) if the container names one.
    pub date: Option<String>,
    /// The replacement's page if the container links to one, such as `openapi/v3/refunds`.
    pub successor: Option<String>,
}

/// The known status containers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // each is the class name of the container it stands for
pub enum BadgeKind {
    Deprecated,
    Discarded,
    Redesigned,
    Privated,
    NeedAccessment,
    NeedTbt,
    Important,
    Specific,
    Parsed,
    Confusing,
    Special,
}

impl BadgeKind {
    /// Whether it says that the operation is not to be used any more.
    #[must_use]
    pub fn retires(self) -> bool {
        matches!(self, Self::Deprecated | Self::Discarded | Self::Redesigned)
    }
}

/// One HTTP operation. Its identity is `method` + `path` with the parameters' names.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The page without `.md`, such as `openapi/v3/pay/transactions/jsapi`.
    pub page: String,
    /// Protocol generation.
    pub version: Version,
    /// HTTP verb.
    pub method: Method,
    /// Where the operation lives in the URL chain and the module tree, from
    /// `v2`/`v3` on. Differs from `path` for a few odd pages only.
    pub location: Vec<Segment>,
    /// The path on the wire below the host, with the host's prefix
    /// (`/hk/v3/…`, `/global/v3/…`) and without the `v2` segment.
    pub path: Vec<Segment>,
    /// The host that serves it.
    pub host: Host,
    /// Title, links, status.
    pub meta: Meta,
    /// One field for each `Segment::Param` of `path`, in path order.
    pub path_params: Vec<Field>,
    /// Documented request headers, without `Wechatpay-Serial` and `Content-Type`,
    /// which the runtime sets by itself.
    pub headers: Vec<Field>,
    /// Query parameters.
    pub query: Vec<Field>,
    /// Request body.
    pub body: Body,
    /// What a successful call answers.
    pub response: Response,
    /// Whether the request or the answer has encrypted fields or a documented
    /// `Wechatpay-Serial` header.
    pub names_platform_key: bool,
    /// The TLS client certificate of the merchant is needed (`security`).
    pub client_certificate: bool,
    /// No `nonce_str` is to be added (`nonceless`, v2).
    pub nonceless: bool,
    /// How the answer is authenticated.
    pub verify: Verify,
    /// What a second sending of the same request does.
    pub effect: Effect,
    /// What a refusal for the rate says of the request.
    pub refusal: Refusal,
    /// A fragment that a redirect URL ends in, such as `wechat_redirect`.
    pub fragment: Option<String>,
    /// A client time-out in seconds that the page asks for.
    pub timeout: Option<f64>,
    /// Seconds to wait before it is sent again after it failed, if the protocol asks for some.
    pub repeat_after: Option<u32>,
    /// The documented example request.
    pub example: Option<Example>,
    /// Documented examples of its answer.
    pub answers: Vec<AnswerExample>,
    /// Documented error codes, by status and code.
    pub errors: Vec<ErrorCode>,
    /// How often it may be called.
    pub limits: Vec<Limit>,
    /// What it offers beyond its one call; decided after the corrections.
    pub comforts: Comforts,
}

/// A callback that WeChat Pay sends.
#[derive(Debug, Clone)]
pub struct Notification {
    /// The page without `.md`, such as `webhook/v3/TRANSACTION.SUCCESS`.
    pub page: String,
    /// Protocol generation.
    pub version: Version,
    /// Documented `event_type` values; empty for most of v2.
    pub event_types: Vec<String>,
    /// Documented `original_type` values; empty = not documented.
    pub original_types: Vec<String>,
    /// The fields that are always there and tell it from the others.
    pub marks: Marks,
    /// Title, links, status.
    pub meta: Meta,
    /// How the payload travels.
    pub cipher: Cipher,
    /// The body as sent, without what is inside the encrypted field.
    pub envelope: Vec<Field>,
    /// What the receiver gets: the decrypted fields in v3; in v2 the body, the
    /// encrypted field holding what is in it.
    pub payload: Vec<Field>,
    /// The fields of the payload that say how it went, `SUCCESS` if well; `a/b` is the field `b` inside of `a`, and of
    /// `a=B` it is `B`, which is not good news in each case: v3 has events of what was closed or failed.
    pub states: Vec<String>,
    /// Fields of the acknowledgement's body.
    pub ack: Vec<Field>,
    /// Whether the acknowledgement carries the receiver's signature.
    pub is_ack_signed: bool,
    /// Why what it tells of failed: the codes of its `err_code`.
    pub errors: Vec<ErrorCode>,
}

impl Notification {
    /// Whether it asks for something: its acknowledgement has more than a code and a message. No page of v2 does.
    pub fn wants_data(&self) -> bool {
        let is_data = |field: &Field| !matches!(field.name.as_str(), "code" | "message");
        self.version == Version::V3 && self.ack.iter().any(is_data)
    }
}

/// Fields that tell a notification from the others; `a/b` is the field `b` inside of `a`.
///
/// In v2, which has no names, they are found in the pages; in v3 a page marks them where its `event_type` has other
/// contents too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// If it went well.
    pub succeeded: Vec<String>,
    /// v2: if it failed.
    pub failed: Vec<String>,
    /// v3: marks of the other contents of its `event_type`, which this one has no field for.
    pub foreign: Vec<String>,
}

/// How a notification's payload is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cipher {
    /// v3: `resource.ciphertext`, AES-256-GCM with the APIv3 key, JSON inside.
    AesGcmJson,
    /// v2: `event_ciphertext`, AES-256-GCM with the APIv3 key, XML inside.
    AesGcmXml,
    /// v2: `req_info`, AES-256-ECB with the MD5 of the v2 key, XML inside.
    AesEcbXml,
    /// v2: nothing encrypted, the body is signed.
    Plain,
}

impl Cipher {
    /// The field of a v2 body that holds what is encrypted.
    #[must_use]
    pub fn xml_field(self) -> Option<&'static str> {
        match self {
            Self::AesGcmXml => Some("event_ciphertext"),
            Self::AesEcbXml => Some("req_info"),
            Self::AesGcmJson | Self::Plain => None,
        }
    }
}
