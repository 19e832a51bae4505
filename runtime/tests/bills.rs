//! Encrypted bills, in one file and in several: decrypted, unpacked, joined, and never given half.
#![cfg(all(feature = "reqwest", feature = "test"))]

mod support;

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use support::files::{Folder, gzip};
use support::records::{Announcement, Item};
use support::server::{Act, Seen, Server, respond};
use support::{Case, run};
use wechatpay_openapi_runtime::crypto::{FileKey, PrivateKey, sha1_hex};
use wechatpay_openapi_runtime::record::from_json;
use wechatpay_openapi_runtime::testing::{TestBill, TestPlatform};
use wechatpay_openapi_runtime::{Client, ErrorKind};

fn opened(case: &Case) -> Result<(), String> {
    let merchant = PrivateKey::parse(case.text("private_key_pem")).unwrap();
    let mut file = STANDARD.decode(case.text("file_base64")).unwrap();
    let key = FileKey::decrypt(&merchant, case.text("encrypt_key")).map_err(|error| error.to_string())?;
    let before = file.clone();
    key.open(case.text("nonce"), &mut file).map_err(|error| {
        assert_eq!(file, before, "{}: nothing of the plain content", case.id);
        error.to_string()
    })?;
    assert_eq!(
        STANDARD.encode(&file),
        case.want("plaintext_base64"),
        "{}",
        case.id
    );
    key.seal(case.text("nonce"), &mut file).unwrap();
    assert_eq!(file, before, "{}: encrypted the same way", case.id);
    Ok(())
}

#[test]
fn files_that_others_have_encrypted() {
    run("file-aes-256-gcm", opened);
}

#[cfg(feature = "sm")]
#[test]
fn files_that_others_have_encrypted_with_sm4() {
    run("file-sm4-gcm", opened);
}

