//! Saving a file: what is in its way, who may read it, and what is left if it ends early.

use std::path::Path;
use std::time::Duration;

use wechatpay_openapi_runtime::crypto::sha1_hex;
use wechatpay_openapi_runtime::{Call, Chain, Download, Error, ErrorKind, Method, Operation, Verify};

use crate::support::files::{Folder, at, bill, serving, url};
use crate::support::platform::{NOW, keys, signature_headers, signed_at};
use crate::support::server::{Act, Server, respond};

const SIGNED: Operation = Operation::v3(Method::GET, "/v3/transferdownload/signfile")
    .answers(wechatpay_openapi_runtime::Answer::File)
    .verify(Verify::SignedIfPresent);

const STATEMENT: Operation = Operation::v3(Method::GET, "/v3/global/statements")
    .answers(wechatpay_openapi_runtime::Answer::File)
    .verify(Verify::StatementSha1);

type Headers = Vec<(&'static str, String)>;

fn statement_headers(sha1: String) -> Headers {
    let mut headers = signature_headers(format!("{{\"sha1\":\"{sha1}\"}}").as_bytes());
    headers.push(("Wechatpay-Statement-Sha1", sha1));
    headers
}

fn without(name: &str) -> Headers {
    let mut headers = signature_headers(&bill());
    headers.retain(|(found, _)| *found != name);
    headers
}

fn with(name: &str, value: &str) -> Headers {
    let mut headers = without(name);
    headers.push(match name {
        "Wechatpay-Serial" => ("Wechatpay-Serial", value.to_owned()),
        _ => ("Wechatpay-Signature", value.to_owned()),
    });
    headers
}

/// Saves what a server gives with these headers. The limit of memory is far below its size.
async fn save(
    operation: &Operation,
    headers: Headers,
    body: Vec<u8>,
    path: &Path,
) -> (usize, Result<u64, Error>) {
    let server = Server::start(move |_| Act::Send(respond("200 OK", &headers, &body)));
    let call: Call<Download> = Call::bare(Chain::new(&at(&server)), operation);
    let saved = call.limit(1000).to_file(path).await;
    (server.seen().len(), saved)
}

/// Low entry: above the limit a signed file was fetched three times, and refused with the advice to save it.
#[tokio::test]
async fn low_a_signed_file_above_the_memory_limit_is_saved_with_one_fetch() {
    let folder = Folder::new("signed");
    let path = folder.0.join("file");
    let sha1 = sha1_hex(&bill());
    for (operation, headers) in [
        (SIGNED, signature_headers(&bill())),
        (STATEMENT, statement_headers(sha1)),
        (SIGNED, Vec::new()),
    ] {
        let (fetched, saved) = save(&operation, headers, bill(), &path).await;
        assert_eq!(saved.unwrap(), bill().len() as u64, "{operation}");
        assert_eq!(fetched, 1, "{operation}");
        assert_eq!(std::fs::read(&path).unwrap(), bill(), "{operation}");
    }
    assert_eq!(folder.names(), ["file"]);
}

/// Low entry, its sibling: what cannot be read into memory is told once, too.
#[tokio::test]
async fn low_a_file_that_is_too_large_for_memory_is_fetched_once() {
    let headers = signature_headers(&bill());
    let server = Server::start(move |_| Act::Send(respond("200 OK", &headers, &bill())));
    let client = at(&server);
    let call = || -> Call<Download> { Call::<Download>::bare(Chain::new(&client), &SIGNED).limit(1000) };
    let error = call().to_writer(std::io::sink()).await.unwrap_err();
    assert!(error.to_string().contains("`to_file`"), "{error}");
    assert_eq!(server.seen().len(), 1);
    call().await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
}

/// A file may be JSON, and is not read into memory for looking like an error.
#[tokio::test]
async fn a_large_file_of_json_is_saved() {
    let json = format!(r#"{{"code":"A","message":"B","rows":"{}"}}"#, "x".repeat(2 << 20));
    let folder = Folder::new("json");
    let path = folder.0.join("rows.json");
    let server = serving("200 OK", "application/json", json.clone().into_bytes());
    let saved = at(&server)
        .download(url(&server))
        .limit(1000)
        .to_file(&path)
        .await;
    assert_eq!(saved.unwrap(), json.len() as u64);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), json);
}

