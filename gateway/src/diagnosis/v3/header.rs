//! The `Authorization` header, read as leniently as can be, so that what else is wrong is found too.

use wechatpay_openapi_runtime::sign::v3::Authorization;

use crate::diagnosis::Rule;
use crate::diagnosis::finding::Broken;

/// What it says; empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) scheme: String,
    pub(super) mchid: String,
    pub(super) nonce_str: String,
    pub(super) timestamp: String,
    pub(super) serial_no: String,
    pub(super) signature: String,
}

const QUOTES: [char; 7] = ['"', '\'', '“', '”', '‘', '’', '`'];

/// The header, and what is wrong with its form.
pub(super) fn read(text: &str) -> (Header, Vec<Broken>) {
    match Authorization::parse(text) {
        Some(found) => {
            let header = Header {
                scheme: found.scheme.to_owned(),
                mchid: found.identity.to_owned(),
                nonce_str: found.nonce_str.to_owned(),
                timestamp: found.timestamp.to_owned(),
                serial_no: found.serial_no.to_owned(),
                signature: found.signature.to_owned(),
            };
            (header, Vec::new())
        }
        None => leniently(text),
    }
}

fn leniently(text: &str) -> (Header, Vec<Broken>) {
    let (scheme, parameters) = match text.trim().split_once(char::is_whitespace) {
        Some((scheme, parameters)) if !scheme.contains('=') => (scheme, parameters),
        _ if text.contains('=') => ("", text),
        _ => (text, ""),
    };
    let mut header = Header {
        scheme: scheme.to_owned(),
        ..Header::default()
    };
    let mut is_quoted = true;
    for parameter in parameters.split([',', ';', '&', '，']) {
        let Some((name, value)) = parameter.trim().split_once(['=', ':']) else {
            continue;
        };
        let value = value.trim();
        is_quoted &= value.len() >= 2 && value.starts_with('"') && value.ends_with('"');
        if let Some(slot) = header.slot(name.trim_matches(QUOTES).trim()) {
            *slot = value.trim_matches(QUOTES).to_owned();
        }
    }
    let missing = header.missing();
    let broken = match (missing.is_empty(), is_quoted) {
        (false, _) => Broken::seen(Rule::HeaderIncomplete, format!("? {}", missing.join(", "))),
        (true, false) => Rule::HeaderQuotes.into(),
        (true, true) => Broken::seen(Rule::HeaderFormat, start(text)),
    };
    (header, vec![broken])
}

/// Enough to see the mistake.
fn start(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    format!("{start}…")
}

impl Header {
    fn slot(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "mchid" | "brand_id" => Some(&mut self.mchid),
            "nonce_str" => Some(&mut self.nonce_str),
            "timestamp" => Some(&mut self.timestamp),
            "serial_no" => Some(&mut self.serial_no),
            "signature" => Some(&mut self.signature),
            _ => None,
        }
    }

    fn missing(&self) -> Vec<&'static str> {
        let parameters = [
            ("mchid", &self.mchid),
            ("nonce_str", &self.nonce_str),
            ("timestamp", &self.timestamp),
            ("serial_no", &self.serial_no),
            ("signature", &self.signature),
        ];
        let missing = parameters.into_iter().filter(|(_, value)| value.is_empty());
        missing.map(|(name, _)| name).collect()
    }
}
