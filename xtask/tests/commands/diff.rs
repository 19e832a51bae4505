//! `diff` says what changed between two states, in four forms, and ends with the verdict.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{PAGE, Said, docs_specs, edit, scratch, some_docs, xtask};

/// Two states of some pages, the second with an edit of one page.
fn states(name: &str, from: &str, to: &str) -> [PathBuf; 2] {
    let folder = scratch(name);
    let states = ["before", "after"].map(|state| some_docs(&folder.join(state)));
    edit(&states[1].join(PAGE), from, to);
    states
}

fn diff(states: &[PathBuf; 2], more: &[&str]) -> Said {
    let [from, to] = states.each_ref().map(|state| state.to_str().expect("UTF-8"));
    xtask(&[&["diff", "--from", from, "--to", to], more].concat())
}

const ROW: &str = "| reason {data-indent=1} | string {data-maxlength=80} | 退款原因";

#[test]
fn the_exit_code_is_the_verdict() {
    // from, to, exit code, what is said
    let cases: [(&str, &str, i32, &[&str]); 5] = [
        (
            "| 退款原因",
            "|  退款原因",
            0,
            &["same from", "0 pages and 0 generated files differ"],
        ),
        ("| 退款原因", "| 退款理由", 10, &["patch from", "words"]),
        (
            ROW,
            "| reason {data-indent=1} | string {data-maxlength=80} | 退款原因\n| mood {data-indent=1} | string | 情",
            11,
            &[
                "minor from",
                "field added: mood: String",
                "+ | mood",
                "POST /v3/refund/domestic/refunds (",
                "post::Request::mood",
            ],
        ),
        (
            ROW,
            "| reason {data-indent=1} | string {data-maxlength=80} | 退款原因\n| mood {data-indent=1} | string | 情\n\
             | gift {data-indent=1} | object | 礼\n| size {data-indent=2} | integer | 大小",
            11,
            &[
                "additive: 2 changes of 2 causes",
                "field added: 2 at the same places",
                "  mood: String",
                "  gift: struct of 1 field",
                "+ | size {data-indent=2} | integer | 大小",
                "post::Request::{mood, gift}",
            ],
        ),
        (
            "| reason {data-indent=1} | string",
            "| reason {data-indent=1} | integer",
            12,
            &[
                "major from",
                "type changed: reason: String -> i64",
                "- | reason",
                "+ | reason",
            ],
        ),
    ];
    for (at, (from, to, code, said)) in cases.into_iter().enumerate() {
        let states = states(&format!("diff-verdict-{at}"), from, to);
        diff(&states, &[]).expect(code, said);
        // The other way round nothing is less true.
        let [before, after] = states;
        let turned = diff(&[after, before], &[]);
        assert_eq!(turned.code == 0, code == 0, "{}", turned.out);
    }
}

#[test]
fn machines_and_browsers_get_the_same() {
    let states = states(
        "diff-forms",
        "| reason {data-indent=1} | string",
        "| reason {data-indent=1} | integer",
    );
    let run = diff(&states, &["--format", "json"]);
    run.expect(12, &[]);
    let document: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(document["verdict"], "major");
    let cause = &document["causes"][0];
    assert_eq!(
        (&cause["kind"], &cause["meaning"]),
        (&"type changed".into(), &"breaking".into())
    );
    let row = &cause["changes"][0]["row_after"];
    assert!(row["text"].as_str().expect("a row").contains("integer"), "{row}");

    let page = states[0].with_file_name("diff.html");
    diff(
        &states,
        &["--format", "html", "-o", page.to_str().expect("UTF-8")],
    )
    .expect(12, &["written"]);
    let html = fs::read_to_string(page).expect("the page");
    for part in ["<del>", "<ins>", "major", "type changed", "Request::reason"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("Vec<"), "what a page says is escaped");
}

#[test]
fn the_changelog_is_written_once() {
    let states = states(
        "diff-changelog",
        "| reason {data-indent=1} | string",
        "| reason {data-indent=1} | integer",
    );
    let file = states[0].with_file_name("CHANGELOG.md");
    fs::write(&file, "# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- X.\n").expect("a file");
    let arguments = ["--changelog", "--changelog-file", file.to_str().expect("UTF-8")];
    diff(&states, &arguments).expect(12, &["says what users notice"]);
    let once = fs::read_to_string(&file).expect("the file");
    assert!(
        once.contains("- X.\n- **Breaking**, type changed: `reason` (String → i64)"),
        "{once}"
    );
    diff(&states, &arguments).expect(12, &["has it already"]);
    assert_eq!(fs::read_to_string(&file).expect("the file"), once);
    fs::write(&file, "# Changelog\n").expect("a file");
    diff(&states, &arguments).expect(1, &["there is no `## [Unreleased]`"]);
}

#[test]
fn a_state_may_be_a_revision() {
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join("../.git").exists() {
        eprintln!("SKIPPED: this is no git checkout");
        return;
    }
    let docs = docs_specs();
    let to = docs.to_str().expect("UTF-8");
    xtask(&["diff", "--from", "HEAD", "--to", "HEAD"]).expect(
        0,
        &["same from HEAD to HEAD", "0 pages and 0 generated files differ"],
    );
    let run = xtask(&["diff", "--from", "no-such-thing", "--to", to]);
    run.expect(1, &["`no-such-thing` is neither a folder nor a revision"]);
}
