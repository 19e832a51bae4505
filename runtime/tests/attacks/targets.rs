//! Where a file is saved to: what must not be replaced, and who may read what takes another's place.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::PathBuf;

use wechatpay_openapi_runtime::ErrorKind;

use crate::support::files::{Folder, at, bill, serving, url};
use crate::support::platform::keys;

type Target = (&'static str, fn(&Folder) -> PathBuf, &'static str);

/// Paths at which no file can be put.
const NO_FILES: [Target; 9] = [
    ("nothing", |_| PathBuf::new(), "names no file"),
    ("the root", |_| "/".into(), "names no file"),
    ("the folder above", |folder| folder.0.join(".."), "names no file"),
    ("a new folder", |folder| folder.0.join("new/"), "names no file"),
    ("a folder", |folder| folder.0.clone(), "`to_writer`"),
    ("a device", |_| "/dev/null".into(), "`to_writer`"),
    (
        "a link to a folder",
        |folder| linked(folder, "a-folder", &folder.0),
        "`to_writer`",
    ),
    (
        "a link to a link to a device",
        |folder| {
            let first = linked(folder, "first", "/dev/null".as_ref());
            linked(folder, "second", &first)
        },
        "`to_writer`",
    ),
    (
        "a socket",
        |folder| {
            let path = folder.0.join("socket");
            std::os::unix::net::UnixListener::bind(&path).unwrap();
            path
        },
        "`to_writer`",
    ),
];

fn linked(folder: &Folder, name: &str, to: &std::path::Path) -> PathBuf {
    let path = folder.0.join(name);
    symlink(to, &path).unwrap();
    path
}

#[tokio::test]
async fn what_is_no_file_is_not_replaced_and_nothing_is_sent() {
    let folder = Folder::new("no-files");
    let server = serving("200 OK", "text/plain", bill());
    for (name, at_path, says) in NO_FILES {
        let path = at_path(&folder);
        let before = std::fs::symlink_metadata(&path).map(|found| (found.ino(), found.mode()));
        let names = folder.names();
        let error = at(&server)
            .download(url(&server))
            .to_file(&path)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io, "{name}: {error}");
        assert!(error.to_string().contains(says), "{name}: {error}");
        let after = std::fs::symlink_metadata(&path).map(|found| (found.ino(), found.mode()));
        assert_eq!(before.ok(), after.ok(), "{name}");
        assert_eq!(folder.names(), names, "{name}");
        #[cfg(feature = "blocking")]
        {
            let (client, url, path) = (at(&server), url(&server), path.clone());
            let saved = std::thread::spawn(move || client.download(url).to_file_blocking(path));
            saved.join().unwrap().unwrap_err();
        }
    }
    assert_eq!(server.seen().len(), 0);
}

/// A key in the place of a path: the system's error is told, the key is not.
#[tokio::test]
async fn t3_a_key_in_the_place_of_a_path_is_not_shown() {
    let server = serving("200 OK", "text/plain", bill());
    let (pem, key) = (&keys().merchant_pem, "Zq7Lw2Xc9Vb4Nm1Kj8Hg5Fd3Sa6Po0Iu");
    let one_line = pem.replace(['\n', '/'], "");
    for path in [
        pem.clone(),
        one_line,
        format!("{key}/"),
        format!("no-such-folder/{}", "x".repeat(2000)),
    ] {
        let error = at(&server)
            .download(url(&server))
            .to_file(&path)
            .await
            .unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains(&pem[40..48]) && !shown.contains("xxxxxxxx"),
            "{shown}"
        );
    }
}

/// A file that another link has keeps its content there.
#[tokio::test]
async fn the_other_name_of_a_file_keeps_what_it_was() {
    let folder = Folder::new("names-of-one");
    let (victim, path) = (folder.0.join("victim"), folder.0.join("bill.csv"));
    std::fs::write(&victim, "before").unwrap();
    std::fs::hard_link(&victim, &path).unwrap();
    let server = serving("200 OK", "text/plain", bill());
    at(&server).download(url(&server)).to_file(&path).await.unwrap();
    assert_eq!(std::fs::read(&victim).unwrap(), b"before");
    assert_eq!(std::fs::read(&path).unwrap(), bill());
}

#[tokio::test]
async fn only_the_same_people_may_read_what_takes_a_files_place() {
    let folder = Folder::new("people");
    let path = folder.0.join("bill.csv");
    let server = serving("200 OK", "text/plain", bill());
    std::fs::write(&path, "").unwrap();
    let (uid, gid) = std::fs::metadata(&path)
        .map(|own| (own.uid(), own.gid()))
        .unwrap();
    for (owner, group, before, after) in [
        (uid, gid, 0o644, 0o644),
        (uid, gid, 0o4755, 0o755),
        (uid, gid, 0o2750, 0o750),
        (uid, gid + 1, 0o640, 0o600),
        (uid, gid + 1, 0o664, 0o604),
        // Put there by somebody who wants to read it.
        (uid + 1, gid, 0o666, 0o600),
        (uid + 1, gid + 1, 0o644, 0o600),
    ] {
        let _ = std::fs::remove_file(&path);
        std::fs::write(&path, "before").unwrap();
        // Only root can give files away.
        if chown(&path, Some(owner), Some(group)).is_err() {
            continue;
        }
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(before)).unwrap();
        at(&server).download(url(&server)).to_file(&path).await.unwrap();
        let mode = std::fs::metadata(&path).unwrap().mode() & 0o7777;
        assert_eq!(mode, after, "{owner}:{group} {before:o} became {mode:o}");
    }
}
