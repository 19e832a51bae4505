//! The example request of a `docs-specs` page, as text that looks like HTTP.
//!
//! ````text
//! ```http [json]
//! PATCH /v3/stocks/{stock_id}?limit=20&name=%E5%BC%A0#fragment HTTP/1.1
//! Base-Uri: https://api.mch.weixin.qq.com/hk/
//! Path-Param: stock_id=1000
//! Timeout: 30
//! Verify: no
//! Wechatpay-Serial: PUB_KEY_ID_0
//!
//! {
//!   "amount": 1
//! }
//! ```
//!
//! ```http
//! HTTP/1.1 204
//! ```
//! ````
//!
//! - The label tells the body: `json` a JSON object, `xml` the elements of a v2
//!   document as a JSON object, `form` the parts of an upload as a JSON object
//!   (a file is its name). No label, no body.
//! - The path is the chain's, `v2`/`v3` included and `{name}` templates kept. A
//!   page without a chain has the path below its `Base-Uri`.
//! - `Base-Uri`, `Path-Param` (once for each parameter), `Timeout` (seconds) and
//!   `Verify: no` (the answer has no signature) are not sent; every other
//!   header is. Values of `Path-Param` are percent-encoded where they hold `%`
//!   or control characters, those of the query as in any URL.
//! - The second block is there only if the page promises a status other than 200. Example answers stand below
//!   the answer's table: see [`http_answer`](super::http_answer).
//! - A payload fragment is a block ` ```json [label] ` with a JSON object.

use std::fmt::Write as _;

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode,
};
use serde_json::{Map, Value};

use crate::ir::Method;
use crate::page::{Call, CallBody, ErrorCode, Fragment};

/// All but the unreserved characters of a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Why an example could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    /// The first line is no request line.
    #[error("expected a request line such as `POST /v3/x HTTP/1.1`, found `{0}`")]
    RequestLine(String),
    /// A header line has no colon, or a pseudo header a wrong value.
    #[error("expected a header such as `Name: value`, found `{0}`")]
    Header(String),
    /// The body is no JSON object.
    #[error("the body is no JSON object: {0}")]
    Body(String),
    /// The label is not known.
    #[error("expected the label json, xml or form, found `{0}`")]
    Label(String),
    /// The second block is no status line.
    #[error("expected a status line such as `HTTP/1.1 204`, found `{0}`")]
    Status(String),
    /// More than a status line stands above the answer's table.
    #[error(
        "expected a status line alone, found `{0}` below it; an example answer stands below the answer's table"
    )]
    StatusBody(String),
    /// An example answer has headers.
    #[error("expected no header in an example answer, found `{0}`")]
    AnswerHeader(String),
    /// The body of an example answer is no JSON.
    #[error("the body of the example answer is no JSON: {0}")]
    AnswerBody(String),
    /// The label of an example answer is not known.
    #[error("expected the label json or xml and a body, found the label `{0}`")]
    AnswerLabel(String),
}

/// Writes the code blocks of a section, without a line feed at the end.
pub(crate) fn render(call: Option<&Call>, fragments: &[Fragment]) -> String {
    let mut blocks = Vec::new();
    if let Some(call) = call {
        blocks.push(render_request(call));
        if let Some(status) = call.status {
            blocks.push(format!("```http\nHTTP/1.1 {status}\n```"));
        }
    }
    for Fragment { label, body, .. } in fragments {
        blocks.push(format!("```json [{label}]\n{}\n```", pretty(body)));
    }
    blocks.join("\n\n")
}

