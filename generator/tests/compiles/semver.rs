//! What the documentation adds is a minor change of the crate: `cargo-semver-checks` says so of crates before and after.
//!
//! Without that tool it is skipped, and says so; `WECHATPAY_SEMVER=required` makes that a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::generate;
use wechatpay_openapi_generator::source::Docs;

use crate::workspace;

const PAGE: &str = include_str!("semver.md");
const PATH: &str = "openapi/v3/fair/stalls.md";

/// The API of the crate that the pages become, as rustdoc's JSON.
fn api(name: &str, docs: &Docs) -> PathBuf {
    let generated = generate(docs, &Overrides::default());
    assert!(!generated.output.is_empty(), "{:#?}", generated.diagnostics);
    let root = workspace::lay_out(name, &generated.output, &[]);
    // The manual stands beside the generated files, and is documentation only.
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/guide");
    for chapter in fs::read_dir(guide).expect("the manual") {
        let chapter = chapter.expect("a chapter");
        workspace::write(&root.join("generated/guide").join(chapter.file_name()), "");
    }
    // JSON is unstable: rustdoc alone is told that it may, for build scripts look at the same variable.
    let rustdoc = root.join("rustdoc.sh");
    workspace::write(&rustdoc, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n");
    let mut chmod = Command::new("chmod");
    assert!(chmod.arg("+x").arg(&rustdoc).status().expect("chmod").success());
    let mut cargo = workspace::cargo(&root, "rustdoc", "full");
    cargo.args([
        "--package",
        "wechatpay-openapi",
        "--lib",
        "--",
        "-Zunstable-options",
        "--output-format=json",
        "--cap-lints=allow",
    ]);
    let done = cargo.env("RUSTDOC", &rustdoc).output().expect("cargo starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let file = root.join("api.json");
    fs::copy(workspace::target().join("doc/wechatpay_openapi.json"), &file).expect("the JSON");
    file
}

/// What the tool says of two APIs, and whether the second is a minor change at most.
fn compared(before: &Path, after: &Path) -> (bool, String) {
    let mut tool = Command::new("cargo-semver-checks");
    tool.args(["semver-checks", "--release-type", "minor", "--color", "never"]);
    tool.arg("--baseline-rustdoc").arg(before);
    tool.arg("--current-rustdoc").arg(after);
    let done = tool.output().expect("the tool starts");
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

fn is_there() -> bool {
    let version = Command::new("cargo-semver-checks")
        .args(["semver-checks", "--version"])
        .output();
    let is_there = version.is_ok_and(|done| done.status.success());
    let is_required = std::env::var_os("WECHATPAY_SEMVER").is_some_and(|value| value == "required");
    assert!(
        is_there || !is_required,
        "cargo install cargo-semver-checks --locked"
    );
    if !is_there {
        eprintln!("SKIPPED: cargo-semver-checks is not installed");
    }
    is_there
}

#[test]
fn n3_what_the_documentation_adds_is_a_minor_change() {
    if !is_there() {
        return;
    }
    let row = "| out_stall_no {data-required data-indent=1} | string | 商户摊位号\n";
    let answer = "| stall_id | string | 摊位号\n";
    let color = "`RED` \\| `WHITE` 枚举值之一";
    let more = PAGE.replace("v3/fair/stalls", "v3/fair/carts");
    let before = api("before", &[(PATH, PAGE)].into_iter().collect());
    // What changes, the page afterwards, another page, whether that is minor.
    let cases = [
        ("nothing", PAGE.to_owned(), None, true),
        (
            "a field of a request",
            PAGE.replace(row, &format!("| area {{data-indent=1}} | integer | 面积\n{row}")),
            None,
            true,
        ),
        (
            "a field of an answer",
            PAGE.replace(answer, &format!("| area | integer | 面积\n{answer}")),
            None,
            true,
        ),
        (
            "a value",
            PAGE.replace(color, "`BLUE` \\| `RED` \\| `WHITE` 枚举值之一"),
            None,
            true,
        ),
        ("an operation", PAGE.to_owned(), Some(more.as_str()), true),
        // The tool would see what breaks a program.
        (
            "a field less",
            PAGE.replace(answer, "| stall_no | string | 摊位号\n"),
            None,
            false,
        ),
        (
            "a value less",
            PAGE.replace(color, "`RED` 枚举值之一"),
            None,
            false,
        ),
    ];
    for (change, page, other, is_minor) in cases {
        assert!(
            page != PAGE || other.is_some() || change == "nothing",
            "{change}: the page did not change"
        );
        let pages = [
            Some((PATH, page.as_str())),
            other.map(|page| ("openapi/v3/fair/carts.md", page)),
        ];
        let after = api("after", &pages.into_iter().flatten().collect());
        let (minor, said) = compared(&before, &after);
        assert_eq!(minor, is_minor, "{change}:\n{said}");
        assert_eq!(warnings(&said, is_minor), Vec::<&str>::new(), "{change}:\n{said}");
    }
}

/// What the tool warns of besides the order of `repr(C)` fields, which the crate's manifest allows with the reason: two files
/// of JSON have no manifest.
fn warnings(said: &str, is_minor: bool) -> Vec<&str> {
    let warnings = said.lines().filter_map(|line| line.strip_prefix("--- warning "));
    warnings
        .filter(|line| is_minor && !line.starts_with("repr_c_plain_struct_fields_reordered"))
        .collect()
}
