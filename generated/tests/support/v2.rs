//! The signature of a v2 request, by the documented rule and without the runtime's own code for it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aws_lc_rs::hmac;
use md5::Digest as _;
use test_support::platform::{API_V2_KEY as KEY, MCHID, keys};
use wechatpay_openapi::runtime::record::{Record, from_json};
use wechatpay_openapi::runtime::xml::Document;
use wechatpay_openapi::runtime::{self, Answer, Call, Chain, Client, Operation, Redirect};

/// Values that the documentation computes, so that only their names are in it.
const PLACEHOLDERS: [(&str, &str, &str); 2] = [
    ("sign_type", "signType", "HMAC-SHA256"),
    ("timestamp", "timestamp", "1700000000"),
];

/// Builds a request from its documented values and verifies what would be sent.
pub fn signed<R: Record>(operation: &Operation, value: &serde_json::Value) -> Result<(), String> {
    let mut operation = *operation;
    operation.client_certificate = false; // the connection's business, and none is made
    let mut value = value.clone();
    if let Some(fields) = value.as_object_mut() {
        fields.remove("sign"); // of the documentation's own key
        for (name, placeholder, real) in PLACEHOLDERS {
            if fields.get(name).is_some_and(|value| value == placeholder) {
                fields.insert(name.to_owned(), real.into());
            }
        }
    }
    let request = from_json::<R>(value.to_string().as_bytes()).map_err(|error| error.to_string())?;
    let client = client();
    if operation.answers == Answer::Redirect {
        let documents_sign = R::TABLE.fields.iter().any(|field| field.name() == "sign");
        let call: Call<Redirect> = Call::new(Chain::new(client), &operation, request).skip_required_check();
        let url = call.url().map_err(|error| error.to_string())?;
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        return if documents_sign {
            verify(pairs(query), operation.nonceless, true)
        } else {
            Ok(())
        };
    }
    let call: Call<runtime::Json> = Call::new(Chain::new(client), &operation, request).skip_required_check();
    let sent = call.to_http().map_err(|error| error.to_string())?;
    let body = std::str::from_utf8(sent.body()).map_err(|error| error.to_string())?;
    let fields = if operation.upload {
        parts(body)
    } else if let Some(query) = sent.uri().query() {
        pairs(query)
    } else {
        let document = Document::parse(body.as_bytes()).map_err(|error| error.to_string())?;
        let texts = document.texts().ok_or("elements inside elements")?;
        texts
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect()
    };
    verify(fields, operation.nonceless, operation.upload)
}

fn verify(
    mut fields: BTreeMap<String, String>,
    nonceless: bool,
    nonce_as_documented: bool,
) -> Result<(), String> {
    let sign = fields.remove("sign").ok_or("it is not signed")?;
    if !nonce_as_documented && fields.contains_key("nonce_str") == nonceless {
        return Err(format!("nonceless is {nonceless}, and so is not the request"));
    }
    // A `BTreeMap` of `String`s is sorted by bytes.
    let mut text: String = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}&"))
        .collect();
    text.push_str("key=");
    text.push_str(KEY);
    let bytes = match fields.get("sign_type").map(String::as_str) {
        Some("HMAC-SHA256") => {
            let key = hmac::Key::new(hmac::HMAC_SHA256, KEY.as_bytes());
            hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
        }
        None | Some("" | "MD5") => md5::Md5::digest(text.as_bytes()).to_vec(),
        Some(other) => return Err(format!("`sign_type` is {other}")),
    };
    let wanted: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    if sign != wanted {
        return Err(format!("`sign` is {sign}, not {wanted} over {text}"));
    }
    echoed(&fields, &sign)
}

/// One key signs requests and notifications: a request that is sent back to the `notify_url` must be neither.
#[cfg(feature = "webhook")]
fn echoed(fields: &BTreeMap<String, String>, sign: &str) -> Result<(), String> {
    use wechatpay_openapi::runtime::http::HeaderMap;
    use wechatpay_openapi::webhook::Event;
    let mut document = Document::default();
    for (name, text) in fields {
        document.set(name, text);
    }
    document.set("sign", sign);
    let xml = document.write().map_err(|error| error.to_string())?;
    let read = client()
        .notifications()
        .parse_event::<Event, _>(&HeaderMap::new(), xml.as_bytes());
    // The address that `tools/shorturl` shortens has a nonce of its own.
    let is_cut = fields.values().any(|text| text.contains("&nonce_str="));
    match read.map(|read| read.event) {
        Ok(Event::Unknown(_)) if !is_cut => Ok(()),
        Err(error) if is_cut && error.is_verification() => Ok(()),
        Ok(event) => Err(format!("its echo is a notification: {event:?}")),
        Err(error) => Err(format!("its echo is signed, and refused: {error}")),
    }
}

#[cfg(not(feature = "webhook"))]
fn echoed(_: &BTreeMap<String, String>, _: &str) -> Result<(), String> {
    Ok(())
}

fn pairs(query: &str) -> BTreeMap<String, String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), unescaped(value)))
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| std::str::from_utf8(&after[..2]).unwrap());
        bytes.push(code.map_or(*first, |code| u8::from_str_radix(code, 16).unwrap()));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}

/// The parts of a multipart body but the file.
fn parts(body: &str) -> BTreeMap<String, String> {
    let boundary = body.lines().next().unwrap_or_default();
    body.split(boundary)
        .filter(|part| !part.contains("filename="))
        .filter_map(|part| {
            let (head, text) = part.split_once("\r\n\r\n")?;
            let name = head.split_once("name=\"")?.1.split('"').next()?;
            Some((name.to_owned(), text.trim_end().to_owned()))
        })
        .collect()
}

fn client() -> &'static Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    CLIENT.get_or_init(|| {
        Client::builder(MCHID)
            .api_v2_key(KEY)
            .v2_public_key(&keys().platform_public_pem)
            .build()
            .expect("a client")
    })
}
