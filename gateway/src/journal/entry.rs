//! One exchange.

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use super::explanation::Explanation;
use super::weight;
use crate::check::Finding;
use crate::message::{Received, Refusal, shown_headers};

/// Of a body no more than this is kept, in bytes.
const SHOWN_BYTES: usize = 64 * 1024;

/// A request, what was made of it, and its answer. Nothing in it is secret: all keys are a test's.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Counted from 1, in the order in which exchanges ended; 0 until it is in the journal.
    pub number: u64,
    /// When the request arrived, in milliseconds since 1970-01-01 UTC by the gateway's clock.
    pub at: i64,
    /// How long it took, in microseconds of real time.
    pub took: u64,
    /// The documented operation, `POST /v3/refund/domestic/refunds`; `None` if the URL is none.
    pub operation: Option<String>,
    /// Who asked: the merchant number that the request names.
    pub mchid: String,
    /// HTTP verb.
    pub method: String,
    /// Path and query, as they came.
    pub target: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Shown,
    /// What it says, as it was understood: parameters of the path, query, body, encrypted fields in plain text.
    pub fields: Map<String, Value>,
    /// Whether it passed the checks.
    pub verdict: Verdict,
    /// What lenient checks found: the request was served all the same.
    pub findings: Vec<Finding>,
    /// What was answered; `None` if the connection was ended.
    pub answer: Option<Answered>,
    /// The faults that were applied.
    pub faults: Vec<String>,
    /// The numbers of the deliveries that it caused.
    pub notices: Vec<u64>,
}

/// What the checks found.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing wrong.
    Accepted,
    /// Refused by a check or by a flow.
    Refused {
        /// What was answered.
        refusal: Box<Refusal>,
        /// Why, if it is about the signature: what was signed on both sides, for example. Whoever writes it as JSON finds it
        /// out.
        #[serde(skip_serializing_if = "Option::is_none")]
        diagnosis: Option<Explanation>,
    },
    /// Not looked at: a fault answered, or ended the connection, in the place of the operation.
    Faulted,
    /// No documented operation has this verb and path.
    Unknown,
}

/// An answer.
#[derive(Debug, Clone, Serialize)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Shown,
}

/// A body as it can be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its text, cut at 64 KiB; empty if it is no text.
    pub text: String,
    /// How many bytes it had.
    pub bytes: usize,
    /// Whether `text` is not all of it.
    pub is_cut: bool,
}

impl Entry {
    /// Of a request that nobody looked at yet.
    #[must_use]
    pub fn of(received: &Received) -> Self {
        Self {
            number: 0,
            at: received.at.saturating_mul(1000),
            took: 0,
            operation: None,
            mchid: received.mchid().unwrap_or_default().to_owned(),
            method: received.method.to_string(),
            target: received.target.clone(),
            headers: shown_headers(&received.headers),
            body: Shown::of(&received.body),
            fields: Map::new(),
            verdict: Verdict::Unknown,
            findings: Vec::new(),
            answer: None,
            faults: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// Verb and path, as they came: what it is called that is of no operation.
    #[must_use]
    pub fn line(&self) -> String {
        let path = self.target.split('?').next().unwrap_or_default();
        format!("{} {path}", self.method)
    }

    /// About how many bytes of memory it needs.
    pub(super) fn weight(&self) -> usize {
        let answer = self.answer.as_ref();
        let answer = answer.map_or(0, |answer| {
            weight::pairs(&answer.headers) + answer.body.text.len()
        });
        let verdict = match &self.verdict {
            Verdict::Refused { refusal, diagnosis } => {
                // It is made of the whole request, and has what is checked and what was signed.
                let explained = diagnosis
                    .as_ref()
                    .map_or(0, |_| 2 * weight::pairs(&self.headers) + 3 * self.body.bytes);
                weight::refusal(refusal) + explained
            }
            _ => 0,
        };
        let findings = self
            .findings
            .iter()
            .map(|finding| weight::refusal(&finding.refusal));
        let request = self.target.len() + weight::pairs(&self.headers) + self.body.text.len();
        // The body is cut, and what was read of it is not.
        1024 + request + weight::members(&self.fields) + verdict + findings.sum::<usize>() + answer
    }
}

impl Answered {
    /// Of an answer as it is sent.
    #[must_use]
    pub fn of(response: &http::Response<Bytes>) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: shown_headers(response.headers()),
            body: Shown::of(response.body()),
        }
    }
}

impl Shown {
    /// Of a body.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        let cut = &body[..body.len().min(SHOWN_BYTES)];
        // A character that the cut divides is left out; other bytes that are no text make it a file.
        let text = match std::str::from_utf8(cut) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() && cut.len() < body.len() => {
                std::str::from_utf8(&cut[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => "",
        };
        Self {
            text: text.to_owned(),
            bytes: body.len(),
            is_cut: text.len() < body.len(),
        }
    }
}
