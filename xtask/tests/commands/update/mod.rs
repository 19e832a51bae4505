//! `update`: a new state of the documentation becomes docs-specs, a crate and a review, or it stops where somebody decides.

mod cases;
mod repository;

use std::fs;

use self::cases::{CASES, Case};
use self::repository::{LAMPS, Repository, is_whole};
use crate::run::edit;

/// What every stop ends with.
const AGAIN: &str = "then run again: cargo xtask update source --also second";

/// What cargo is asked for last.
const CRATE: &str = "test --quiet --no-fail-fast -p wechatpay-openapi --all-features";

#[test]
fn each_way_it_can_go() {
    for case in CASES {
        println!("{}", case.name);
        let repository = Repository::new(&case.name.replace(' ', "-"));
        check(case, &repository);
        // A stop is left by what it says: nobody has to clean up, and the same command ends as it did.
        if case.is_stop() {
            check(case, &repository);
        }
    }
}

#[track_caller]
fn check(case: &Case, repository: &Repository) {
    fs::remove_file(repository.path("cargo/asked")).ok();
    let is_first = !fs::exists(repository.path("cargo/began")).expect("a folder");
    if is_first {
        repository.write("cargo/began", "");
        (case.change)(repository);
    }
    let before = repository.written();
    let run = repository.update(case.options);
    run.expect(case.code, case.said);
    assert!(!case.is_stop() || run.err.contains(AGAIN), "{}", run.err);
    let after = repository.written();
    let changed = [before[0] != after[0], before[1] != after[1]];
    let expected = if is_first { case.left.changed() } else { [false; 2] };
    assert_eq!(
        changed, expected,
        "whether docs-specs and the crate changed\n{}",
        run.err
    );
    assert!(is_whole(&repository.root), "a file was left half-written");
    let drafts =
        ["diff.html", "message.txt"].map(|file| repository.path("target/update").join(file).is_file());
    assert_eq!(drafts, [case.left.is_reviewed(); 2], "the files for a reviewer");
    let is_tested = case.left.is_reviewed() && !case.options.contains(&"--no-test");
    let asked = repository.asked();
    assert_eq!(asked.len(), if is_tested { 3 } else { 0 }, "{asked:?}");
    // Nothing chosen of the crate's tests: those of its documentation are among them.
    assert!(
        asked.last().is_none_or(|last| last == CRATE),
        "the crate's tests: {asked:?}"
    );
}

#[test]
fn after_a_decision_the_same_command_goes_on() {
    let repository = Repository::new("goes-on");
    edit(
        &repository.path("source").join(LAMPS),
        "| height {data-indent=1} | string",
        "| height {data-indent=1} | boolean",
    );
    repository.update(&[]).expect(1, &["IM029", AGAIN]);
    // The page was corrected: the override goes.
    let overrides = repository.path("docs-specs/overrides/fields.toml");
    let text = fs::read_to_string(&overrides).expect("the file");
    let (_, other) = text.split_once("\n\n").expect("two overrides");
    fs::write(&overrides, other).expect("the file can be written");
    let said = [
        "major from HEAD to docs-specs",
        "type changed",
        "the next version is major",
    ];
    repository.update(&[]).expect(0, &said);
    let message = fs::read_to_string(repository.path("target/update/message.txt")).expect("the draft");
    for part in [
        "Import the documentation",
        "major: 1 breaking change,",
        "type changed: 1",
        "- POST /v3/lamps",
    ] {
        assert!(message.contains(part), "`{part}` is not in\n{message}");
    }
    let page = fs::read_to_string(repository.path("target/update/diff.html")).expect("the page");
    assert!(
        page.contains("type changed") && page.contains("<ins>boolean</ins>"),
        "{page}"
    );
    // Committed, there is nothing left to say.
    repository.commit();
    repository
        .update(&[])
        .expect(0, &["nothing that the crate is made of has changed"]);
    assert!(
        !repository.path("target/update/message.txt").exists(),
        "an old draft is none of this update"
    );
}

#[test]
fn what_it_cannot_begin_touches_nothing() {
    let repository = Repository::new("cannot-begin");
    let before = repository.written();
    // more arguments, exit code, what is said
    let cases: [(&[&str], i32, &str); 3] = [
        (
            &["--out", "elsewhere"],
            1,
            "`cargo xtask import --out DIR` looks first",
        ),
        (
            &["--since", "no-such"],
            1,
            "`no-such` is neither a folder nor a revision",
        ),
        (
            &["--also-date", "yesterday"],
            2,
            "expected a day such as 2026-08-22",
        ),
    ];
    for (more, code, said) in cases {
        repository.update(more).expect(code, &[said]);
        assert!(before == repository.written(), "{more:?}");
    }
    repository.xtask(&["update"]).expect(2, &["<DIR>"]);
}