fn render_request(call: &Call) -> String {
    let (label, body) = match &call.body {
        CallBody::None => ("", None),
        CallBody::Json(body) => (" [json]", Some(body)),
        CallBody::Xml(body) => (" [xml]", Some(body)),
        CallBody::Form(body) => (" [form]", Some(body)),
    };
    let mut text = format!(
        "```http{label}\n{} /{}{}",
        call.method.as_str(),
        call.path,
        query(&call.query)
    );
    if let Some(fragment) = &call.fragment {
        let _ = write!(text, "#{}", encode(fragment));
    }
    text.push_str(" HTTP/1.1\n");
    let mut header = |name: &str, value: &str| {
        let _ = writeln!(text, "{name}: {value}");
    };
    if let Some(base) = &call.base_uri {
        header("Base-Uri", base);
    }
    for (name, value) in &call.path_params {
        header("Path-Param", &format!("{name}={}", guard(scalar(value))));
    }
    if let Some(timeout) = call.timeout {
        header("Timeout", &timeout.to_string());
    }
    if call.unverified {
        header("Verify", "no");
    }
    for (name, value) in &call.headers {
        header(name, &guard(scalar(value)));
    }
    if let Some(body) = body {
        let _ = write!(text, "\n{}\n", pretty(body));
    }
    text.push_str("```");
    text
}

/// Reads the block of a request; `label` is what its brackets hold.
///
/// # Errors
///
/// If the text is not in the format above.
pub(crate) fn parse_request(label: &str, text: &str) -> Result<Call, Problem> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let mut call = request_line(lines.next().unwrap_or_default())?;
    for line in lines.filter(|line| !line.trim().is_empty()) {
        header_line(line, &mut call)?;
    }
    let object = || serde_json::from_str(body).map_err(|error| Problem::Body(error.to_string()));
    call.body = match label {
        "" if body.trim().is_empty() => CallBody::None,
        "json" => CallBody::Json(object()?),
        "xml" => CallBody::Xml(object()?),
        "form" => CallBody::Form(object()?),
        other => return Err(Problem::Label(other.to_owned())),
    };
    Ok(call)
}

/// Reads the block of a status into the call that it belongs to.
///
/// # Errors
///
/// If the text is not a status line alone.
pub(crate) fn parse_response(text: &str, call: &mut Call) -> Result<(), Problem> {
    let mut lines = text.lines();
    call.status = Some(status(lines.next().unwrap_or_default())?);
    match lines.find(|line| !line.trim().is_empty()) {
        Some(line) => Err(Problem::StatusBody(line.to_owned())),
        None => Ok(()),
    }
}

/// `HTTP/1.1 204`
pub(super) fn status(line: &str) -> Result<u16, Problem> {
    let number = line
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.split(' ').next());
    let status = number.and_then(ErrorCode::status);
    status.ok_or_else(|| Problem::Status(line.to_owned()))
}

fn request_line(line: &str) -> Result<Call, Problem> {
    let wrong = || Problem::RequestLine(line.to_owned());
    let rest = line.trim().strip_suffix(" HTTP/1.1").ok_or_else(wrong)?;
    let (verb, target) = rest.split_once(" /").ok_or_else(wrong)?;
    let method = Method::ALL
        .into_iter()
        .find(|method| method.as_str() == verb)
        .ok_or_else(wrong)?;
    let (target, fragment) = match target.split_once('#') {
        Some((target, fragment)) => (target, Some(decode(fragment))),
        None => (target, None),
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut call = Call::new(method, path.to_owned());
    call.fragment = fragment;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        add(&mut call.query, decode(name), decode(value));
    }
    Ok(call)
}

fn header_line(line: &str, call: &mut Call) -> Result<(), Problem> {
    let wrong = || Problem::Header(line.to_owned());
    let (name, value) = line.split_once(':').ok_or_else(wrong)?;
    let value = value.trim();
    match name {
        "Base-Uri" => call.base_uri = Some(value.to_owned()),
        "Timeout" => call.timeout = Some(value.parse().map_err(|_| wrong())?),
        "Verify" => call.unverified = value == "no",
        "Path-Param" => {
            let (name, value) = value.split_once('=').ok_or_else(wrong)?;
            call.path_params.insert(name.to_owned(), decode(value).into());
        }
        _ => {
            call.headers.insert(name.to_owned(), decode(value).into());
        }
    }
    Ok(())
}