#[tokio::test]
async fn neither_key_nor_token_nor_content_is_shown() {
    const KEY: &str = "0123456789abcdefghijklmnopqrstuv";
    let file = platform().bill("`PLAIN").unwrap();
    let item = file.item(
        1,
        "https://api.mch.weixin.qq.com/v3/billdownload/file?token=TOKEN",
    );
    let item: Item = from_json(item.to_string().as_bytes()).unwrap();
    let client: Client = platform().client().unwrap();
    let key = FileKey::new(KEY.as_bytes()).unwrap();
    let (call, bill) = (client.download_of(&item).unwrap(), client.bill_of(&item).unwrap());
    let shown = format!("{key:?} {file:?} {call:?} {bill:?}");
    for secret in [
        KEY,
        "PLAIN",
        "TOKEN",
        item.encrypt_key.as_deref().unwrap(),
        item.nonce.as_deref().unwrap(),
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[cfg(not(feature = "sm"))]
#[test]
fn sm4_names_its_feature() {
    let error = FileKey::new(&[0; 16]).unwrap_err();
    assert!(error.to_string().contains("feature `sm`"), "{error}");
}

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

/// A server with these files behind `/1`, `/2`, …
fn serving(files: Vec<Vec<u8>>) -> Server {
    Server::start(move |seen: &Seen| {
        let number: usize = seen.target[1..].parse().unwrap();
        Act::Send(respond("200 OK", &[], &files[number - 1]))
    })
}

fn client(server: &Server) -> Client {
    let builder = platform().configure(Client::builder(platform().mchid()));
    builder.base_url(&server.url).build().unwrap()
}

/// The answer that announces these, numbered as the server has them, in this order.
fn announcement(server: &Server, files: &[TestBill], order: &[usize]) -> Announcement {
    let items = order.iter().map(|number| {
        let url = format!("{}/{number}", server.url);
        files[number - 1].item(i64::try_from(*number).unwrap(), &url)
    });
    let answer =
        json!({"download_bill_count": order.len(), "download_bill_list": items.collect::<Vec<Value>>()});
    from_json(answer.to_string().as_bytes()).unwrap()
}

fn content(files: &[TestBill]) -> Vec<Vec<u8>> {
    files.iter().map(|file| file.file().to_vec()).collect()
}

fn text(number: usize) -> String {
    format!("`2026-11-22,`{number},`0.01\r\n").repeat(3000)
}

#[tokio::test]
async fn one_file_comes_by_every_way_packed_or_not() {
    let plain = text(1);
    let packed = gzip(plain.as_bytes());
    let folder = Folder::new("encrypted");
    let path = folder.0.join("bill.csv");
    // What was asked for, whether it is unpacked, and what is to be got.
    let cases = [
        (platform().bill(&plain).unwrap(), false, plain.as_bytes()),
        (platform().bill(&plain).unwrap(), true, plain.as_bytes()),
        (platform().bill_packed(&plain, &packed).unwrap(), false, &packed),
        (
            platform().bill_packed(&plain, &packed).unwrap(),
            true,
            plain.as_bytes(),
        ),
    ];
    for (file, unpack, want) in cases {
        let files = [file];
        let server = serving(content(&files));
        let (client, answer) = (client(&server), announcement(&server, &files, &[1]));
        let call = || {
            let call = client.download_of(&answer).unwrap();
            if unpack { call.unpack() } else { call }
        };
        assert_eq!(call().await.unwrap().content, want);
        let mut streamed = Vec::new();
        let mut stream = call().stream().await.unwrap();
        while let Some(piece) = stream.next().await {
            streamed.extend_from_slice(&piece.unwrap());
        }
        assert_eq!(streamed, want);
        assert_eq!(call().to_file(&path).await.unwrap(), want.len() as u64);
        assert_eq!(std::fs::read(&path).unwrap(), want);
        assert_eq!(server.seen().len(), 3);
    }
    assert_eq!(folder.names(), ["bill.csv"]);
}

#[tokio::test]
async fn several_files_are_joined_by_their_numbers() {
    let folder = Folder::new("joined");
    let path = folder.0.join("bill.csv");
    let want: String = (1..=3).map(text).collect();
    for packed in [false, true] {
        let file = |number| match packed {
            true => platform()
                .bill_packed(text(number), gzip(text(number).as_bytes()))
                .unwrap(),
            false => platform().bill(text(number)).unwrap(),
        };
        let files: Vec<TestBill> = (1..=3).map(file).collect();
        let server = serving(content(&files));
        let client = client(&server);
        for order in [[1, 2, 3], [3, 1, 2]] {
            let answer = announcement(&server, &files, &order);
            let bill = || client.bill_of(&answer).unwrap().unpack();
            assert_eq!(bill().to_file(&path).await.unwrap(), want.len() as u64);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), want);
            let mut written = Vec::new();
            bill().to_writer(&mut written).await.unwrap();
            assert_eq!(written, want.as_bytes());
        }
        let targets: Vec<String> = server.seen().iter().map(|seen| seen.target.clone()).collect();
        assert_eq!(targets, ["/1", "/2", "/3"].repeat(4));
    }
    assert_eq!(folder.names(), ["bill.csv"]);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_callers_have_the_same() {
    let files: Vec<TestBill> = (1..=2)
        .map(|number| platform().bill(text(number)).unwrap())
        .collect();
    let server = serving(content(&files));
    let answer = announcement(&server, &files, &[2, 1]);
    let bill = || client(&server).bill_of(&answer).unwrap();
    let folder = Folder::new("joined-blocking");
    let path = folder.0.join("bill.csv");
    bill().to_file_blocking(&path).unwrap();
    let want = text(1) + &text(2);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), want);
    let mut written = Vec::new();
    bill().to_writer_blocking(&mut written).unwrap();
    assert_eq!(written, want.as_bytes());
}

