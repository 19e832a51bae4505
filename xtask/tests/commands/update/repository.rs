//! A small repository of the test's own: documentation in two sources, docs-specs, a crate, and a first commit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::run::{Files, Said, files, scratch, xtask_in};

pub(super) const LAMPS: &str = "openapi/v3/lamps.md";
pub(super) const TOWERS: &str = "openapi/v3/towers/{tower_no}.md";

const PAGES: [(&str, &str); 2] = [
    (LAMPS, include_str!("lamps.md")),
    (TOWERS, include_str!("towers.md")),
];
const SECOND: [(&str, &str); 1] = [(LAMPS, include_str!("second.md"))];

/// The documents of a repository whose numbers are written.
const DOCUMENTS: [&str; 6] = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs-specs/README.md",
];

const DECISIONS: &str = "[[exclude]]\npage = \"openapi/v3/lamps\"\nmethod = \"post\"\nfields = [\"body.mood\"]\n\
    reason = \"a member of another operation\"\n";
const OVERRIDES: &str = "[[rows]]\npage = \"openapi/v3/lamps\"\ntable = \"request\"\n\
    seen = [\"| height {data-indent=1} | string\"]\nvalue = [\"| height {data-indent=1} | integer\"]\n\
    reason = \"the example has a number\"\n\n\
    [[rows]]\npage = \"openapi/v3/towers/{tower_no}\"\ntable = \"response\"\n\
    seen = [\"| height | integer\"]\nvalue = [\"| height {data-required} | integer\"]\nreason = \"the official page\"\n";

/// What `cargo` is for the program: it writes down what it is asked for, and fails if that holds what the file `fails` says.
const CARGO: &str = "#!/bin/sh\ncd \"$(dirname \"$0\")\"\necho \"$*\" >> asked\n\
    [ -s fails ] || exit 0\ncase \"$*\" in *\"$(cat fails)\"*) exit 101;; esac\n";

/// The repository, and a checkout of each source beside it.
pub(super) struct Repository {
    pub(super) root: PathBuf,
}

impl Repository {
    /// As it was after the last update.
    pub(super) fn new(name: &str) -> Self {
        let this = Self {
            root: scratch(&format!("update-{name}")),
        };
        for (path, text) in PAGES {
            this.write(&format!("source/{path}"), text);
        }
        for (path, text) in SECOND {
            this.write(&format!("second/{path}"), text);
        }
        for path in DOCUMENTS {
            this.write(path, "# D\n\n<!-- operations -->0<!-- / -->\n");
        }
        this.write("docs-specs/also.toml", DECISIONS);
        this.write("docs-specs/overrides/fields.toml", OVERRIDES);
        this.write(".gitignore", "/source\n/second\n/official\n/cargo\n/target\n");
        this.write("cargo/cargo", CARGO);
        this.runs("chmod", &["+x", "cargo/cargo"]);
        this.xtask(
            &[
                &["import"][..],
                &SOURCES,
                &["--name", "lamps-im", "--also-name", "lamps-js"],
            ]
            .concat(),
        )
        .expect(0, &["next: cargo xtask generate"]);
        this.xtask(&["generate"]).expect(0, &["0 errors, 0 warnings"]);
        this.runs("git", &["init", "--quiet"]);
        this.commit();
        this
    }

    /// Commits all that is there.
    pub(super) fn commit(&self) {
        self.runs("git", &["add", "--all"]);
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        self.runs(
            "git",
            &[&author[..], &["commit", "--quiet", "-m", "A state"]].concat(),
        );
    }

    /// Runs the program as this repository's own.
    pub(super) fn xtask(&self, arguments: &[&str]) -> Said {
        let cargo = self.root.join("cargo/cargo");
        let environment = [("CARGO_MANIFEST_DIR", self.root.join("xtask")), ("CARGO", cargo)];
        xtask_in(&self.root, arguments, &environment)
    }

    /// `cargo xtask update` of both sources, with more arguments.
    pub(super) fn update(&self, more: &[&str]) -> Said {
        self.xtask(&[&["update"], &SOURCES[..], more].concat())
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        fs::write(file, text).expect("the file can be written");
    }

    /// The documentation's facts and the crate, all but what somebody decides.
    pub(super) fn written(&self) -> [Files; 2] {
        let mut facts = files(&self.path("docs-specs"));
        facts.retain(|path, _| path.extension().is_some_and(|kind| kind == "md"));
        [facts, files(&self.path("generated"))]
    }

    /// What cargo was asked for, a line each.
    pub(super) fn asked(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("cargo/asked")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn runs(&self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.root)
            .stdin(Stdio::null());
        let status = command.status().expect("the program starts");
        assert!(status.success(), "{program} {}", arguments.join(" "));
    }
}

/// Both sources, as they are named from the repository's root.
const SOURCES: [&str; 3] = ["source", "--also", "second"];

/// Whether a folder holds nothing that is only half of a file.
pub(super) fn is_whole(folder: &Path) -> bool {
    files(folder)
        .keys()
        .all(|path| !path.to_string_lossy().ends_with('~'))
}
