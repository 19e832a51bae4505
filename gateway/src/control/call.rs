//! A request of a documented operation as a call that can be sent, or pasted into a shell.

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::{Request, Uri};
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::crypto::{PublicKey, sha256_hex};
use wechatpay_openapi_runtime::{Answer, Call, Client, Operation, Redirect};

use super::curl;
use super::own::own;
use super::ready::{CallPart, Ready};
use crate::check::CLIENT_CERTIFICATE;
use crate::world::World;

/// Names the key that encrypted, and the one that is to sign the answer.
const SERIAL: &str = "wechatpay-serial";
/// The file of an upload, a picture or a film, and what is in it.
const FILES: [&str; 2] = ["example.png", "example.mp4"];
const CONTENT: &str = "gateway";

/// A request of an operation as the catalogue has them (`path`, `query`, `headers`, `body`), encrypted and signed now by the
/// merchant's keys.
///
/// # Errors
/// It cannot be made of this; the text says why.
pub(super) fn ready(world: &World, entry: &Entry, asked: &Value) -> Result<Ready> {
    let part = |name: &str| asked[name].as_object().cloned().unwrap_or_default();
    let keys = &world.keys;
    let mchid = keys.mchid();
    let operation = entry.operation;
    let mut call = client(world, entry)?.call(operation.method, operation.path.trim_start_matches('/'));
    for (name, value) in part("path") {
        // Some documented examples have left it empty.
        let value = Some(text(&value)).filter(|value| !value.is_empty());
        call = call.path(name.clone(), value.unwrap_or(name));
    }
    for (name, value) in own(&mchid, part("query")) {
        call = call.query(name, text(&value));
    }
    let is_own = |name: &str| name.eq_ignore_ascii_case(SERIAL);
    let documented = part("headers").into_iter();
    for (name, value) in documented.filter(|(name, _)| !is_own(name)) {
        call = call.header(name, text(&value));
    }
    let mut body = own(&mchid, part("body"));
    if operation.upload {
        return upload((world, operation), call, body);
    }
    if let Some(table) = entry.request {
        let key = PublicKey::parse(keys.public_key())?;
        TableView::of(table).each_sensitive(&mut body, &mut |text| {
            *text = key.encrypt(text)?;
            anyhow::Ok(())
        })?;
    }
    if !body.is_empty() {
        call = call.json(&body);
    }
    if operation.answers == Answer::Redirect {
        let url: Uri = call.receive::<Redirect>().url()?.parse()?;
        return Ok(made((world, operation), &url, Vec::new(), None, None));
    }
    let request = call.to_http()?;
    let mut headers = headers(&request);
    if operation.names_platform_key && !request.headers().contains_key(SERIAL) {
        headers.push((SERIAL.to_owned(), keys.public_key_id()));
    }
    if operation.client_certificate {
        headers.push((CLIENT_CERTIFICATE.to_owned(), keys.serial_no()));
    }
    let body = match request.body().is_empty() {
        true => None,
        false => Some(
            std::str::from_utf8(request.body())
                .context("the body is no text")?
                .to_owned(),
        ),
    };
    Ok(made((world, operation), request.uri(), headers, body, None))
}

/// One that sends nothing, so that making it is quick.
fn client(world: &World, entry: &Entry) -> Result<Client> {
    let keys = &world.keys;
    let builder = match entry.operation.path.starts_with("/brand/") {
        true => Client::brand_builder(keys.brand_id()),
        false => Client::builder(keys.mchid()),
    };
    // A brand knows no platform certificates.
    let platform = keys.platform_signing(&keys.public_key_id());
    let builder = platform.configure(builder).base_url(&*world.base_url);
    let nowhere = platform.clone().answering(move |_| platform.answer(500, ""));
    Ok(builder.transport(nowhere).build()?)
}

/// Only `meta` is signed, so a call whose body it is has the right signature.
fn upload(of: (&World, &Operation), call: Call<Value>, body: Map<String, Value>) -> Result<Ready> {
    let content = CONTENT;
    let meta = body.get("meta").and_then(Value::as_object).cloned();
    let mut meta = meta.context("its file is not announced by a part `meta`")?;
    let is_film = meta
        .get("filename")
        .and_then(Value::as_str)
        .is_some_and(|name| name.ends_with(".mp4"));
    let name = FILES[usize::from(is_film)];
    for (field, value) in [
        ("filename", name.to_owned()),
        ("sha256", sha256_hex(content.as_bytes())),
    ] {
        if let Some(of_file) = meta.get_mut(field) {
            *of_file = value.into();
        }
    }
    let mut request = call.json(&meta).to_http()?;
    request.headers_mut().remove(CONTENT_TYPE);
    let meta = std::str::from_utf8(request.body()).context("`meta` is no text")?;
    let form = vec![
        CallPart {
            name: "meta",
            filename: None,
            text: meta.to_owned(),
        },
        CallPart {
            name: "file",
            filename: Some(name),
            text: content.to_owned(),
        },
    ];
    Ok(made(of, request.uri(), headers(&request), None, Some(form)))
}

/// Those that do not come by themselves.
fn headers(request: &Request<Bytes>) -> Vec<(String, String)> {
    let own = request
        .headers()
        .iter()
        .filter(|(name, _)| ![CONTENT_LENGTH, HOST].contains(name));
    let shown = own.map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.to_string(), value.into_owned())
    });
    shown.collect()
}

fn made(
    (world, operation): (&World, &Operation),
    url: &Uri,
    headers: Vec<(String, String)>,
    body: Option<String>,
    form: Option<Vec<CallPart>>,
) -> Ready {
    let target = url.path_and_query().map_or("/", |target| target.as_str());
    let mut ready = Ready {
        method: operation.method.as_str(),
        target: target.to_owned(),
        headers,
        body,
        form,
        curl: String::new(),
    };
    ready.curl = curl::curl(&ready, url, curl::tls(world, operation));
    ready
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