/// Adds a parameter; a repeated one becomes an array.
fn add(query: &mut Map<String, Value>, name: String, value: String) {
    match query.get_mut(&name) {
        Some(Value::Array(values)) => values.push(value.into()),
        Some(first) => *first = Value::Array(vec![first.take(), value.into()]),
        None => {
            query.insert(name, value.into());
        }
    }
}

fn query(query: &Map<String, Value>) -> String {
    let mut pairs = Vec::new();
    for (name, value) in query {
        match value {
            Value::Array(values) => {
                pairs.extend(
                    values
                        .iter()
                        .map(|value| format!("{}={}", encode(name), encode(&scalar(value)))),
                );
            }
            value => pairs.push(format!("{}={}", encode(name), encode(&scalar(value)))),
        }
    }
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

/// A value as it is written in a URL or a header.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn pretty(body: &Map<String, Value>) -> String {
    serde_json::to_string_pretty(body).unwrap_or_else(|_| "{}".to_owned())
}

/// Percent-encodes everything but the unreserved characters of a URL.
fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Percent-encodes only what would not survive on a header line.
fn guard(text: String) -> String {
    let ends = text.trim().len() != text.len();
    let is_lost = |byte: u8| byte.is_ascii_control() || byte == b'%' || (ends && byte == b' ');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte) if is_lost(byte) => out.push_str(percent_encode_byte(byte)),
            _ => out.push(c),
        }
    }
    out
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    /// Label and code of each block.
    fn blocks(text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for block in text.split("```").skip(1).step_by(2) {
            let (info, code) = block.split_once('\n').unwrap();
            let label = info
                .split_once('[')
                .map_or("", |(_, label)| label.trim_end_matches(']'));
            found.push((label.to_owned(), code.to_owned()));
        }
        found
    }

    #[test]
    fn what_is_rendered_reads_the_same() {
        let plain = Call::new(Method::Get, "v3/a/{b}/".to_owned());
        let full = Call {
            base_uri: Some("https://x.y/hk/".to_owned()),
            path_params: map(json!({"b": "1 %2F/中 ", "c": ""})),
            query: map(json!({"q": "a&b=c#d", "r": ["1", "2"], "空": ""})),
            headers: map(json!({"Wechatpay-Serial": "a: b"})),
            body: CallBody::Json(map(
                json!({"z": 1, "a": [{"b": "{\"c\":1}"}], "f": 1.5, "n": null}),
            )),
            fragment: Some("wechat_redirect".to_owned()),
            timeout: Some(30.0),
            status: Some(202),
            unverified: true,
            ..plain.clone()
        };
        let xml = Call {
            method: Method::Post,
            body: CallBody::Xml(map(json!({"a": "1"}))),
            ..plain.clone()
        };
        let form = Call {
            body: CallBody::Form(map(json!({"file": "a.jpg"}))),
            ..xml.clone()
        };
        for call in [plain, full, xml, form] {
            let text = render(Some(&call), &[]);
            let blocks = blocks(&text);
            let mut read = parse_request(&blocks[0].0, &blocks[0].1).unwrap();
            if let Some((_, response)) = blocks.get(1) {
                parse_response(response, &mut read).unwrap();
            }
            assert_eq!(read, call, "{text}");
        }
    }

    #[test]
    fn problems_say_what_was_expected() {
        let cases = [
            ("", "GET v3/x", "request line"),
            ("", "LOOK /v3/x HTTP/1.1", "request line"),
            ("", "GET /v3/x HTTP/1.1\nnonsense", "header"),
            ("", "GET /v3/x HTTP/1.1\nTimeout: soon", "header"),
            ("json", "POST /v3/x HTTP/1.1\n\n[1]", "JSON object"),
            ("yaml", "POST /v3/x HTTP/1.1\n\n{}", "label"),
            ("", "POST /v3/x HTTP/1.1\n\n{}", "label"),
        ];
        for (label, text, part) in cases {
            let problem = parse_request(label, text).unwrap_err().to_string();
            assert!(problem.contains(part), "{problem}");
        }
    }
}
