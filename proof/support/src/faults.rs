//! The ways in which an answer can go wrong, and what must come of each.

use std::time::Duration;

use wechatpay_openapi_runtime::ErrorKind;
use wechatpay_openapi_runtime::ErrorKind::{
    Accepted, Api, Decode, Expired, Interrupted, Probe, Signature, Timeout, UnknownSerial, Unsigned,
};

use super::platform::{KEY_ID, NOW, signature_headers, signed_at};
use super::server::{Act, respond};

pub const GOOD: &[u8] = br#"{"prepay_id":"wx1"}"#;
const SYSTEM_ERROR: &[u8] = br#"{"code":"SYSTEM_ERROR","message":"busy"}"#;
const PARAM_ERROR: &[u8] = br#"{"code":"PARAM_ERROR","message":"wrong"}"#;
const FOREVER: Duration = Duration::from_secs(2);
const CAP: usize = 10 << 20;

/// One way.
pub struct Fault {
    pub name: &'static str,
    /// What the server does with its n-th request, from 0 on.
    pub act: fn(usize) -> Act,
    /// The error's kind; `None` if the call succeeds in the end.
    pub kind: Option<ErrorKind>,
    /// What the error says.
    pub says: &'static str,
    /// Status and code that the error keeps, if an answer came.
    pub keeps: Option<(u16, Option<&'static str>)>,
    /// Whether a POST may have taken effect.
    pub effect: bool,
    /// How many requests the server sees of a GET, and of a POST.
    pub requests: (usize, usize),
}

fn headers_of(body: &[u8], change: impl Fn(&mut Vec<(&'static str, String)>)) -> Vec<u8> {
    let mut headers = signature_headers(body);
    change(&mut headers);
    respond("200 OK", &headers, body)
}

fn good() -> Act {
    Act::Send(respond("200 OK", &signature_headers(GOOD), GOOD))
}

fn altered(at: usize, value: &str) -> Act {
    Act::Send(headers_of(GOOD, |headers| headers[at].1 = value.to_owned()))
}

fn missing(at: usize) -> Act {
    Act::Send(headers_of(GOOD, |headers| drop(headers.remove(at))))
}

fn at(offset: i64) -> Act {
    Act::Send(respond("200 OK", &signed_at(NOW + offset, GOOD), GOOD))
}

fn signed(status: &str, body: &[u8]) -> Act {
    Act::Send(respond(status, &signature_headers(body), body))
}

fn told(status: &str, name: &'static str, value: &str, body: &[u8]) -> Act {
    Act::Send(respond(status, &[(name, value.to_owned())], body))
}

fn first(n: usize, act: Act) -> Act {
    if n == 0 { act } else { good() }
}

fn spaces(count: usize) -> Vec<u8> {
    [GOOD, &vec![b' '; count - GOOD.len()]].concat()
}

/// Of an answer that came whole and is not believed or understood: never asked for again.
const fn refused(name: &'static str, act: fn(usize) -> Act, kind: ErrorKind, says: &'static str) -> Fault {
    Fault {
        name,
        act,
        kind: Some(kind),
        says,
        keeps: Some((200, None)),
        effect: true,
        requests: (1, 1),
    }
}

/// Of an error answer.
const fn failed(
    name: &'static str,
    act: fn(usize) -> Act,
    keeps: (u16, Option<&'static str>),
    requests: (usize, usize),
) -> Fault {
    Fault {
        name,
        act,
        kind: Some(Api),
        says: "WeChat Pay answered",
        keeps: Some(keeps),
        effect: keeps.0 >= 500,
        requests,
    }
}

/// Of an answer that did not come whole.
const fn lost(name: &'static str, act: fn(usize) -> Act, kind: ErrorKind, says: &'static str) -> Fault {
    Fault {
        name,
        act,
        kind: Some(kind),
        says,
        keeps: None,
        effect: true,
        requests: (3, 1),
    }
}

const fn fine(name: &'static str, act: fn(usize) -> Act, requests: usize) -> Fault {
    Fault {
        name,
        act,
        kind: None,
        says: "",
        keeps: None,
        effect: false,
        requests: (requests, requests),
    }
}

/// All of them.
pub fn faults() -> Vec<Fault> {
    [unbelievable(), undecodable(), answered(), passing(), broken()]
        .into_iter()
        .flatten()
        .collect()
}

/// Those that a file can have which is streamed: it is not decoded, and may be large.
pub fn faults_of_files() -> Vec<Fault> {
    let mut faults: Vec<Fault> = [unbelievable(), answered(), passing(), broken()]
        .into_iter()
        .flatten()
        .filter(|fault| !fault.name.contains("larger"))
        .collect();
    for fault in &mut faults {
        // A file has all the time that is left.
        if fault.kind == Some(Timeout) {
            fault.requests = (1, 1);
        }
    }
    faults
}

fn unbelievable() -> Vec<Fault> {
    vec![
        refused(
            "wrong serial",
            |_| altered(2, "PUB_KEY_ID_9"),
            UnknownSerial,
            KEY_ID,
        ),
        refused(
            "altered timestamp",
            |_| altered(0, "1700000001"),
            Signature,
            "wrong signature",
        ),
        refused(
            "altered nonce",
            |_| altered(1, "another"),
            Signature,
            "wrong signature",
        ),
        refused(
            "altered signature",
            |_| altered(3, "bm8="),
            Signature,
            "wrong signature",
        ),
        refused(
            "altered body",
            |_| {
                Act::Send(respond(
                    "200 OK",
                    &signature_headers(GOOD),
                    br#"{"prepay_id":"wx2"}"#,
                ))
            },
            Signature,
            "wrong signature",
        ),
        refused("no timestamp", |_| missing(0), Unsigned, "wechatpay-timestamp"),
        refused("no nonce", |_| missing(1), Unsigned, "wechatpay-nonce"),
        refused("no serial", |_| missing(2), Unsigned, "wechatpay-serial"),
        refused("no signature", |_| missing(3), Unsigned, "wechatpay-signature"),
        refused(
            "not signed at all",
            |_| told("200 OK", "X-None", "", GOOD),
            Unsigned,
            "not signed",
        ),
        refused("probe", |_| altered(3, "WECHATPAY/SIGNTEST/abc"), Probe, "probe"),
        refused("301 s ago", |_| at(-301), Expired, "301 s ahead"),
        refused("301 s from now", |_| at(301), Expired, "301 s behind"),
        fine("299 s ago", |_| at(-299), 1),
        fine("299 s from now", |_| at(299), 1),
    ]
}

fn undecodable() -> Vec<Fault> {
    vec![
        refused(
            "another type",
            |_| signed("200 OK", br#"{"amount":{"total":{}}}"#),
            Decode,
            "/amount/total",
        ),
        refused("cut JSON", |_| signed("200 OK", br#"{"prepay_id":"#), Decode, ""),
        refused("no body", |_| signed("200 OK", b""), Decode, "empty"),
        // Signed over what is sent, so it must arrive as it was sent.
        refused(
            "gzip",
            |_| {
                let body = b"\x1f\x8b\x08\x00\x00\x00\x00\x00";
                let mut headers = signature_headers(body);
                headers.push(("Content-Encoding", "gzip".to_owned()));
                Act::Send(respond("200 OK", &headers, body))
            },
            Decode,
            "",
        ),
        Fault {
            kind: Some(Api),
            keeps: Some((204, None)),
            ..refused("204", |_| signed("204 No Content", b""), Api, "documented is 200")
        },
        fine("as large as may be", |_| signed("200 OK", &spaces(CAP)), 1),
    ]
}

fn answered() -> Vec<Fault> {
    vec![
        failed(
            "502 in HTML",
            |_| told("502 Bad Gateway", "X-None", "", b"<html>502</html>"),
            (502, None),
            (3, 3),
        ),
        // WeChat Pay says itself that it did not take it.
        Fault {
            effect: false,
            ..failed(
                "503",
                |_| signed("503 Service Unavailable", b"{}"),
                (503, None),
                (3, 3),
            )
        },
        failed(
            "empty 500",
            |_| told("500 Internal Server Error", "X-None", "", b""),
            (500, None),
            (3, 1),
        ),
        failed(
            "500 by code",
            |_| signed("500 Internal Server Error", SYSTEM_ERROR),
            (500, Some("SYSTEM_ERROR")),
            (3, 3),
        ),
        failed(
            "400",
            |_| signed("400 Bad Request", PARAM_ERROR),
            (400, Some("PARAM_ERROR")),
            (1, 1),
        ),
        failed(
            "unsigned 401",
            |_| told("401 Unauthorized", "X-None", "", PARAM_ERROR),
            (401, Some("PARAM_ERROR")),
            (1, 1),
        ),
        failed(
            "429 for an hour",
            |_| told("429 Oh", "Retry-After", "3600", b"{}"),
            (429, None),
            (1, 1),
        ),
        Fault {
            requests: (3, 3),
            keeps: Some((202, None)),
            ..refused(
                "202 again and again",
                |_| signed("202 Accepted", b""),
                Accepted,
                "(202)",
            )
        },
    ]
}

/// Over when the call is sent again.
fn passing() -> Vec<Fault> {
    vec![
        fine(
            "500 by code, then 200",
            |n| first(n, signed("500 Oh", SYSTEM_ERROR)),
            2,
        ),
        fine(
            "502, then 200",
            |n| first(n, told("502 Oh", "X-None", "", b"")),
            2,
        ),
        fine(
            "429 for a moment, then 200",
            |n| first(n, told("429 Oh", "Retry-After", "0", b"")),
            2,
        ),
        fine("202, then 200", |n| first(n, signed("202 Accepted", b"")), 2),
    ]
}

fn broken() -> Vec<Fault> {
    vec![
        lost(
            "cut body",
            |_| match good() {
                Act::Send(bytes) => Act::SendAndClose(bytes[..bytes.len() - 3].to_vec()),
                other => other,
            },
            Interrupted,
            "broke",
        ),
        lost(
            "slow body",
            |_| match good() {
                Act::Send(bytes) => Act::SendAndSleep(bytes[..bytes.len() - 3].to_vec(), FOREVER),
                other => other,
            },
            Timeout,
            "in time",
        ),
        lost("no answer in time", |_| Act::Sleep(FOREVER), Timeout, "in time"),
        lost(
            "reset after the request",
            |_| Act::SendAndClose(Vec::new()),
            Interrupted,
            "broke",
        ),
        Fault {
            requests: (1, 1),
            ..lost(
                "larger than may be",
                |_| Act::SendAndClose(respond("200 OK", &[], &spaces(CAP + 1))),
                Interrupted,
                "larger than 10485760 bytes",
            )
        },
    ]
}
