//! `generate --watch` generates again when a page is saved, and after a page that could not be read.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::run::{PAGE, edit, scratch, some_docs, xtask};

/// The program, ended with the test whatever comes of it.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until a file says something.
#[track_caller]
fn wait_for(file: &Path, part: &str) {
    let end = Instant::now() + Duration::from_secs(60);
    while !fs::read_to_string(file).is_ok_and(|text| text.contains(part)) {
        assert!(Instant::now() < end, "{} never had `{part}`", file.display());
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_saved_page_is_generated_and_a_broken_one_waited_for() {
    let folder = scratch("watch");
    let (docs, out, said) = (some_docs(&folder), folder.join("crate"), folder.join("said.txt"));
    let errors = fs::File::create(&said).expect("a file");
    let child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["generate", "--watch", "--docs"])
        .arg(&docs)
        .arg("--out")
        .arg(&out)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(errors)
        .spawn()
        .expect("the program starts");
    let _watching = Watching(child);
    wait_for(&said, "watching");
    let page = docs.join(PAGE);
    edit(&page, "{#post ", "{#send ");
    wait_for(&said, "stand");
    edit(&page, "{#send ", "{#post ");
    edit(
        &page,
        "| reason {data-indent=1}",
        "| mood {data-indent=1} | string | 情\n| reason {data-indent=1}",
    );
    wait_for(&out.join("src/v3/refund/domestic/refunds.rs"), "pub mood:");
}

#[test]
fn it_is_told_of_what_it_can_watch() {
    xtask(&["generate", "--watch", "--check"]).expect(2, &["cannot be used with"]);
    xtask(&["generate", "--rename", "v3/pay", "--docs", "."]).expect(2, &["cannot be used with"]);
}