#[tokio::test]
async fn a_bill_that_is_not_encrypted_is_joined_too() {
    let server = serving(vec![text(1).into_bytes(), text(2).into_bytes()]);
    let item = |number: usize| {
        let url = format!("{}/{number}", server.url);
        let item = Item::new().download_url(url).bill_sequence(number as i64);
        item.hash_type("SHA1")
            .hash_value(sha1_hex(text(number).as_bytes()))
    };
    let answer = Announcement::new().download_bill_list(vec![item(2), item(1)]);
    let mut written = Vec::new();
    let bill = client(&server).bill_of(&answer).unwrap();
    bill.to_writer(&mut written).await.unwrap();
    assert_eq!(written, (text(1) + &text(2)).as_bytes());
}

#[test]
fn files_that_are_not_the_parts_of_one_bill_are_refused() {
    let item = |sequence: Option<i64>| {
        let mut item = Item::new().download_url("https://api.mch.weixin.qq.com/1");
        item.bill_sequence = sequence;
        item
    };
    let server = serving(Vec::new());
    let client = client(&server);
    /// The announced count, the numbers, and what the error names.
    type Case = (Option<i64>, &'static [Option<i64>], &'static str);
    let cases: [Case; 9] = [
        (None, &[], "not ready"),
        (Some(0), &[], "not ready"),
        (Some(2), &[Some(1)], "`download_bill_count`"),
        (Some(1), &[Some(1), Some(2)], "`download_bill_count`"),
        (None, &[Some(2)], "number 1 is missing"),
        (Some(2), &[Some(1), Some(1)], "number 2 is missing"),
        (Some(2), &[Some(3), Some(1)], "number 2 is missing"),
        (Some(2), &[Some(0), Some(1)], "number 1 is missing"),
        (None, &[None, Some(1)], "`downloads_of`"),
    ];
    for (count, numbers, word) in cases {
        let mut answer = Announcement::new();
        answer.download_bill_list = Some(numbers.iter().map(|number| item(*number)).collect());
        answer.download_bill_count = count;
        let error = client.bill_of(&answer).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains(word), "{count:?} {numbers:?}: {error}");
        // What is one file of several must not pass for the whole.
        client.download_of(&answer).unwrap_err();
    }
    let single = Announcement::new().download_bill_list(vec![item(None)]);
    let _ = client.download_of(&single).unwrap();
    let _ = client.bill_of(&single).unwrap();
}

#[tokio::test]
async fn a_file_that_is_too_large_to_be_opened_is_asked_for_once() {
    let files = [platform().bill(text(1)).unwrap()];
    let server = serving(content(&files));
    let (client, answer) = (client(&server), announcement(&server, &files, &[1]));
    let size = files[0].file().len();
    let folder = Folder::new("too-large");
    let error = client
        .bill_of(&answer)
        .unwrap()
        .limit(size - 1)
        .to_file(folder.0.join("x"));
    let error = error.await.unwrap_err();
    for word in ["`limit`", "`tar_type` GZIP", &format!("{} bytes", size - 1)] {
        assert!(error.to_string().contains(word), "{error}");
    }
    assert_eq!((server.seen().len(), error.attempts()), (1, 1));
    assert!(folder.names().is_empty());
    let mut written = Vec::new();
    client
        .bill_of(&answer)
        .unwrap()
        .limit(size)
        .to_writer(&mut written)
        .await
        .unwrap();
    assert_eq!(written, text(1).as_bytes());
}

#[tokio::test]
async fn progress_counts_what_came() {
    let files = [platform().bill(text(1)).unwrap()];
    let server = serving(content(&files));
    let (client, answer) = (client(&server), announcement(&server, &files, &[1]));
    let (tell, told) = std::sync::mpsc::channel();
    let bill = client
        .bill_of(&answer)
        .unwrap()
        .progress(move |step| tell.send(step).unwrap());
    bill.to_writer(std::io::sink()).await.unwrap();
    let steps: Vec<u64> = told.iter().map(|step| step.received).collect();
    assert!(
        steps.is_sorted() && steps.last() == Some(&(files[0].file().len() as u64)),
        "{steps:?}"
    );
}
