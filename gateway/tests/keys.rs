//! The keys: what is kept, what is published, who signs, and what a change leaves valid.

use std::process::Command;

use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::keys::{KeySettings, Keys, SignsBy};
use wechatpay_openapi_runtime::crypto::{
    ApiV2Key, Certificate, KeyAlgorithm, PrivateKey, PublicKey, SignType,
};
use wechatpay_openapi_runtime::{Client, RawNotification};

const NOW: i64 = 1_800_000_000;
const DAY: i64 = 24 * 3600;

fn keys(clock: &Clock) -> Keys {
    Keys::new(&KeySettings::default(), clock).unwrap()
}

#[test]
fn a_folder_gives_the_same_keys_again() {
    let folder = tempfile::tempdir().unwrap();
    let settings = KeySettings {
        folder: Some(folder.path().to_owned()),
        ..KeySettings::default()
    };
    let clock = Clock::standing(NOW);
    let first = Keys::new(&settings, &clock).unwrap();
    let rotated = first.rotate().unwrap();
    let again = Keys::new(&settings, &clock).unwrap();
    assert_eq!(first.merchant_key(), again.merchant_key());
    assert_eq!(first.public_key(), again.public_key());
    assert_eq!(again.certificates().last(), Some(&rotated));
    assert_eq!(again.certificates().len(), 2);

    std::fs::write(folder.path().join("wechatpay.json"), "{}").unwrap();
    let error = format!("{:#}", Keys::new(&settings, &clock).unwrap_err());
    assert!(error.contains("delete it"), "{error}");
}

/// However often a certificate is rotated, so much is kept of it: in memory, in the folder, and of the merchant's files.
#[test]
fn the_oldest_certificates_are_retired() {
    let folder = tempfile::tempdir().unwrap();
    let settings = KeySettings {
        folder: Some(folder.path().to_owned()),
        ..KeySettings::default()
    };
    let clock = Clock::standing(NOW);
    let keys = Keys::new(&settings, &clock).unwrap();
    keys.publish(folder.path(), "http://127.0.0.1:4010").unwrap();
    let mut serials = vec![keys.certificates()[0].serial_no.clone()];
    for _ in 0..10 {
        serials.push(keys.rotate().unwrap().serial_no);
    }
    let again = Keys::new(&settings, &clock).unwrap();
    for keys in [&keys, &again] {
        let kept: Vec<String> = keys.certificates().into_iter().map(|one| one.serial_no).collect();
        assert_eq!(kept, serials[3..]);
    }
    for (place, serial) in serials.iter().enumerate() {
        assert_eq!(keys.knows(serial), place >= 3, "{place}");
        let file = folder.path().join(format!("wechatpay_{serial}.pem"));
        assert_eq!(file.exists(), place >= 3, "{place}");
    }
}

#[test]
fn the_files_of_a_merchant_fit_together() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(&Clock::standing(NOW));
    let published = keys.published("http://127.0.0.1:4010");
    published.write(folder.path()).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();

    let certificate = Certificate::parse(read("apiclient_cert.pem")).unwrap();
    assert_eq!(certificate.serial_no(), keys.serial_no());
    assert_eq!(certificate.serial_no().len(), 40);
    let signature = PrivateKey::parse(read("apiclient_key.pem"))
        .unwrap()
        .sign(b"text")
        .unwrap();
    certificate
        .public_key()
        .unwrap()
        .verify(b"text", &signature)
        .unwrap();
    PublicKey::parse(read("pub_key.pem")).unwrap();
    let platform = &published.platform_certificates[0];
    assert_eq!(
        Certificate::parse(read(&format!("wechatpay_{platform}.pem")))
            .unwrap()
            .serial_no(),
        platform
    );

    let settings: serde_json::Value = serde_json::from_str(&read("settings.json")).unwrap();
    assert_eq!(settings["mchid"], "1900000001");
    assert_eq!(settings["base_url"], "http://127.0.0.1:4010");
    let env = read(".env");
    for line in [
        "WECHATPAY_MCHID=1900000001\n",
        "WECHATPAY_BASE_URL=http://127.0.0.1:4010\n",
        "apiclient_key.pem\n",
    ] {
        assert!(env.contains(line), "{env}");
    }
    assert!(!env.contains("PRIVATE KEY-----"));
    assert_eq!(read(".gitignore"), "*\n", "nobody commits them by accident");
}

