use super::*;

/// What is said of a crate of one file below its root, and a list.
fn told(file: &str, listed: &[&str]) -> Vec<String> {
    let root = "mod shop; pub mod tools; pub use shop::Shop; pub use shop::Inner; #[doc(hidden)] pub use shop::Hidden;";
    let tools = "pub fn digest() {}\n";
    let modules = Modules::of_texts(&[("lib.rs", root), ("shop.rs", file), ("tools.rs", tools)]);
    let list = format!("[[without]]\nreason = \"…\"\nfunctions = {listed:?}\n");
    let found = compare(&[&modules], &list).expect("a list");
    let told = found.into_iter().map(|(file, finding)| {
        let file = file.map_or("list".to_owned(), |file| file.display().to_string());
        let what = finding.message.split('`').nth(1).unwrap_or_default();
        format!("{file}:{} {what}", finding.line)
    });
    told.collect()
}

const TYPE: &str = "pub struct Shop;\nimpl Shop {\n";

#[test]
fn a_public_function_has_an_example_or_a_reason() {
    let example = "/// ```\n/// shop.open();\n/// ```\n";
    for (file, listed, expected) in [
        (
            format!("{TYPE}pub fn open(&self) {{}} }}"),
            vec![],
            vec!["shop.rs:3 Shop::open"],
        ),
        (
            format!("{TYPE}pub fn open(&self) {{}} }}"),
            vec!["Shop::open"],
            vec![],
        ),
        // Its own example, and its type's.
        (
            format!("{TYPE}{example}pub fn open(&self) {{}} }}"),
            vec![],
            vec![],
        ),
        (
            format!("{example}{TYPE}pub fn open(&self) {{}} }}"),
            vec![],
            vec![],
        ),
        // An example of something else.
        (
            format!("{TYPE}{example}pub fn close(&self) {{}} }}"),
            vec![],
            vec!["shop.rs:6 Shop::close"],
        ),
        // What no reader sees.
        (format!("{TYPE}pub(crate) fn open(&self) {{}} }}"), vec![], vec![]),
        (
            format!("{TYPE}#[doc(hidden)] pub fn open(&self) {{}} }}"),
            vec![],
            vec![],
        ),
        (
            "pub struct Shop; pub struct Hidden; impl Hidden { pub fn open(&self) {} }".to_owned(),
            vec![],
            vec![],
        ),
        (
            "pub struct Shop; impl Clone for Shop { fn clone(&self) -> Self { Self } }".to_owned(),
            vec![],
            vec![],
        ),
        // A trait's functions are as public as the trait.
        (
            "pub trait Shop { fn open(&self); }".to_owned(),
            vec![],
            vec!["shop.rs:1 Shop::open"],
        ),
    ] {
        let listed = [&listed[..], &["tools::digest"]].concat();
        assert_eq!(told(&file, &listed), expected, "{file}");
    }
}

#[test]
fn a_twin_is_shown_by_the_example_that_it_leads_to() {
    let open = "/// ```\n/// shop.open();\n/// ```\npub fn open(&self) {}\n";
    let twin = "/// As [`open`](Self::open).\npub fn open_blocking(&self) {} }";
    let alone = "pub fn open_blocking(&self) {} }";
    let listed = ["tools::digest"];
    assert_eq!(told(&format!("{TYPE}{open}{twin}"), &listed), [""; 0]);
    assert_eq!(
        told(&format!("{TYPE}{open}{alone}"), &listed),
        ["shop.rs:7 Shop::open_blocking"]
    );
    assert_eq!(
        told(&format!("{TYPE}{twin}"), &listed),
        ["shop.rs:4 Shop::open_blocking"]
    );
    // Of another type, by the same name alone.
    for (link, expected) in [
        ("Shop::open", vec![]),
        ("Shop::close", vec!["shop.rs:9 Inner::open"]),
    ] {
        let other =
            format!("}} pub struct Inner; impl Inner {{\n/// As [`{link}`].\npub fn open(&self) {{}} }}");
        let told = told(&format!("{TYPE}{open}{other}"), &listed);
        assert_eq!(told, expected, "{link}");
    }
}

#[test]
fn the_list_has_nothing_that_it_need_not_have() {
    let file = format!("{TYPE}/// ```\n/// shop.open();\n/// ```\npub fn open(&self) {{}} }}");
    for (listed, expected) in [
        (vec![], vec!["tools.rs:1 tools::digest"]),
        (vec!["tools::digest", "Shop::open"], vec!["list:3 Shop::open"]),
        (vec!["tools::digest", "Shop::gone"], vec!["list:3 Shop::gone"]),
        (
            vec!["tools::digest", "tools::digest"],
            vec!["list:3 tools::digest"],
        ),
    ] {
        assert_eq!(told(&file, &listed), expected, "{listed:?}");
    }
}

/// Two crates have a type of one name: the example of the one does not show the other's.
#[test]
fn each_crate_has_examples_of_its_own() {
    let example = "/// ```\n/// Client::builder();\n/// ```\n";
    let client = "pub struct Client;\nimpl Client { pub fn builder() {} }";
    let with = format!("{example}{client}");
    let list = "[[without]]\nreason = \"…\"\nfunctions = [\"Client::builder\"]\n";
    for (runtime, generated, listed, expected) in [
        (&*with, client, "without = []", 1),
        (&*with, client, list, 0),
        (&*with, &*with, "without = []", 0),
        (&*with, &*with, list, 1),
    ] {
        let crates = [runtime, generated].map(|text| Modules::of_texts(&[("lib.rs", text)]));
        assert_eq!(
            compare(&crates.each_ref(), listed).expect("a list").len(),
            expected,
            "{generated} {listed}"
        );
    }
}
