//! A documented example as a call that can be pasted into a shell.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::{TableView, ValueKind};
use wechatpay_openapi_runtime::crypto::{PublicKey, sha256_hex};
use wechatpay_openapi_runtime::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use wechatpay_openapi_runtime::{Answer, Call, Client, Redirect};

use super::own::own;
use crate::check::CLIENT_CERTIFICATE;
use crate::world::World;

/// Names the key with which fields are encrypted.
const SERIAL: &str = "wechatpay-serial";
/// The file of an upload, and what is in it.
const FILE: (&str, &str) = ("example.png", "gateway");

/// The first documented request of an operation by curl, encrypted and signed now by the merchant's keys.
///
/// # Errors
/// It cannot be made of its example; the text says why.
pub(super) fn curl(world: &World, entry: &Entry) -> Result<String> {
    let examples: Value = serde_json::from_str(entry.request_examples)?;
    let part = |name: &str| examples[0][name].as_object().cloned().unwrap_or_default();
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
    let headers = part("headers");
    let is_own = |name: &str| name.eq_ignore_ascii_case(SERIAL);
    for (name, value) in headers.into_iter().filter(|(name, _)| !is_own(name)) {
        call = call.header(name, text(&value));
    }
    let mut body = own(&mchid, part("body"));
    if operation.upload {
        return upload(call, body);
    }
    if let Some(table) = entry.request {
        let key = PublicKey::parse(keys.public_key())?;
        seal(&key, TableView::of(table), &mut body)?;
    }
    if !body.is_empty() {
        call = call.json(&body);
    }
    if operation.answers == Answer::Redirect {
        return Ok(format!("curl {}", quoted(&call.receive::<Redirect>().url()?)));
    }
    let request = call.to_http()?;
    let mut lines = head(&request);
    if operation.names_platform_key && !request.headers().contains_key(SERIAL) {
        lines.push(format!(
            "-H {}",
            quoted(&format!("{SERIAL}: {}", keys.public_key_id()))
        ));
    }
    if operation.client_certificate {
        lines.push(format!(
            "-H {}",
            quoted(&format!("{CLIENT_CERTIFICATE}: {}", keys.serial_no()))
        ));
    }
    if !request.body().is_empty() {
        let body = std::str::from_utf8(request.body()).context("the body is no text")?;
        lines.push(format!("--data-binary {}", quoted(body)));
    }
    Ok(lines.join(" \\\n  "))
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
fn upload(call: Call<Value>, body: Map<String, Value>) -> Result<String> {
    let (name, content) = FILE;
    let meta = body.get("meta").and_then(Value::as_object).cloned();
    let mut meta = meta.context("its file is not announced by a part `meta`")?;
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
    let mut lines = head(&request);
    lines.push(format!(
        "-F {}",
        quoted(&format!("meta={meta};type=application/json"))
    ));
    lines.push(format!("-F {}", quoted(&format!("file=@{name}"))));
    Ok(format!(
        "printf '%s' {content} > {name}\n{}",
        lines.join(" \\\n  ")
    ))
}

/// Verb, URL and headers; those of the body's form are curl's own.
fn head(request: &wechatpay_openapi_runtime::http::Request<bytes::Bytes>) -> Vec<String> {
    let headers = request
        .headers()
        .iter()
        .filter(|(name, _)| ![CONTENT_LENGTH, HOST].contains(name));
    let shown = headers.map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        format!("-H {}", quoted(&format!("{name}: {value}")))
    });
    let first = format!(
        "curl -X {} {}",
        request.method(),
        quoted(&request.uri().to_string())
    );
    std::iter::once(first).chain(shown).collect()
}

/// Encrypts what a table calls sensitive, for WeChat Pay to read.
fn seal(key: &PublicKey, table: TableView, members: &mut Map<String, Value>) -> Result<()> {
    for (name, member) in members.iter_mut() {
        if let Some(field) = table.field(name) {
            seal_value(key, &field.kind(), member)?;
        }
    }
    Ok(())
}

fn seal_value(key: &PublicKey, kind: &ValueKind, value: &mut Value) -> Result<()> {
    match (kind, value) {
        (ValueKind::Sensitive, Value::String(text)) => *text = key.encrypt(text)?,
        (ValueKind::Record(table), Value::Object(members)) => seal(key, *table, members)?,
        (ValueKind::List(item), Value::Array(items)) => {
            items
                .iter_mut()
                .try_for_each(|value| seal_value(key, item, value))?;
        }
        (ValueKind::Numbered(inner), value) => seal_value(key, inner, value)?,
        _ => {}
    }
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// For a shell of Unix.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
