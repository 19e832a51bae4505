//! Whole pages and the same pages with shortened prose: the facts are the same.

use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::source::Docs;

use crate::facts::{self, Detail};

/// A folder beside the checkout; `None`, and a line about it, if it is not there.
pub(crate) fn shared(name: &str) -> Option<Docs> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus")
        .join(name);
    if !root.is_dir() {
        eprintln!("SKIPPED: there is no corpus at {}", root.display());
        return None;
    }
    Some(Docs::read(&root).expect("the corpus can be read"))
}

/// Lines of the whole page that its twin has otherwise, and the reason.
const OTHERWISE: [(&str, &str, &str); 3] = [
    (
        "4011987402",
        "unit |",
        "the twin lost the word that announces its only value",
    ),
    (
        "4011987402",
        "currency |",
        "the twin lost the word that announces its only value",
    ),
    ("4012761102", "Wechatpay-Serial", "the twin joins two terms"),
];

#[test]
fn a_whole_page_and_its_twin_say_the_same() {
    let (Some(whole), Some(short)) = (
        shared("wechatpay-official-verbatim"),
        shared("wechatpay-official"),
    ) else {
        return;
    };
    let (mut compared, mut wrong) = (0, Vec::new());
    for (path, text) in whole.iter() {
        let Some(twin) = short.text(path) else { continue };
        compared += 1;
        let (one, _) = facts::of(path, text, Detail::WithoutWords);
        let (other, _) = facts::of(path, twin, Detail::WithoutWords);
        let is_known = |line: &str| {
            OTHERWISE
                .iter()
                .any(|(page, own, _)| path.contains(page) && line.contains(own))
        };
        let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
        let lacks = |one: &[&str], other: &[&str]| -> Vec<String> {
            let lines = one.iter().filter(|line| !other.contains(line) && !is_known(line));
            lines.map(|line| (*line).to_owned()).collect()
        };
        let (first, second) = (lacks(&one, &other), lacks(&other, &one));
        if !first.is_empty() || !second.is_empty() {
            wrong.push(format!(
                "{path}\n- {}\n+ {}",
                first.join("\n- "),
                second.join("\n+ ")
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
    assert!(compared >= 30, "only {compared} pages have a twin");
}