struct Forgery(&'static str, Operation, Headers, Vec<u8>, ErrorKind);

/// The genuine file with other headers.
fn headed(name: &'static str, headers: Headers, kind: ErrorKind) -> Forgery {
    Forgery(name, SIGNED, headers, bill(), kind)
}

/// Another file with the genuine one's headers.
fn altered(name: &'static str, body: Vec<u8>) -> Forgery {
    Forgery(
        name,
        SIGNED,
        signature_headers(&bill()),
        body,
        ErrorKind::Signature,
    )
}

fn forgeries() -> Vec<Forgery> {
    use ErrorKind::{Expired, Probe, Signature, UnknownSerial, Unsigned};
    let more = [&bill()[..], b"`1.00\r\n"].concat();
    let less = bill()[..bill().len() - 1].to_vec();
    let stranger = keys().merchant.sign(b"text").unwrap();
    let (sign, serial) = ("Wechatpay-Signature", "Wechatpay-Serial");
    let statement = statement_headers(sha1_hex(&bill()));
    let unsigned = vec![("Wechatpay-Statement-Sha1", sha1_hex(&bill()))];
    vec![
        altered("more at the end", more.clone()),
        altered("a line end less", less),
        altered("nothing", Vec::new()),
        headed("another's signature", with(sign, &stranger), Signature),
        headed("no base64", with(sign, "%"), Signature),
        headed("a probe", with(sign, "WECHATPAY/SIGNTEST/ZmFsc2U="), Probe),
        headed("an unknown key", with(serial, "PUB_KEY_ID_0"), UnknownSerial),
        headed("no serial", without(serial), Unsigned),
        headed("no signature", without(sign), Unsigned),
        headed("an old signature", signed_at(NOW - 301, &bill()), Expired),
        Forgery("another statement", STATEMENT, statement, more, Signature),
        Forgery("a statement unsigned", STATEMENT, unsigned, bill(), Unsigned),
        Forgery(
            "a statement signed by its content",
            STATEMENT,
            signature_headers(&bill()),
            bill(),
            Unsigned,
        ),
    ]
}

#[tokio::test]
async fn a_signed_file_that_is_not_what_was_signed_leaves_nothing() {
    let folder = Folder::new("forged");
    let path = folder.0.join("file");
    std::fs::write(&path, "before").unwrap();
    for Forgery(name, operation, headers, body, kind) in forgeries() {
        let (fetched, saved) = save(&operation, headers, body, &path).await;
        let error = saved.unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert!(error.to_string().contains(operation.path), "{name}: {error}");
        assert_eq!(fetched, 1, "{name}");
        assert_eq!(std::fs::read(&path).unwrap(), b"before", "{name}");
        assert_eq!(folder.names(), ["file"], "{name}");
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Low entry: bills were written 0644, and a target of 0600 became 0644.
#[cfg(unix)]
#[tokio::test]
async fn low_a_file_is_its_owners_alone_and_one_that_is_replaced_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("modes");
    let server = serving("200 OK", "text/plain", bill());
    let client = at(&server);
    for (before, after) in [
        (None, 0o600),
        (Some(0o600), 0o600),
        (Some(0o640), 0o640),
        (Some(0o644), 0o644),
        (Some(0o400), 0o400),
    ] {
        let path = folder.0.join("bill.csv");
        let _ = std::fs::remove_file(&path);
        if let Some(before) = before {
            std::fs::write(&path, "before").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(before)).unwrap();
        }
        client.download(url(&server)).to_file(&path).await.unwrap();
        assert_eq!(mode(&path), after, "{before:?}");
        assert_eq!(std::fs::read(&path).unwrap(), bill());
        #[cfg(feature = "blocking")]
        {
            let client = client.clone();
            let (url, path) = (url(&server), path.clone());
            let saved = std::thread::spawn(move || client.download(url).to_file_blocking(path));
            saved.join().unwrap().unwrap();
        }
        assert_eq!(mode(&path), after, "{before:?}");
    }
    // While it is written, whatever it replaces.
    let (tell, told) = std::sync::mpsc::channel();
    let folder_of_part = folder.0.clone();
    let seen = move |_| {
        let entries = std::fs::read_dir(&folder_of_part)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let parts = entries.filter(|path| path.extension().is_some_and(|ending| ending == "part"));
        parts.for_each(|part| tell.send(mode(&part)).unwrap());
    };
    let path = folder.0.join("open.csv");
    std::fs::write(&path, "before").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    client
        .download(url(&server))
        .progress(seen)
        .to_file(&path)
        .await
        .unwrap();
    let modes: Vec<u32> = told.iter().collect();
    assert!(
        !modes.is_empty() && modes.iter().all(|mode| *mode == 0o600),
        "{modes:?}"
    );
}

/// A target that is a link is replaced, not written through.
#[cfg(unix)]
#[tokio::test]
async fn a_link_in_the_way_is_not_followed() {
    let folder = Folder::new("links");
    let (victim, path) = (folder.0.join("victim"), folder.0.join("bill.csv"));
    let server = serving("200 OK", "text/plain", bill());
    let client = at(&server);
    std::fs::write(&victim, "before").unwrap();
    std::os::unix::fs::symlink(&victim, &path).unwrap();
    client.download(url(&server)).to_file(&path).await.unwrap();
    assert_eq!(std::fs::read(&victim).unwrap(), b"before");
    assert!(!path.is_symlink() && mode(&path) == 0o600);
}

#[tokio::test]
async fn whatever_ends_it_early_leaves_nothing() {
    let folder = Folder::new("early");
    let path = folder.0.join("bill.csv");
    let half = |wait| {
        move |_: &_| {
            let whole = respond("200 OK", &[], &bill());
            Act::SendAndSleep(whole[..whole.len() / 2].to_vec(), wait)
        }
    };
    // Dropped by its caller, when something of it is on the disk.
    let server = Server::start(half(Duration::from_secs(5)));
    let (tell, told) = std::sync::mpsc::channel();
    let saving = at(&server)
        .download(url(&server))
        .progress(move |step| tell.send(step).unwrap());
    let saving = saving.to_file(&path);
    let dropped = tokio::time::timeout(Duration::from_millis(700), saving).await;
    assert!(dropped.is_err() && told.iter().count() > 0);
    assert!(folder.names().is_empty(), "dropped");
    // The connection breaks.
    let server = Server::start(half(Duration::ZERO));
    let error = at(&server)
        .download(url(&server))
        .to_file(&path)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
    assert!(folder.names().is_empty(), "broken off");
    // The caller's own code panics.
    let server = serving("200 OK", "text/plain", bill());
    let call = at(&server).download(url(&server)).progress(|step| {
        assert!(step.received < 100_000, "the caller's own code");
    });
    let target = path.clone();
    let panicked = tokio::spawn(call.to_file(target)).await;
    assert!(panicked.unwrap_err().is_panic());
    assert!(folder.names().is_empty(), "panicked");
    // The target cannot be replaced.
    std::fs::create_dir(&path).unwrap();
    let error = at(&server)
        .download(url(&server))
        .to_file(&path)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io, "{error}");
    assert_eq!(folder.names(), ["bill.csv"], "a folder in its place");
}

/// A name may be as long as the system allows: the part file's does not grow with it.
#[tokio::test]
async fn a_long_name_is_saved() {
    let folder = Folder::new("names");
    let server = serving("200 OK", "text/plain", bill());
    let path = folder.0.join("账".repeat(85));
    at(&server).download(url(&server)).to_file(&path).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bill());
}
