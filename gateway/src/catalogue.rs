//! Which documented operation a request is for: by its verb and path.

mod named;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use matchit::Router;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::{Entry, operations};
use wechatpay_openapi_runtime::Version;

pub use named::{known_event, known_operation};

use crate::message::Refusal;

/// Every documented operation, found by verb and path.
///
/// ```
/// use wechatpay_gateway::catalogue::Catalogue;
///
/// let found = Catalogue::all().find("GET", "/v3/pay/transactions/id/1217752501").unwrap();
/// assert_eq!(found.entry.operation.path, "/v3/pay/transactions/id/{transaction_id}");
/// assert_eq!(found.path["transaction_id"], "1217752501");
/// assert_eq!(Catalogue::all().find("GET", "/v3/nowhere").unwrap_err().refusal().status, 404);
/// ```
pub struct Catalogue {
    by_verb: BTreeMap<&'static str, Router<Vec<&'static Entry>>>,
    /// Routes that no router took, each with the reason.
    refused: Vec<String>,
    /// With what the paths of v2 begin: `pay`, `secapi`.
    begins_of_v2: BTreeSet<&'static str>,
}

/// An operation, and what its path says.
#[derive(Debug, Clone)]
pub struct Found {
    /// The operation.
    pub entry: &'static Entry,
    /// The parameters of the path, decoded.
    pub path: Map<String, Value>,
}

/// Why there is none.
#[derive(Debug, Clone)]
pub enum NotFound {
    /// No operation has this path, which is one of this generation.
    Path(Version),
    /// These have it, but with other verbs; there is at least one.
    Verb(Vec<&'static Entry>),
    /// A parameter of the path is no UTF-8.
    Encoding,
}

impl NotFound {
    /// The error that is answered.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Path(_) => Refusal::new(404, "RESOURCE_NOT_EXISTS", "请求的URL不存在"),
            // 统一下单, 申请退款 and others have it; nothing else that v2 documents is said of a verb.
            Self::Verb(_) if self.version() == Version::V2 => {
                Refusal::new(200, "REQUIRE_POST_METHOD", "请使用post方法")
            }
            Self::Verb(_) => {
                let message = format!("HTTP方法错误，该URL支持{}", self.verbs().join("、"));
                Refusal::new(405, "METHOD_NOT_ALLOWED", message)
            }
            Self::Encoding => Refusal::new(400, "PARAM_ERROR", "URL不是UTF-8编码"),
        }
    }

    /// By which generation of the protocol that is answered.
    #[must_use]
    pub fn version(&self) -> Version {
        match self {
            Self::Path(version) => *version,
            Self::Verb(entries) => entries
                .first()
                .map_or(Version::V3, |entry| entry.operation.version),
            Self::Encoding => Version::V3,
        }
    }

    /// The verbs that the path has.
    #[must_use]
    pub fn verbs(&self) -> Vec<&'static str> {
        match self {
            Self::Verb(entries) => entries
                .iter()
                .map(|entry| entry.operation.method.as_str())
                .collect(),
            Self::Path(_) | Self::Encoding => Vec::new(),
        }
    }
}

impl Catalogue {
    /// Of every operation that there is.
    #[must_use]
    pub fn all() -> &'static Self {
        static ALL: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(operations()));
        &ALL
    }

    fn new(entries: impl Iterator<Item = &'static Entry>) -> Self {
        // Two operations may differ in the name of a parameter alone.
        let mut routes: BTreeMap<(&'static str, String), Vec<&'static Entry>> = BTreeMap::new();
        let mut begins_of_v2 = BTreeSet::new();
        for entry in entries {
            if entry.operation.version == Version::V2 {
                begins_of_v2.extend(entry.operation.path.split('/').nth(1));
            }
            let route = (entry.operation.method.as_str(), numbered(entry.operation.path));
            routes.entry(route).or_default().push(entry);
        }
        let (mut by_verb, mut refused) = (BTreeMap::<_, Router<_>>::new(), Vec::new());
        for ((verb, path), entries) in routes {
            if let Err(error) = by_verb.entry(verb).or_default().insert(&*path, entries) {
                refused.push(format!("{verb} {path}: {error}"));
            }
        }
        Self {
            by_verb,
            refused,
            begins_of_v2,
        }
    }

    /// Routes that could not be taken, each with the reason: none, as a test asserts.
    #[must_use]
    pub fn refused(&self) -> &[String] {
        &self.refused
    }

    /// The operation of this verb and path. The path is as it was sent, percent-encoded, without a query.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, verb: &str, path: &str) -> Result<Found, NotFound> {
        let router = self.by_verb.get(verb);
        let Some(matched) = router.and_then(|router| router.at(path).ok()) else {
            return Err(self.missing(path));
        };
        let values: Vec<String> = matched
            .params
            .iter()
            .map(|(_, value)| percent_decode_str(value).decode_utf8().map(Into::into))
            .collect::<Result<_, _>>()
            .map_err(|_| NotFound::Encoding)?;
        let mut entries = matched.value.iter().copied();
        let entry = match matched.value.len() {
            1 => entries.next(),
            _ => entries.max_by_key(|entry| likeness(entry, &values)),
        };
        let entry = entry.ok_or(NotFound::Path(Version::V3))?;
        let names = parameters(entry.operation.path).map(str::to_owned);
        let path = names.zip(values.into_iter().map(Value::String)).collect();
        Ok(Found { entry, path })
    }

    fn missing(&self, path: &str) -> NotFound {
        let matched = self.by_verb.values().filter_map(|router| router.at(path).ok());
        let others: Vec<&'static Entry> = matched.filter_map(|found| found.value.first().copied()).collect();
        match others.is_empty() {
            true => NotFound::Path(self.version(path)),
            false => NotFound::Verb(others),
        }
    }

    /// Of a path that no operation has: that of those which begin alike (`/pay/…`), if they are of v2 alone.
    fn version(&self, path: &str) -> Version {
        let begin = path.split('/').nth(1).unwrap_or_default();
        match self.begins_of_v2.contains(begin) {
            true => Version::V2,
            false => Version::V3,
        }
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue")
            .field("verbs", &self.by_verb.keys())
            .finish_non_exhaustive()
    }
}

/// The names of a path's parameters, in order.
fn parameters(path: &str) -> impl Iterator<Item = &str> {
    let name = |segment: &'_ str| -> Option<usize> { segment.strip_prefix('{')?.find('}') };
    path.split('/')
        .filter_map(move |segment| name(segment).map(|end| &segment[1..=end]))
}

/// The path with numbers for names.
fn numbered(path: &str) -> String {
    let mut count = 0;
    let segments = path.split('/').map(|segment| match segment.starts_with('{') {
        true => {
            count += 1;
            format!("{{p{count}}}")
        }
        false => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// How many of these values look like their names: what WeChat Pay numbers (`applyment_id`) has digits alone.
fn likeness(entry: &Entry, values: &[String]) -> usize {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let pairs = parameters(entry.operation.path).zip(values);
    let alike = pairs.filter(|(name, value)| name.ends_with("_id") == is_number(value));
    alike.count()
}
