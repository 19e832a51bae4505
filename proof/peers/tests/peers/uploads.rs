//! Uploads: forms of one side taken apart by the other, and `meta` alone signed.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use peers::{Peer, Sdk};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::sha256_hex;
use wechatpay_openapi_runtime::{Bytes, Call, Chain, Client, FilePart, Method, Operation, Response, record};

use crate::ours::inputs;
use crate::server::{Request, Server, answer, header, signed, verify};
use crate::world::{as_merchant, client, with};
use crate::{AXIOS, BOTH, Exchange};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "our form is taken apart by them",
        sdks: BOTH,
        run: ours,
    },
    Exchange {
        name: "our altered meta is refused",
        sdks: BOTH,
        run: altered_ours,
    },
    Exchange {
        name: "their form is taken apart by us",
        sdks: BOTH,
        run: theirs,
    },
    Exchange {
        name: "their altered meta is refused",
        sdks: BOTH,
        run: altered_theirs,
    },
    Exchange {
        name: "their streamed form is taken apart by us",
        sdks: AXIOS,
        run: streamed,
    },
];

record! {
    /// What is signed.
    pub struct Meta {
        /// The file's name.
        pub filename: Option<String>,
        /// Its SHA-256 in hexadecimal.
        pub sha256: Option<String>,
    }
    /// An upload.
    pub struct Upload {
        /// What is signed.
        pub meta: Option<Meta>,
        /// The file.
        pub file: Option<FilePart>,
    }
}

const OPERATION: Operation = Operation::v3(Method::POST, "/v3/merchant/media/upload").upload();

/// Line ends, dashes and all other bytes: what would break a form that is cut in the wrong place.
fn content() -> Vec<u8> {
    let all = (0..=255).cycle().take(3000);
    b"\x89PNG\r\n--\r\n\r\n----boundary--\r\n"
        .iter()
        .copied()
        .chain(all)
        .collect()
}

fn call(client: &Client, filename: &str) -> Call<Value> {
    let meta = Meta::new().filename(filename).sha256(sha256_hex(&content()));
    let upload = Upload::new().meta(meta).file(FilePart::new(filename, content()));
    Call::new(Chain::new(client), &OPERATION, upload)
}

/// A form as the peer's language parses it.
fn parts(peer: &Peer, request: &Request) -> Vec<(String, Option<String>, Vec<u8>)> {
    let inputs =
        json!({"content_type": header(request, "content-type"), "body": STANDARD.encode(request.body())});
    let parts = peer.ask("parse_form", &inputs);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    parts
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            let content = STANDARD.decode(part["content"].as_str().unwrap()).unwrap();
            (text(&part["name"]).unwrap(), text(&part["filename"]), content)
        })
        .collect()
}

fn ours(peer: &Arc<Peer>) {
    for filename in ["图 1.png", "a.mp4", "it's.jpg"] {
        let theirs = peer.clone();
        let server = Server::start(move |request| {
            let parts = parts(&theirs, request);
            let meta = std::str::from_utf8(&parts[0].2).unwrap();
            if theirs.ask("verify_request", &inputs(request, meta)) != true {
                return answer(401, &[], "{}");
            }
            signed(200, r#"{"media_id":"m"}"#)
        });
        let done: Response<Value> = call(&client(&server.url), filename).send_blocking().unwrap();
        assert_eq!(done["media_id"], "m");
        let parts = parts(peer, &server.only());
        let meta: Value = serde_json::from_slice(&parts[0].2).unwrap();
        assert_eq!(
            meta,
            json!({"filename": filename, "sha256": sha256_hex(&content())})
        );
        assert_eq!(
            (&*parts[0].0, parts[0].1.as_deref()),
            ("meta", None),
            "meta is no file"
        );
        // Python's parser wants names in ASCII and marks the rest; Node's takes UTF-8.
        if peer.sdk == Sdk::Axios || filename.is_ascii() {
            assert_eq!(parts[1].1.as_deref(), Some(filename));
        }
        assert_eq!((parts.len(), &*parts[1].0, &parts[1].2), (2, "file", &content()));
    }
}

fn altered_ours(peer: &Arc<Peer>) {
    let request = call(&client("http://127.0.0.1:1"), "a.png").to_http().unwrap();
    let meta = String::from_utf8(parts(peer, &request)[0].2.clone()).unwrap();
    assert_eq!(peer.ask("verify_request", &inputs(&request, &meta)), true);
    let body = String::from_utf8_lossy(request.body()).into_owned();
    for other in ["", &meta.replace("a.png", "b.png"), &format!("{meta} "), &body] {
        assert_eq!(
            peer.ask("verify_request", &inputs(&request, other)),
            false,
            "{other}"
        );
    }
}

/// The parts of a form by multer, after its boundary was taken from where it must be.
fn taken_apart(boundary: &str, body: &Bytes) -> Vec<(String, Option<String>, Bytes)> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut form = multer::Multipart::with_reader(&body[..], boundary);
        let mut parts = Vec::new();
        while let Some(part) = form.next_field().await.unwrap() {
            let (name, filename) = (
                part.name().unwrap().to_owned(),
                part.file_name().map(str::to_owned),
            );
            parts.push((name, filename, part.bytes().await.unwrap()));
        }
        parts
    })
}

