use super::*;

const MARK: &str = "@generated";

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::new();
    for (path, text) in files {
        output.insert(*path, *text);
    }
    output
}

fn owned() -> Owned {
    Owned::new().folder("src").file("INDEX.md").marked(MARK)
}

/// A folder of its own for one test, taken away when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("output-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, path: &str, text: &str) {
        let target = self.0.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, text).unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_second_write_touches_nothing() {
    let scratch = Scratch::new("second");
    let files = output(&[
        ("src/a.rs", "// @generated\n"),
        ("src/deep/b.rs", "// @generated\n"),
    ]);
    let first = files.write(&scratch.0, &owned()).unwrap();
    assert_eq!(first.created, ["src/a.rs", "src/deep/b.rs"]);
    let before = fs::metadata(scratch.0.join("src/a.rs"))
        .unwrap()
        .modified()
        .unwrap();
    assert!(files.write(&scratch.0, &owned()).unwrap().is_empty());
    assert_eq!(
        fs::metadata(scratch.0.join("src/a.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
}

#[test]
fn comparing_names_every_kind_of_change_and_writes_none() {
    let scratch = Scratch::new("compare");
    scratch.put("src/same.rs", "// @generated same");
    scratch.put("src/changed.rs", "// @generated old");
    scratch.put("src/stale.rs", "// @generated");
    let files = output(&[
        ("src/same.rs", "// @generated same"),
        ("src/changed.rs", "// @generated new"),
        ("src/created.rs", "// @generated"),
    ]);
    let changes = files.compare(&scratch.0, &owned()).unwrap();
    assert_eq!(changes.created, ["src/created.rs"]);
    assert_eq!(changes.changed, ["src/changed.rs"]);
    assert_eq!(changes.stale, ["src/stale.rs"]);
    assert_eq!(changes.len(), 3);
    assert_eq!(scratch.text("src/changed.rs").unwrap(), "// @generated old");
    assert_eq!(scratch.text("src/created.rs"), None);
}

#[test]
fn stale_files_go_and_so_do_the_folders_that_they_leave_empty() {
    let scratch = Scratch::new("stale");
    scratch.put("src/v3/pay/old.rs", "// @generated");
    scratch.put("src/v3/kept.rs", "// @generated");
    output(&[("src/v3/kept.rs", "// @generated")])
        .write(&scratch.0, &owned())
        .unwrap();
    assert!(!scratch.0.join("src/v3/pay").exists());
    assert!(scratch.0.join("src/v3/kept.rs").exists());
}

#[test]
fn hand_written_files_are_neither_deleted_nor_replaced() {
    let scratch = Scratch::new("hand");
    scratch.put("src/extra.rs", "//! Written by hand.");
    scratch.put("README.md", "Mine.");
    let changes = output(&[("src/a.rs", "// @generated")])
        .write(&scratch.0, &owned())
        .unwrap();
    assert_eq!(changes.stale, [""; 0]);
    assert_eq!(scratch.text("README.md").unwrap(), "Mine.");

    let clash = output(&[("src/b.rs", "// @generated"), ("src/extra.rs", "// @generated")]);
    let error = clash.write(&scratch.0, &owned()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("extra.rs: this file was written by hand"),
        "{error}"
    );
    assert_eq!(scratch.text("src/extra.rs").unwrap(), "//! Written by hand.");
    assert_eq!(
        scratch.text("src/b.rs"),
        None,
        "nothing is written when one file is refused"
    );
}

#[test]
fn a_named_file_needs_no_mark_and_is_never_deleted() {
    let scratch = Scratch::new("named");
    scratch.put("INDEX.md", "old");
    let changes = output(&[("INDEX.md", "new")])
        .write(&scratch.0, &owned())
        .unwrap();
    assert_eq!(changes.changed, ["INDEX.md"]);
    assert_eq!(scratch.text("INDEX.md").unwrap(), "new");
    assert!(Output::new().write(&scratch.0, &owned()).unwrap().is_empty());
    assert_eq!(scratch.text("INDEX.md").unwrap(), "new");
}

#[test]
fn a_part_of_the_whole_deletes_nothing() {
    let scratch = Scratch::new("part");
    let mut files = output(&[("src/a.rs", "// @generated"), ("src/b.rs", "// @generated")]);
    files.write(&scratch.0, &owned()).unwrap();
    files.retain(|path| path == "src/a.rs");
    assert_eq!(files.len(), 1);
    assert!(
        files
            .compare(&scratch.0, &owned().keep_stale())
            .unwrap()
            .is_empty()
    );
    assert_eq!(files.compare(&scratch.0, &owned()).unwrap().stale, ["src/b.rs"]);
}

#[test]
fn a_failed_write_leaves_the_last_good_output_and_no_litter() {
    let scratch = Scratch::new("failed");
    scratch.put("src/a.rs", "// @generated old");
    scratch.put("src/z", "// @generated: a file where a folder is needed");
    let files = output(&[("src/a.rs", "// @generated new"), ("src/z/b.rs", "// @generated")]);
    files.write(&scratch.0, &owned()).unwrap_err();
    assert_eq!(scratch.text("src/a.rs").unwrap(), "// @generated old");
    assert_eq!(fs::read_dir(scratch.0.join("src")).unwrap().count(), 2);
}

#[test]
#[should_panic(expected = "two files at one output path: a.rs")]
fn one_path_twice_is_a_bug() {
    output(&[("a.rs", "1"), ("a.rs", "2")]);
}

#[test]
#[should_panic(expected = "must stay below its root")]
fn a_path_that_leaves_the_root_is_a_bug() {
    output(&[("src/../../a.rs", "")]);
}
