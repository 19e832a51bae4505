//! `lint` says what is odd, and its exit code says whether it matters.

use serde_json::Value;

use crate::run::{PAGE, edit, scratch, some_docs, xtask};

#[test]
fn docs_specs_has_no_warning() {
    let run = xtask(&["lint", "--deny", "warnings", "--format", "short"]);
    run.expect(0, &["0 errors, 0 warnings"]);
    assert!(!run.out.contains("warning["), "{}", run.out);
}

#[test]
fn a_finding_is_shown_in_each_format() {
    let folder = scratch("lint-broken");
    let docs = some_docs(&folder);
    let path = docs.to_str().unwrap();
    xtask(&["lint", path]).expect(0, &["0 errors, 0 warnings"]);

    edit(&docs.join(PAGE), "| integer |", "| int |");
    xtask(&["lint", path]).expect(0, &["warning[IM009]", "help: known types"]);
    xtask(&["lint", path, "--deny", "warnings"]).expect(1, &["1 finding stands in the way"]);

    edit(&docs.join(PAGE), "data-indent=1}", "data-indent=x}");
    xtask(&["lint", path]).expect(1, &["error[IM011]", "^", "help: write `data-indent=N`"]);
    let short = xtask(&["lint", path, "--format", "short"]);
    short.expect(1, &[":10:3: error[IM011]: "]);
    assert!(
        short.out.lines().all(|line| line.starts_with(PAGE)),
        "{}",
        short.out
    );

    let json = xtask(&["lint", path, "--format", "json"]);
    json.expect(1, &[]);
    let found: Vec<Value> = json
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    let one = found
        .iter()
        .find(|one| one["code"] == "IM011")
        .expect("the finding");
    assert_eq!((&one["file"], &one["severity"]), (&PAGE.into(), &"error".into()));
    for key in ["line", "column"] {
        assert!(one[key].as_u64().is_some_and(|number| number > 0), "{key}: {one}");
    }
}
