//! `lint --explain` prints what a code means, and reports point to it.

use serde_json::Value;

use crate::run::{PAGE, edit, scratch, some_docs, xtask};

#[test]
fn a_code_is_explained_however_it_is_written() {
    let whole = xtask(&["lint", "--explain", "IM012"]);
    whole.expect(0, &["error[IM012]: A row hangs below", "```wrong ", "```right "]);
    assert!(whole.err.is_empty(), "{}", whole.err);
    for code in ["im012", "Im12", "012", "12"] {
        assert_eq!(xtask(&["lint", "--explain", code]).out, whole.out, "{code}");
    }
    let note = xtask(&["lint", "--explain", "48", "--format", "short"]);
    note.expect(0, &["note[IM048]: "]);
}

#[test]
fn all_codes_are_listed() {
    let list = xtask(&["lint", "--explain"]);
    list.expect(0, &["IM001 error", "IM050 error", "IM010 warning", "IM025 note"]);
    let codes: Vec<&str> = list.out.lines().map(|line| &line[..5]).collect();
    assert!(codes.len() >= 50 && codes.is_sorted(), "{codes:?}");
    for word in ["list", "all"] {
        assert_eq!(xtask(&["lint", "--explain", word]).out, list.out, "{word}");
    }
    let json = xtask(&["lint", "--explain", "list", "--format", "json"]);
    json.expect(0, &[]);
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("one object a line");
    let explained: Vec<Value> = json.out.lines().map(read).collect();
    assert_eq!(explained.len(), codes.len());
    for (one, code) in explained.iter().zip(codes) {
        assert_eq!(one["code"], *code);
        assert!(
            one["explanation"]
                .as_str()
                .is_some_and(|text| text.contains("```wrong ")),
            "{code}"
        );
    }
}

#[test]
fn an_unknown_code_is_refused_with_those_near_it() {
    let refused = "no finding has this code; `--explain list` shows all";
    let cases: [(&[&str], &[&str]); 6] = [
        (&["IM099"], &["'IM099'", refused, "near it: IM0"]),
        (&["71"], &[refused, "near it: IM0"]),
        (&["indent"], &[refused, "IM011  `data-indent` is"]),
        (&["E0063"], &[refused]),
        (&["IM012", "docs-specs"], &["cannot be used with '[DIR]'"]),
        (&["IM012", "--deny", "warnings"], &["cannot be used with '--deny"]),
    ];
    for (arguments, parts) in cases {
        let run = xtask(&[&["lint", "--explain"], arguments].concat());
        run.expect(2, parts);
        assert!(run.out.is_empty(), "{}", run.out);
    }
}

#[test]
fn a_report_points_to_the_worst_finding() {
    let folder = scratch("explain-footer");
    let docs = some_docs(&folder);
    let path = docs.to_str().unwrap();
    let hint = |code: &str, word: &str| {
        format!("for more about this {word}, try `cargo xtask lint --explain {code}`")
    };
    let fine = xtask(&["lint", path]);
    fine.expect(0, &[]);
    assert!(!fine.err.contains("--explain"), "{}", fine.err);

    edit(&docs.join(PAGE), "| integer |", "| int |");
    xtask(&["lint", path]).expect(0, &[&hint("IM009", "warning")]);
    let out = folder.join("crate");
    let generate = ["generate", "--docs", path, "--out", out.to_str().unwrap()];
    xtask(&generate).expect(0, &["0 errors, 1 warning,", &hint("IM009", "warning")]);

    edit(&docs.join(PAGE), "{.im-table #response}", "");
    for arguments in [&["lint", path][..], &generate] {
        let run = xtask(arguments);
        run.expect(1, &[]);
        let code = run
            .out
            .lines()
            .find_map(|line| line.strip_prefix("error[")?.get(..5));
        assert!(
            run.err.contains(&hint(code.expect("an error"), "error")),
            "{}\n{}",
            run.out,
            run.err
        );
    }
    let json = xtask(&["lint", path, "--format", "json"]);
    json.expect(1, &[]);
    assert!(!json.err.contains("--explain"), "{}", json.err);
}