/// What is told of a gateway at this URL by a folder and without one.
#[test]
fn programs_are_told_what_they_need() {
    let keys = keys(&Clock::standing(NOW));
    keys.rotate().unwrap();
    let newest = &keys.certificates().pop().unwrap().serial_no;
    let serial = format!("WECHATPAY_PLATFORM_SERIAL_NO={newest}\n");
    let file = format!("WECHATPAY_PLATFORM_CERTIFICATE=/srv/wechatpay_{newest}.pem\n");
    let authority = "WECHATPAY_CA_CERT=/srv/ca_cert.pem\n";
    let folder = Some(std::path::Path::new("/srv"));
    for (url, folder, told, untold) in [
        ("http://127.0.0.1:1", folder, vec![&*serial, &file], authority),
        (
            "https://127.0.0.1:1",
            folder,
            vec![&*serial, &file, authority],
            "export",
        ),
        ("https://127.0.0.1:1", None, vec![&*serial], "/srv"),
    ] {
        let env = keys.published(url).env(folder);
        for line in told {
            assert!(env.contains(line), "{url} {folder:?}: {line}{env}");
        }
        assert!(!env.contains(untold), "{url} {folder:?}: {env}");
    }
}

/// A client that looks into the folder after a change finds what the gateway goes by.
#[test]
fn the_files_follow_each_change() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(&Clock::standing(NOW));
    keys.publish(folder.path(), "http://127.0.0.1:4010").unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let new = "0123456789abcdefghijklmnopqrstuv";
    assert!(!read(".env").contains(new));
    keys.change_api_v2_key(new).unwrap();
    let rotated = keys.rotate().unwrap();
    assert_eq!(read(&format!("wechatpay_{}.pem", rotated.serial_no)), rotated.pem);
    for (name, text) in [
        (".env", &*format!("WECHATPAY_API_V2_KEY={new}\n")),
        (".env", "WECHATPAY_BASE_URL=http://127.0.0.1:4010\n"),
        ("settings.json", new),
        ("settings.json", &rotated.serial_no),
    ] {
        assert!(read(name).contains(text), "{name}: {}", read(name));
    }
    // What is as it was at another time is no change.
    keys.as_of(NOW + DAY)
        .change_api_v2_key("abcdefghijklmnopqrstuv0123456789")
        .unwrap();
    assert!(read(".env").contains(new));
}

/// Wherever a program is started, and however the folder is called.
#[test]
fn the_files_are_found_from_anywhere() {
    let published = keys(&Clock::standing(NOW)).published("http://127.0.0.1:4010");
    let here = std::env::current_dir().unwrap();
    for (folder, line) in [
        (
            "keys",
            format!("WECHATPAY_PUBLIC_KEY={}/keys/pub_key.pem\n", here.display()),
        ),
        (
            "/srv/keys",
            "WECHATPAY_PUBLIC_KEY=/srv/keys/pub_key.pem\n".to_owned(),
        ),
        (
            "/srv/my shop",
            "WECHATPAY_PUBLIC_KEY='/srv/my shop/pub_key.pem'\n".to_owned(),
        ),
    ] {
        let env = published.env(Some(std::path::Path::new(folder)));
        assert!(env.contains(&line), "{env}");
    }
}

/// Another program reads the certificates, and finds the chain.
#[test]
fn openssl_verifies_the_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(&Clock::default());
    keys.published("http://127.0.0.1:1").write(folder.path()).unwrap();
    let platform = format!("wechatpay_{}.pem", keys.certificates()[0].serial_no);
    for name in ["apiclient_cert.pem", &platform] {
        let verified = Command::new("openssl")
            .args(["verify", "-CAfile", "ca_cert.pem", name])
            .current_dir(folder.path())
            .output();
        let Ok(verified) = verified else {
            eprintln!("SKIPPED: no openssl here");
            return;
        };
        assert!(
            verified.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&verified.stderr)
        );
    }
}

