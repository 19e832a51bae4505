//! Which documented operation a request is for: by its verb and path.

mod named;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use matchit::Router;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::{Entry, operations};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// No operation has this path.
    Path,
    /// One has it, but with these verbs.
    Verb(Vec<&'static str>),
    /// A parameter of the path is no UTF-8.
    Encoding,
}

impl NotFound {
    /// The error that is answered.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Path => Refusal::new(404, "RESOURCE_NOT_EXISTS", "请求的URL不存在"),
            Self::Verb(verbs) => {
                let message = format!("HTTP方法错误，该URL支持{}", verbs.join("、"));
                Refusal::new(405, "METHOD_NOT_ALLOWED", message)
            }
            Self::Encoding => Refusal::new(400, "PARAM_ERROR", "URL不是UTF-8编码"),
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
        for entry in entries {
            let route = (entry.operation.method.as_str(), numbered(entry.operation.path));
            routes.entry(route).or_default().push(entry);
        }
        let (mut by_verb, mut refused) = (BTreeMap::<_, Router<_>>::new(), Vec::new());
        for ((verb, path), entries) in routes {
            if let Err(error) = by_verb.entry(verb).or_default().insert(&*path, entries) {
                refused.push(format!("{verb} {path}: {error}"));
            }
        }
        Self { by_verb, refused }
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
        let entry = entry.ok_or(NotFound::Path)?;
        let names = parameters(entry.operation.path).map(str::to_owned);
        let path = names.zip(values.into_iter().map(Value::String)).collect();
        Ok(Found { entry, path })
    }

    fn missing(&self, path: &str) -> NotFound {
        let verbs = self.by_verb.iter();
        let others = verbs.filter(|(_, router)| router.at(path).is_ok());
        let others: Vec<&'static str> = others.map(|(verb, _)| *verb).collect();
        match others.is_empty() {
            true => NotFound::Path,
            false => NotFound::Verb(others),
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
