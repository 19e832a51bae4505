//! Small documents of our own, one for each construct, with the facts and findings that come of them.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

use crate::facts::{self, Detail};

/// The cases, by name.
fn cases() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/official/cases");
    let files = fs::read_dir(folder)
        .expect("the cases")
        .map(|file| file.expect("a file").path());
    let mut cases: Vec<(String, PathBuf)> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .map(|file| {
            (
                file.file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                file,
            )
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn what_comes_out_is_as_expected() {
    for (name, file) in cases() {
        let text = fs::read_to_string(&file).expect("a document");
        let path = format!("APIv3/{name}.md");
        let (facts, _) = facts::of(&path, &text, Detail::All);
        let docs: Docs = [(&path, &text)].into_iter().collect();
        let reading = read(&docs, &Overrides::default());
        assert_eq!(reading.totals.gaps(), Vec::<String>::new(), "{name}");
        let findings = reading.diagnostics.iter().map(|one| format!("{one}\n"));
        let seen = format!("{facts}{}", findings.collect::<String>());
        expect_file![file.with_extension("txt")].assert_eq(&seen);
    }
}

/// What is left of a document cut anywhere is said to be broken, or means what it meant.
#[test]
fn cut_at_each_line() {
    let (mut cuts, mut wrong) = (0, Vec::new());
    for (name, file) in cases() {
        let text = fs::read_to_string(&file).expect("a document");
        let path = format!("APIv3/{name}.md");
        let of = |text: &str| {
            let docs: Docs = [(&path, text)].into_iter().collect();
            let reading = read(&docs, &Overrides::default());
            assert_eq!(reading.totals.gaps(), Vec::<String>::new(), "{name}: {text}");
            reading
        };
        let whole = of(&text);
        let known = |code| whole.diagnostics.iter().any(|one| one.code == code);
        let fields = |reading: &wechatpay_openapi_generator::Reading| reading.api.fields().count();
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            let left = of(&text[..end]);
            let is_told = left.diagnostics.iter().any(|one| !known(one.code));
            // A notification has no end that could be missed, and one of v2 no error codes.
            let is_endless = known(wechatpay_openapi_generator::diagnostic::Code::CutShort)
                || whole.api.operations.is_empty();
            if fields(&left) < fields(&whole) && !is_told && !is_endless && end > 0 {
                wrong.push(format!("{name}, cut before `{}`", line.trim()));
            }
            end += line.len();
            cuts += 1;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {cuts}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(cuts > 300, "{cuts} cuts");
}
