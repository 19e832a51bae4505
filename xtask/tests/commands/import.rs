//! `import` takes over facts, and the same facts only once.

use std::fs;

use crate::run::{PAGE, assert_untouched, docs_specs, edit, files, scratch, some_docs, xtask};

/// The arguments that go from a checkout into a folder.
macro_rules! import {
    ($from:expr, $to:expr) => {
        xtask(&[
            "import",
            $from.to_str().unwrap(),
            "--name",
            "some-docs",
            "--out",
            $to.to_str().unwrap(),
        ])
    };
}

#[test]
fn a_second_import_changes_nothing() {
    let folder = scratch("import-twice");
    let (docs, specs) = (some_docs(&folder), folder.join("specs"));
    import!(docs, specs).expect(0, &["added", "next: cargo xtask generate"]);
    let before = files(&specs);
    assert!(before.contains_key(&specs.join("SOURCE.toml")));
    import!(docs, specs).expect(0, &["is up to date"]);
    assert_untouched(&before, &specs);
    // What was imported once is its own import.
    for page in [
        PAGE,
        "webhook/v3/REFUND.SUCCESS.md",
        "openapi/v2/pay/refundquery.md",
    ] {
        assert_eq!(
            fs::read(specs.join(page)).unwrap(),
            fs::read(docs_specs().join(page)).unwrap(),
            "{page}"
        );
    }
}

#[test]
fn a_changed_page_is_named_and_a_removed_one_goes() {
    let folder = scratch("import-changed");
    let (docs, specs) = (some_docs(&folder), folder.join("specs"));
    import!(docs, specs).expect(0, &[]);
    edit(&docs.join(PAGE), "| integer |", "| string |");
    fs::remove_file(docs.join("openapi/v3/certificates.md")).unwrap();
    import!(docs, specs).expect(0, &[PAGE, "0 added, 2 changed, 1 removed"]);
    assert!(!specs.join("openapi/v3/certificates.md").exists());
}

#[test]
fn a_broken_page_blocks_the_import() {
    let folder = scratch("import-broken");
    let (docs, specs) = (some_docs(&folder), folder.join("specs"));
    import!(docs, specs).expect(0, &[]);
    let before = files(&specs);
    edit(&docs.join(PAGE), "{.im-table #request}", "");
    import!(docs, specs).expect(1, &[PAGE, "IM037", "help: "]);
    assert_untouched(&before, &specs);
}

#[test]
fn m5_no_folder_gives_a_source_its_name() {
    let folder = scratch("import-unnamed");
    let (docs, specs) = (some_docs(&folder), folder.join("specs"));
    let unnamed = || xtask(&["import", docs.to_str().unwrap(), "--out", specs.to_str().unwrap()]);
    unnamed().expect(1, &["SOURCE.toml does not say", "--name NAME"]);
    assert!(!specs.exists(), "nothing was written");
    import!(docs, specs).expect(0, &[]);
    // The last import named it, whatever it says now.
    edit(&docs.join(PAGE), "| integer |", "| string |");
    unnamed().expect(0, &["changed"]);
    let source = fs::read_to_string(specs.join("SOURCE.toml")).unwrap();
    assert!(source.contains("name = \"some-docs\""), "{source}");
}
