//! What comes in an encrypted bill's place: nothing of it reaches reader or disk.

use std::sync::OnceLock;

use serde_json::{Value, json};
use wechatpay_openapi_runtime::record::from_json;
use wechatpay_openapi_runtime::testing::TestPlatform;
use wechatpay_openapi_runtime::{Call, Client, Download, Error, ErrorKind};

use crate::support::files::Folder;
use crate::support::records::{Announcement, Item};
use crate::support::server::{Act, Seen, Server, respond};

/// A bill in two files, as announced and as served; an attack changes something of it.
struct Bill {
    /// Items of `download_bill_list`.
    items: Vec<Value>,
    files: Vec<Vec<u8>>,
}

impl Bill {
    fn take(&mut self, from: usize, to: usize, field: &str) {
        self.items[to][field] = self.items[from][field].clone();
    }

    fn text(&self, item: usize, field: &str) -> String {
        self.items[item][field].as_str().unwrap().to_owned()
    }

    /// Another last character.
    fn bend(&mut self, item: usize, field: &str) {
        let mut text = self.text(item, field);
        let last = if text.pop() == Some('0') { '1' } else { '0' };
        text.push(last);
        self.items[item][field] = text.into();
    }
}

struct Attack {
    name: &'static str,
    does: fn(&mut Bill),
    kind: ErrorKind,
    /// A word that says what to check.
    says: &'static str,
    /// How many requests leave before it is seen.
    sent: usize,
}

const fn attack(name: &'static str, does: fn(&mut Bill), sent: usize) -> Attack {
    Attack {
        name,
        does,
        kind: ErrorKind::Decrypt,
        says: "altered or cut",
        sent,
    }
}

const fn known_before(name: &'static str, does: fn(&mut Bill), says: &'static str) -> Attack {
    Attack {
        name,
        does,
        kind: ErrorKind::Decrypt,
        says,
        sent: 0,
    }
}

const ATTACKS: &[Attack] = &[
    attack("one bit of the first byte", |bill| bill.files[0][0] ^= 1, 1),
    attack("one bit in the middle", |bill| bill.files[0][999] ^= 0x80, 1),
    attack(
        "one bit of the tag",
        |bill| *bill.files[0].last_mut().unwrap() ^= 1,
        1,
    ),
    attack(
        "a tag of zeros",
        |bill| {
            let at = bill.files[0].len() - 16;
            bill.files[0][at..].fill(0);
        },
        1,
    ),
    attack("another nonce", |bill| bill.bend(0, "nonce"), 1),
    attack("the nonce of another file", |bill| bill.take(1, 0, "nonce"), 1),
    attack(
        "the key of another file",
        |bill| bill.take(1, 0, "encrypt_key"),
        1,
    ),
    attack("files in each other's place", |bill| bill.files.swap(0, 1), 1),
    attack("a file twice", |bill| bill.take(0, 1, "download_url"), 2),
    attack("a byte less", |bill| _ = bill.files[0].pop(), 1),
    attack(
        "a block less, with the old tag",
        |bill| drop(bill.files[0].drain(16..32)),
        1,
    ),
    attack("less than a tag", |bill| bill.files[0].truncate(15), 1),
    attack("nothing", |bill| bill.files[0].clear(), 1),
    attack("a byte more", |bill| bill.files[0].push(0), 1),
    attack(
        "both files at once",
        |bill| bill.files[0] = bill.files.concat(),
        1,
    ),
    attack("the plain content", |bill| bill.files[0] = plain(1), 1),
    attack("one bit of the second file", |bill| bill.files[1][5] ^= 1, 2),
    Attack {
        name: "a genuine file of another day",
        does: of_another_day,
        kind: ErrorKind::Digest,
        says: "not the announced one",
        sent: 1,
    },
    Attack {
        name: "the same, with a digest that has no name",
        does: |bill| {
            of_another_day(bill);
            bill.items[0]["hash_type"] = Value::Null;
        },
        kind: ErrorKind::Digest,
        says: "not the announced one",
        sent: 1,
    },
    known_before(
        "a key for another merchant",
        |bill| {
            let stranger = TestPlatform::new().unwrap().bill("").unwrap();
            bill.items[0]["encrypt_key"] = stranger.item(1, "")["encrypt_key"].clone();
        },
        "`merchant_key`",
    ),
    known_before(
        "another key",
        |bill| {
            let key = bill.text(0, "encrypt_key");
            let first = if key.starts_with('A') { "B" } else { "A" };
            bill.items[0]["encrypt_key"] = format!("{first}{}", &key[1..]).into();
        },
        "`merchant_key`",
    ),
    known_before(
        "a key that is no base64",
        |bill| bill.items[0]["encrypt_key"] = "%".into(),
        "base64",
    ),
    known_before(
        "a nonce without a key",
        |bill| bill.items[0]["encrypt_key"] = "".into(),
        "`encrypt_key`",
    ),
    known_before(
        "a key without a nonce",
        |bill| bill.items[0]["nonce"] = "".into(),
        "`nonce`",
    ),
    known_before(
        "a nonce of 13",
        |bill| bill.items[0]["nonce"] = "fdasflkja484w".into(),
        "`nonce`",
    ),
    known_before(
        "a key of 3 bytes",
        |bill| {
            bill.items[0]["encrypt_key"] = platform().encrypt("key").unwrap().into();
        },
        "32 bytes",
    ),
];

