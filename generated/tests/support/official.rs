//! The examples of the official documents of callbacks, where these are at hand.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use walkdir::WalkDir;
use wechatpay_openapi::runtime::record::{to_json, unknown_fields};
use wechatpay_openapi::runtime::xml::{Document, Node};
use wechatpay_openapi::webhook::Event;

/// Examples that lose something, each with the reason. One that does not by now is reported too.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "4011935221",
        "the example has `coupon_id` and `coupon_type` without the number of the coupon",
    ),
    (
        "4011936650",
        "the example has `coupon_id` and `coupon_type` without the number of the coupon",
    ),
    (
        "4012285807",
        "the example of COUPON.USE is called TRANSACTION.SUCCESS",
    ),
    (
        "4012289719",
        "the example has no `original_type`, which its table requires",
    ),
    (
        "4015164042",
        "its encrypted message is a placeholder, which no key opens",
    ),
];

/// An example, and what it is sent as.
pub struct Example {
    /// The number of its document.
    pub id: String,
    pub content: Content,
}

pub enum Content {
    Json {
        event_type: String,
        original_type: String,
        payload: Value,
    },
    Xml(Value),
}

/// All of them; `None`, and a line about it, if the documents are not there.
pub fn examples() -> Option<Vec<Example>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/wechatpay-official");
    if !root.is_dir() {
        eprintln!("SKIPPED: there is no corpus at {}", root.display());
        return None;
    }
    let files = WalkDir::new(&root).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.expect("an entry"));
    Some(files.filter_map(|entry| example(entry.path())).collect())
}

fn example(path: &Path) -> Option<Example> {
    let text = fs::read_to_string(path).ok()?;
    let matter = text.strip_prefix("---\n")?.split("---").next()?;
    let entry = |name: &str| {
        matter
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    };
    let title = entry("title")?;
    let is_callback = ["通知", "回调"].iter().any(|word| title.contains(word));
    if !is_callback || entry("http_method").is_some_and(|method| method.len() > 2) {
        return None;
    }
    let fences: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
    Some(Example {
        id: entry("doc_id")?.to_owned(),
        content: json(&fences).or_else(|| xml(&fences))?,
    })
}

/// The envelope and what is decrypted of it, each the first of its kind.
fn json(fences: &[&str]) -> Option<Content> {
    let mut values = fences.iter().filter_map(|fence| {
        let text = &fence[fence.find('{')?..];
        serde_json::from_str::<Value>(text.trim()).ok()
    });
    let envelope = values.find(|value| value["event_type"].is_string())?;
    let is_reply = |value: &Value| value.get("code").is_some();
    let payload =
        values.find(|value| value.is_object() && value.get("event_type").is_none() && !is_reply(value))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Some(Content::Json {
        event_type: text(&envelope["event_type"]),
        original_type: text(&envelope["resource"]["original_type"]),
        payload,
    })
}

/// The fields of a document, and what is decrypted of them.
fn xml(fences: &[&str]) -> Option<Content> {
    let mut fields = None;
    for fence in fences {
        let Some(at) = fence.find(['<']) else { continue };
        let Ok(document) = Document::parse(fence[at..].trim().as_bytes()) else {
            continue;
        };
        let mut own = Map::new();
        for (name, node) in document.fields() {
            if let Node::Text(text) = node {
                own.insert(name.to_owned(), (&**text).into());
            }
        }
        own.remove("sign");
        match &mut fields {
            None if own.len() > 2 => fields = Some(own),
            Some(outer) if outer.contains_key("req_info") && own.contains_key("refund_id") => {
                outer.insert("req_info".to_owned(), own.into());
            }
            _ => {}
        }
    }
    Some(Content::Xml(fields?.into()))
}

/// What is wrong beside the exceptions, and exceptions that are none.
pub fn unexpected(wrong: Vec<String>) -> Vec<String> {
    let is_of = |problem: &str, id: &str| problem.starts_with(&format!("{id}:"));
    let idle = EXCEPTIONS
        .iter()
        .filter(|(id, _)| !wrong.iter().any(|problem| is_of(problem, id)))
        .map(|(id, reason)| format!("{id} loses nothing now: delete its exception ({reason})"))
        .collect::<Vec<_>>();
    let is_known = |problem: &String| EXCEPTIONS.iter().any(|(id, _)| is_of(problem, id));
    wrong
        .into_iter()
        .filter(|problem| !is_known(problem))
        .chain(idle)
        .collect()
}

/// The record of a variant as JSON again, and the fields that its table does not know.
macro_rules! again {
    ($event:expr, $json:expr, $($variant:ident)*) => {
        match $event {
            $(Event::$variant(inner) => {
                fn table<R: wechatpay_openapi::runtime::record::Record>(_: &R) -> &'static wechatpay_openapi::runtime::__private::Table {
                    R::TABLE
                }
                let json = to_json(&**inner).expect("what was read can be written");
                Some((json, unknown_fields(table(&**inner), $json)))
            })*
            _ => None,
        }
    };
}

impl Example {
    /// What of it is not in the event.
    pub fn lost(&self, event: &Event) -> Result<(), String> {
        let value = match &self.content {
            Content::Json { payload, .. } => payload.clone(),
            // Nothing vouches for what stands beside `req_info`.
            Content::Xml(fields) => match fields.get("req_info") {
                Some(inside) => json!({ "req_info": inside }),
                None => fields.clone(),
            },
        };
        let json = value.to_string();
        let found = again!(
            event, json.as_bytes(),
            BrandMemberCardUserCardCreate BrandMemberCardUserCardDelete CombineTransactionSuccess ComplaintCreate
            ComplaintStateChange CouponUse FapiaoCardDiscarded FapiaoCardInserted FapiaoIssued FapiaoReversed
            FapiaoUserApplied MallAuthActivateCard MallRefundSuccess MallTransactionSuccess MchwithdrawChange
            MedicalInsuranceSuccess PartnerProfitSharing PartnerRefundSuccess PartnerTransactionSuccess
            ProductCouponSend ProductCouponSpSend SecurityEchoSuccess ProfitSharing RefundSuccess TransactionSuccess ViolationAppeal
            ViolationIntercept ViolationPunish V2PapContractStateChanged V2RefundSuccess V2TransactionSuccess
            V2TransactionFailed
        );
        let Some((again, unknown)) = found else {
            let shown = format!("{event:?}");
            return Err(format!("it is {}", shown.split('(').next().unwrap_or_default()));
        };
        if !unknown.is_empty() {
            return Err(format!("no field for {unknown:?}"));
        }
        let again: Value = serde_json::from_slice(&again).map_err(|error| error.to_string())?;
        match difference("", &value, &again) {
            Some(path) => Err(format!("`{path}` is not the same again")),
            None => Ok(()),
        }
    }
}

/// Where two values differ. A number may have come as a text, as all of v2 does; what is empty is nothing.
fn difference(path: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(ours), Value::Object(theirs)) => ours.iter().find_map(|(name, value)| {
            difference(
                &format!("{path}/{name}"),
                value,
                theirs.get(name).unwrap_or(&Value::Null),
            )
        }),
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => ours
            .iter()
            .zip(theirs)
            .enumerate()
            .find_map(|(at, (one, other))| difference(&format!("{path}/{at}"), one, other)),
        (Value::String(text), Value::Number(number)) if *text == number.to_string() => None,
        (Value::String(text), Value::Null) if text.is_empty() => None,
        (one, other) => (one != other).then(|| path.to_owned()),
    }
}
