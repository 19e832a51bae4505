//! Every public function that a shop calls is shown in code that is compiled: in rustdoc, the guide, or the README.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// Types, and what a shop calls of them. What is new here needs its example.
const CALLED: [(&str, &str); 20] = [
    (
        "Client",
        "builder brand_builder call payment notifications download download_of bill_of downloads_of \
         refresh_platform_certificates",
    ),
    (
        "ClientBuilder",
        "merchant_key merchant_certificate public_key platform_certificates api_v3_key api_v2_key client_certificate \
         timeout retry retry_budget share_connections base_url transport proxy build",
    ),
    (
        "Call",
        "timeout retry to_http read until url idempotency_key skip_required_check to_file to_writer stream unpack",
    ),
    ("Bill", "to_file to_writer"),
    ("Notifications", "parse parse_event receive"),
    ("RawNotification", "deduplication_key event plaintext"),
    ("Notification", "success reply"),
    ("Reply", "failure for_error"),
    ("Payment", "jsapi mini_program app h5"),
    (
        "Error",
        "kind advice may_have_taken_effect retry_after code message status request_id problems",
    ),
    ("Response", "into_inner unknown_fields verified_by"),
    ("Sensitive", "expose"),
    ("FilePart", "new"),
    ("RetryPolicy", "none"),
    ("Time", "rfc3339 to_unix"),
    ("Pages", "next with"),
    ("Wait", "every within"),
    ("Ordering", "sign_type"),
    (
        "TestPlatform",
        "new client configure answering answer v2_answer notification v2_notification sealed decrypt check opened bill at",
    ),
    ("TestMessage", "fault parts request response"),
];

/// The code of a text's fences, where each line begins with one of these, or with nothing.
fn code(text: &str, comments: &[&str]) -> String {
    let mut code = String::new();
    let mut is_inside = false;
    for line in text.lines() {
        let line = line.trim_start();
        let found = comments.iter().find_map(|comment| line.strip_prefix(comment));
        let Some(line) = found.or(comments.is_empty().then_some(line)) else {
            is_inside = false;
            continue;
        };
        if line.trim_start().starts_with("```") {
            is_inside = !is_inside;
        } else if is_inside {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file());
    files.map(DirEntry::into_path).collect()
}

fn shown() -> String {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("a text");
    let sources = files(&package.join("src"));
    let mut all: String = sources
        .iter()
        .map(|path| code(&read(path), &["///", "//!"]))
        .collect();
    let mut texts = files(&package.join("../generated/guide"));
    texts.push(package.join("../README.md"));
    all.extend(texts.iter().map(|path| code(&read(path), &[])));
    all
}

#[test]
fn n7_what_a_shop_calls_has_an_example() {
    let shown = shown();
    let is_called = |name: &str| {
        let ways = [format!(".{name}("), format!("::{name}("), format!(".{name}::<")];
        ways.iter().any(|way| shown.contains(way))
    };
    let mut missing = Vec::new();
    for (name, functions) in CALLED {
        let absent = functions
            .split_whitespace()
            .filter(|function| !is_called(function));
        missing.extend(absent.map(|function| format!("{name}::{function}")));
    }
    assert!(missing.is_empty(), "give these an example: {missing:?}");
}

#[test]
fn only_code_counts() {
    let text = "/// Words.\n/// ```\n/// a();\n/// ```\n/// b();\nfn c() {}\n";
    assert_eq!(code(text, &["///", "//!"]).trim(), "a();");
    assert_eq!(code("b()\n```\na()\n```\n", &[]).trim(), "a()");
}