fn boundary(sdk: Sdk, request: &Request) -> String {
    match (sdk, multer::parse_boundary(header(request, "content-type"))) {
        (Sdk::Axios, found) => found.unwrap(),
        // It overwrites the header that `requests` would have made, and the boundary is lost:
        // the platform can only have it from the body, and so do we. A finding about them.
        (Sdk::Python, found) => {
            assert_eq!(header(request, "content-type"), "multipart/form-data");
            assert_eq!(found, Err(multer::Error::NoBoundary));
            let end = request.body().iter().position(|byte| *byte == b'\r').unwrap();
            String::from_utf8(request.body()[2..end].to_vec()).unwrap()
        }
    }
}

fn uploaded(peer: &Arc<Peer>, stream: bool) -> Request {
    let sdk = peer.sdk;
    let server = Server::start(move |request| {
        let parts = taken_apart(&boundary(sdk, request), request.body());
        match verify(request, &parts[0].2) {
            Ok(()) => signed(200, r#"{"media_id":"m"}"#),
            Err(why) => answer(401, &[], json!({ "message": why }).to_string()),
        }
    });
    let more =
        json!({"path": OPERATION.path, "filename": "file_1.png", "content": STANDARD.encode(content())});
    let inputs = with(as_merchant(&server.url, more), json!({ "stream": stream }));
    assert_eq!(
        peer.ask("upload", &inputs),
        json!({"status": 200, "data": {"media_id": "m"}})
    );
    server.only()
}

fn check(peer: &Arc<Peer>, request: &Request, filename: Option<&str>) {
    let parts = taken_apart(&boundary(peer.sdk, request), request.body());
    let meta: Value = serde_json::from_slice(&parts[0].2).unwrap();
    assert_eq!(
        meta,
        json!({"filename": "file_1.png", "sha256": sha256_hex(&content())})
    );
    assert_eq!((&*parts[0].0, parts[0].1.as_deref()), ("meta", None));
    assert_eq!(
        (parts.len(), &*parts[1].0, parts[1].1.as_deref()),
        (2, "file", filename)
    );
    assert_eq!(parts[1].2, content());
}

fn theirs(peer: &Arc<Peer>) {
    check(peer, &uploaded(peer, false), Some("file_1.png"));
}

fn streamed(peer: &Arc<Peer>) {
    let request = uploaded(peer, true);
    assert_eq!(header(&request, "transfer-encoding"), "chunked");
    // Axios writes the form again by itself, and the file loses its name: a finding about them.
    check(peer, &request, None);
}

fn altered_theirs(peer: &Arc<Peer>) {
    let request = uploaded(peer, false);
    let meta = taken_apart(&boundary(peer.sdk, &request), request.body())[0]
        .2
        .clone();
    verify(&request, &meta).unwrap();
    for other in [&b""[..], &meta[1..], request.body()] {
        verify(&request, other).unwrap_err();
    }
}
