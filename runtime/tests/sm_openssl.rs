//! SM2 (国密) with OpenSSL's command line, both ways. Skipped with a message where it is missing or has no SM2.
#![cfg(feature = "sm")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::gm::{PLATFORM, sm_key, sm_pem, sm_public_pem};
use wechatpay_openapi_runtime::crypto::{KeyAlgorithm, PrivateKey};

/// Files of one test; removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("wechatpay-sm-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What OpenSSL prints, or why it failed.
fn openssl(arguments: &[&str], files: &[(&str, &Path)]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("openssl");
    command.args(arguments);
    for (flag, file) in files {
        command.arg(flag).arg(file);
    }
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn is_there() -> bool {
    let made = openssl(&["genpkey", "-algorithm", "SM2"], &[]);
    if let Err(why) = &made {
        eprintln!("skipped: this openssl makes no SM2 keys: {why}");
    }
    made.is_ok()
}

const SIGN: [&str; 6] = [
    "-rawin",
    "-digest",
    "sm3",
    "-pkeyopt",
    "distid:1234567812345678",
    "-in",
];

/// A signing or verifying command: the options before the file that is signed.
fn signing<'a>(verb: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["pkeyutl", verb];
    arguments.extend(more);
    arguments.extend(&SIGN[..5]);
    arguments
}

#[test]
fn each_verifies_what_the_other_signs() {
    if !is_there() {
        return;
    }
    let folder = Folder::new("sign");
    let private = folder.write("key.pem", sm_pem(PLATFORM));
    let public = folder.write("pub.pem", sm_public_pem(PLATFORM));
    for (round, message) in ["", "1700000000\nnonce\n{}\n", "国密\n"].iter().enumerate() {
        let text = folder.write(&format!("text{round}"), message);
        // Ours, verified there; and refused over another text.
        let ours = STANDARD
            .decode(sm_key(PLATFORM).sign(message.as_bytes()).unwrap())
            .unwrap();
        let ours = folder.write("ours", ours);
        let other = folder.write("other", "another text");
        let check = |text: &Path| {
            let files = [("-inkey", &*public), (SIGN[5], text), ("-sigfile", &ours)];
            openssl(&signing("-verify", &["-pubin"]), &files)
        };
        check(&text).unwrap();
        assert!(check(&other).is_err());
        // Theirs, verified here.
        let files = [("-inkey", &*private), (SIGN[5], &text)];
        let theirs = STANDARD.encode(openssl(&signing("-sign", &[]), &files).unwrap());
        let key = sm_key(PLATFORM).public_key().unwrap();
        key.verify(message.as_bytes(), &theirs).unwrap();
        assert!(key.verify(b"another text", &theirs).is_err());
    }
}

#[test]
fn each_decrypts_what_the_other_encrypts() {
    if !is_there() {
        return;
    }
    let folder = Folder::new("encrypt");
    let private = folder.write("key.pem", sm_pem(PLATFORM));
    let public = folder.write("pub.pem", sm_public_pem(PLATFORM));
    let key = sm_key(PLATFORM);
    for plain in ["a", "张三", &"6222021234567890123".repeat(9)] {
        let ours = key.public_key().unwrap().encrypt(plain).unwrap();
        let ours = folder.write("ours", STANDARD.decode(ours).unwrap());
        let files = [("-inkey", &*private), ("-in", &ours)];
        let found = openssl(&["pkeyutl", "-decrypt"], &files).unwrap();
        assert_eq!(String::from_utf8(found).unwrap(), plain);
        let text = folder.write("plain", plain);
        let files = [("-inkey", &*public), ("-in", &text)];
        let theirs = openssl(&["pkeyutl", "-encrypt", "-pubin"], &files).unwrap();
        assert_eq!(key.decrypt(&STANDARD.encode(theirs)).unwrap(), plain);
    }
}

#[test]
fn keys_of_openssl_are_read() {
    if !is_there() {
        return;
    }
    let folder = Folder::new("keys");
    let made = openssl(&["genpkey", "-algorithm", "SM2"], &[]).unwrap();
    let pkcs8 = folder.write("key.pem", &made);
    let key = PrivateKey::parse(&made).unwrap();
    assert_eq!(key.algorithm(), KeyAlgorithm::Sm2);
    let sec1 = openssl(&["ec"], &[("-in", &pkcs8)]).unwrap();
    let forms = [
        openssl(&["pkey"], &[("-in", &pkcs8)]).unwrap(),
        openssl(&["pkey", "-outform", "DER"], &[("-in", &pkcs8)]).unwrap(),
        sec1,
    ];
    for form in forms {
        let shown = String::from_utf8_lossy(&form[..27]).into_owned();
        let same = PrivateKey::parse(&form).unwrap_or_else(|error| panic!("{shown}: {error}"));
        assert_eq!(same.public_key().unwrap(), key.public_key().unwrap());
    }
}