#[test]
fn the_request_chooses_the_key_of_its_answer() {
    let keys = keys(&Clock::standing(NOW));
    let old = keys.certificates()[0].serial_no.clone();
    let new = keys.rotate().unwrap().serial_no;
    let id = keys.public_key_id();
    for (signs_by, named, by) in [
        (SignsBy::PublicKey, None, &id),
        (SignsBy::PublicKey, Some(&*old), &old),
        (SignsBy::PublicKey, Some("of nobody"), &id),
        (SignsBy::Certificate, None, &new),
        (SignsBy::Certificate, Some(&*id), &id),
        (SignsBy::Certificate, Some(&*old), &old),
    ] {
        keys.set_signs_by(signs_by);
        let chosen = keys.answers_by(named, KeyAlgorithm::Rsa);
        assert_eq!(&chosen, by, "{signs_by:?} {named:?}");
        let (headers, body) = keys.platform_signing(&chosen).answer(200, "{}").unwrap().parts();
        assert_eq!(headers["wechatpay-serial"], **by);
        assert_eq!(body, "{}");
    }
}

#[test]
fn a_client_believes_either_key_by_the_gateways_time() {
    let clock = Clock::standing(NOW);
    let keys = keys(&clock);
    let client: Client = keys
        .configure(Client::builder(keys.mchid()), "http://127.0.0.1:1")
        .build()
        .unwrap();
    for signs_by in [SignsBy::PublicKey, SignsBy::Certificate] {
        keys.set_signs_by(signs_by);
        clock.set(clock.now() + 1);
        let clock = clock.now();
        let platform = keys.platform().at(clock);
        let sent = platform
            .notification("REFUND.SUCCESS", "refund", &serde_json::json!({ "a": 1 }))
            .unwrap();
        let (headers, body) = sent.parts();
        assert_eq!(headers["wechatpay-timestamp"], *clock.to_string());
        client
            .notifications()
            .parse_event::<RawNotification, _>(&headers, &body)
            .unwrap();
    }
}

#[test]
fn fields_are_opened_by_the_named_key_alone() {
    let keys = keys(&Clock::standing(NOW));
    let certificate = keys.certificates().remove(0);
    let sealed = Certificate::parse(&certificate.pem)
        .unwrap()
        .public_key()
        .unwrap()
        .encrypt("张三")
        .unwrap();
    assert_eq!(keys.decrypt(&certificate.serial_no, &sealed).unwrap(), "张三");
    assert!(keys.decrypt(&keys.public_key_id(), &sealed).is_err());
    let for_merchant = keys.encrypt(KeyAlgorithm::Rsa, "李四").unwrap();
    assert_eq!(
        PrivateKey::parse(keys.merchant_key())
            .unwrap()
            .decrypt(&for_merchant)
            .unwrap(),
        "李四"
    );
}

#[test]
fn the_v2_key_before_is_valid_for_15_days() {
    let clock = Clock::standing(NOW);
    let keys = keys(&clock);
    let old = keys.api_v2_keys().remove(0);
    let new = "NewApiV2KeyOfTheGateway000000000";
    let by = |key: &str| ApiV2Key::new(key).unwrap().sign(SignType::Md5, "a=1");
    keys.change_api_v2_key(new).unwrap();
    assert_eq!(keys.sign_v2(SignType::Md5, "a=1"), by(new));
    for (later, both) in [(0, true), (15 * DAY - 1, true), (15 * DAY, false)] {
        clock.set(NOW + later);
        assert!(keys.verify_v2("a=1", &by(new)));
        assert_eq!(keys.verify_v2("a=1", &by(&old)), both, "after {later} s");
    }
    let error = keys.change_api_v2_key("short").unwrap_err();
    assert!(error.to_string().contains("32"), "{error}");
    assert_eq!(keys.api_v2_keys(), [new]);
}
