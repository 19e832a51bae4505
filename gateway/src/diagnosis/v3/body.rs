//! How else the body may have been signed.

use bytes::Bytes;
use serde_json::Value;
use wechatpay_openapi_runtime::http::header::CONTENT_TYPE;

use super::json;
use super::lines::Part;
use crate::diagnosis::Rule;
use crate::diagnosis::search::Change;
use crate::message::Received;

/// Beyond this a body is compared as it is, not written anew in dozens of spellings.
const REWRITTEN_BYTES: usize = 64 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Everything to try, the likeliest first. `sent` is what should be signed: of an upload its `meta`.
pub(super) fn changes(received: &Received, is_upload: bool, sent: &Bytes) -> Vec<Change<Part>> {
    let mut found: Vec<(Rule, Bytes)> = Vec::new();
    let mut add = |rule, text: Bytes| {
        if text != *sent && found.iter().all(|(_, known)| *known != text) {
            found.push((rule, text));
        }
    };
    if sent.is_empty() {
        let query = Bytes::copy_from_slice(received.query().as_bytes());
        let texts = [
            Bytes::from("{}"),
            Bytes::from("null"),
            Bytes::from("[]"),
            Bytes::from("\"\""),
            query,
        ];
        texts.into_iter().for_each(|text| add(Rule::BodyOfNothing, text));
    } else {
        add(Rule::BodyNotSigned, Bytes::new());
    }
    if is_upload {
        add(Rule::UploadWholeSigned, received.body.clone());
        other_parts(received)
            .into_iter()
            .for_each(|text| add(Rule::UploadFileSigned, text));
    }
    if sent.len() <= REWRITTEN_BYTES {
        rewritten(sent)
            .into_iter()
            .for_each(|(rule, text)| add(rule, text.into()));
    }
    let change = |(rule, text)| Change::new(rule, Part::Body(text));
    found.into_iter().map(change).collect()
}

fn rewritten(sent: &[u8]) -> Vec<(Rule, Vec<u8>)> {
    let mut texts = ends(sent);
    if let Some(bare) = sent.strip_prefix(BYTE_ORDER_MARK) {
        texts.push((Rule::BodyByteOrderMark, bare.to_vec()));
    }
    texts.push((Rule::BodyByteOrderMark, [BYTE_ORDER_MARK, sent].concat()));
    let Ok(text) = std::str::from_utf8(sent) else {
        return texts;
    };
    let unix = text.replace("\r\n", "\n");
    texts.push((Rule::BodyLineEnds, unix.replace('\n', "\r\n").into()));
    texts.push((Rule::BodyLineEnds, unix.into()));
    texts.extend(spelt(sent));
    let form: String = form_urlencoded::byte_serialize(sent).collect();
    let component = form.replace('+', "%20");
    texts.extend([form, component].map(|text| (Rule::BodyEncodedAsForm, text.into())));
    let (gbk, _, is_lossy) = encoding_rs::GBK.encode(text);
    if !is_lossy {
        texts.push((Rule::BodyGbk, gbk.into_owned()));
    }
    texts
}

/// With other blanks at the end.
fn ends(sent: &[u8]) -> Vec<(Rule, Vec<u8>)> {
    let bare = sent.trim_ascii_end();
    let with = |end: &str| (Rule::BodyEnd, [bare, end.as_bytes()].concat());
    let mut texts: Vec<_> = ["", "\n", "\r\n", " "].map(with).to_vec();
    texts.push((Rule::BodyEnd, sent.trim_ascii().to_vec()));
    texts
}

/// The same JSON otherwise.
fn spelt(sent: &[u8]) -> Vec<(Rule, Vec<u8>)> {
    let Ok(value) = serde_json::from_slice::<Value>(sent) else {
        return Vec::new();
    };
    let of = |rule, value: &Value| {
        json::spellings(value)
            .into_iter()
            .map(move |text| (rule, text))
            .collect::<Vec<_>>()
    };
    let mut sorted = value.clone();
    sorted.sort_all_objects();
    let mut reversed = value.clone();
    if let Some(members) = reversed.as_object_mut() {
        *members = std::mem::take(members).into_iter().rev().collect();
    }
    let mut texts = of(Rule::BodyRewritten, &value);
    texts.extend(of(Rule::BodyReordered, &sorted));
    texts.extend(of(Rule::BodyReordered, &reversed));
    texts
}

/// What else is in the form of an upload.
fn other_parts(received: &Received) -> Vec<Bytes> {
    let boundary = received
        .header(CONTENT_TYPE.as_str())
        .and_then(|text| text.split_once("boundary="));
    let Some((_, boundary)) = boundary else {
        return Vec::new();
    };
    let boundary = boundary
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .trim_matches('"');
    let delimiter = format!("--{boundary}");
    let pieces = split(&received.body, delimiter.as_bytes());
    let content = |piece: Bytes| {
        let head = position(&piece, b"\r\n\r\n")? + 4;
        let end = piece.len().checked_sub(2).filter(|end| *end >= head)?;
        Some(piece.slice(head..end))
    };
    pieces.into_iter().filter_map(content).collect()
}

fn split(bytes: &Bytes, delimiter: &[u8]) -> Vec<Bytes> {
    let mut pieces = Vec::new();
    let mut rest = bytes.clone();
    while let Some(at) = position(&rest, delimiter) {
        pieces.push(rest.split_to(at));
        rest = rest.slice(delimiter.len()..);
    }
    pieces
}

fn position(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, what)
}