fn of_another_day(bill: &mut Bill) {
    let other = platform().bill("another").unwrap();
    bill.files[0] = other.file().to_vec();
    for field in ["encrypt_key", "nonce"] {
        bill.items[0][field] = other.item(1, "")[field].clone();
    }
}

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

/// The first file is the one that most attacks are on.
fn plain(number: usize) -> Vec<u8> {
    format!("`PLAIN{number},`0.01\r\n").repeat(400).into_bytes()
}

/// The attacked bill, its server and a client that trusts the answer.
fn served(attack: &Attack) -> (Server, Client, Announcement) {
    let files = [
        platform().bill(plain(1)).unwrap(),
        platform().bill(plain(2)).unwrap(),
    ];
    let mut bill = Bill {
        items: vec![files[0].item(1, "/0"), files[1].item(2, "/1")],
        files: files.iter().map(|file| file.file().to_vec()).collect(),
    };
    (attack.does)(&mut bill);
    let content = bill.files;
    let server = Server::start(move |seen: &Seen| {
        let number: usize = seen.target[1..].parse().unwrap();
        Act::Send(respond("200 OK", &[], &content[number]))
    });
    for item in &mut bill.items {
        item["download_url"] = format!("{}{}", server.url, item["download_url"].as_str().unwrap()).into();
    }
    let answer = json!({"download_bill_count": 2, "download_bill_list": bill.items}).to_string();
    let builder = platform().configure(Client::builder(platform().mchid()));
    let client = builder.base_url(&server.url).build().unwrap();
    (server, client, from_json(answer.as_bytes()).unwrap())
}

fn check(attack: &Attack, way: &str, error: &Error, server: &Server) {
    let name = attack.name;
    assert_eq!(error.kind(), attack.kind, "{name}, {way}: {error}");
    assert!(error.to_string().contains(attack.says), "{name}, {way}: {error}");
    assert!(!error.may_have_taken_effect(), "{name}, {way}");
    assert_eq!(server.seen().len(), attack.sent, "{name}, {way}: requests");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("PLAIN"), "{name}, {way}: {shown}");
}

#[tokio::test]
async fn nothing_of_an_altered_bill_is_given() {
    let folder = Folder::new("attacked");
    let path = folder.0.join("bill.csv");
    for attack in ATTACKS {
        let (server, client, answer) = served(attack);
        std::fs::write(&path, "before").unwrap();
        let bill = || client.bill_of(&answer).unwrap();
        check(
            attack,
            "to_file",
            &bill().to_file(&path).await.unwrap_err(),
            &server,
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"before", "{}", attack.name);
        assert_eq!(folder.names(), ["bill.csv"], "{}", attack.name);

        let mut written = Vec::new();
        check(
            attack,
            "to_writer",
            &bill().to_writer(&mut written).await.unwrap_err(),
            &server,
        );
        // A file before the altered one held.
        let held = if attack.sent == 2 { plain(1) } else { Vec::new() };
        let given = match attack.kind {
            // The digest of a file is known at its end: it is of the merchant's, but of another day.
            ErrorKind::Digest => b"another".to_vec(),
            _ => held,
        };
        assert_eq!(written, given, "{}", attack.name);

        let spoilt = attack.sent.saturating_sub(1);
        let call = || -> Call<Download> { client.downloads_of(&answer).remove(spoilt) };
        let alone = Attack {
            sent: attack.sent.min(1),
            ..*attack
        };
        check(&alone, "in memory", &call().await.unwrap_err(), &server);
        let streamed = match call().stream().await {
            Ok(mut stream) => loop {
                if let Err(error) = stream.next().await.unwrap() {
                    break error;
                }
            },
            Err(error) => error,
        };
        check(&alone, "streamed", &streamed, &server);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn nor_to_blocking_callers() {
    let folder = Folder::new("attacked-blocking");
    let path = folder.0.join("bill.csv");
    for attack in ATTACKS {
        let (server, client, answer) = served(attack);
        let bill = || client.bill_of(&answer).unwrap();
        check(
            attack,
            "to_file",
            &bill().to_file_blocking(&path).unwrap_err(),
            &server,
        );
        assert!(folder.names().is_empty(), "{}", attack.name);
    }
}

#[tokio::test]
async fn an_error_in_the_place_of_an_encrypted_file_stays_what_it_is() {
    const ERROR: &str = r#"{"code":"INVALID_REQUEST","message":"the address has expired"}"#;
    for status in ["200 OK", "400 Bad Request"] {
        let json = [("Content-Type", "application/json".to_owned())];
        let server = Server::start(move |_| Act::Send(respond(status, &json, ERROR.as_bytes())));
        let item = platform().bill("").unwrap().item(1, &format!("{}/1", server.url));
        let item: Item = from_json(item.to_string().as_bytes()).unwrap();
        let builder = platform().configure(Client::builder(platform().mchid()));
        let client = builder.base_url(&server.url).build().unwrap();
        let call = || client.download_of(&item).unwrap();
        for error in [
            call().await.unwrap_err(),
            call().to_writer(Vec::new()).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.code()),
                (ErrorKind::Api, Some("INVALID_REQUEST")),
                "{error}"
            );
        }
    }
}
