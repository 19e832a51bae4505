//! What the documentation did, where the update stops, what it says, and what is written then.

use std::fs;

use super::repository::{LAMPS, Repository, TOWERS};
use crate::run::edit;

/// What stands on the disk afterwards.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// What stood there.
    Nothing,
    /// New facts beside the old crate.
    Facts,
    /// Another crate of the same facts, with the page and the draft for a reviewer.
    Crate,
    /// New facts and their crate, with both.
    Reviewed,
}

impl Left {
    /// Whether docs-specs and the crate changed.
    pub(super) fn changed(self) -> [bool; 2] {
        match self {
            Self::Nothing => [false, false],
            Self::Facts => [true, false],
            Self::Crate => [false, true],
            Self::Reviewed => [true, true],
        }
    }

    pub(super) fn is_reviewed(self) -> bool {
        matches!(self, Self::Crate | Self::Reviewed)
    }
}

pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) change: fn(&Repository),
    pub(super) options: &'static [&'static str],
    pub(super) code: i32,
    pub(super) said: &'static [&'static str],
    pub(super) left: Left,
}

impl Case {
    pub(super) fn is_stop(&self) -> bool {
        self.code != 0
    }
}

const UNTOUCHED: &str = "nothing was written";
const HALF_WAY: &str =
    "docs-specs has the new pages, the crate is the old one. Decide about each finding above";

pub(super) const CASES: &[Case] = &[
    Case {
        name: "nothing new",
        change: |_| {},
        options: &[],
        code: 0,
        said: &[
            "docs-specs is up to date",
            "nothing that the crate is made of has changed",
        ],
        left: Left::Nothing,
    },
    Case {
        name: "a field more",
        change: |at| mood(at),
        options: &[],
        code: 0,
        said: &[
            "==> 1/5 importing",
            "==> 2/5 generating",
            "==> 3/5 comparing with HEAD",
            "minor from HEAD to docs-specs",
            "field added",
            "target/update/diff.html written",
            "==> 4/5 testing",
            "cargo test --quiet --no-fail-fast -p wechatpay-openapi-generator --test counts",
            "==> 5/5 what is left to decide",
            "the next version is minor",
            "target/update/message.txt is the draft",
        ],
        left: Left::Reviewed,
    },
    Case {
        name: "a broken page",
        change: |at| source(at, LAMPS, "{.im-table #request}", ""),
        options: &[],
        code: 1,
        said: &["IM037", UNTOUCHED],
        left: Left::Nothing,
    },
    Case {
        name: "a source that is not named",
        change: |at| fs::remove_dir_all(at.path("second")).expect("the folder can be removed"),
        options: &[],
        code: 1,
        said: &["second", "expected a folder `openapi`", UNTOUCHED],
        left: Left::Nothing,
    },
    Case {
        name: "plain beside encrypted",
        change: |at| second(at, "color: string", "color: string, keeper: { email: string }"),
        options: &[],
        code: 1,
        said: &[
            "openapi/v3/lamps #post: body.keeper.email",
            "[[plain]]",
            UNTOUCHED,
        ],
        left: Left::Nothing,
    },
    Case {
        name: "a decision about nothing",
        change: |at| second(at, "    mood: string\n", ""),
        options: &[],
        code: 1,
        said: &[
            "also.toml decides about what is not there any more; delete these entries",
            "openapi/v3/lamps #post: body.mood",
            UNTOUCHED,
        ],
        left: Left::Nothing,
    },
    Case {
        name: "a decision about what is called otherwise now",
        change: |at| second(at, "    mood: string\n", "    moods: string\n"),
        options: &[],
        code: 1,
        said: &[
            "openapi/v3/lamps #post: body.mood (the nearest is `moods`)",
            UNTOUCHED,
        ],
        left: Left::Nothing,
    },
    Case {
        name: "a name nearly spelt as an official one",
        change: |at| {
            at.write("docs-specs/events.toml", "");
            at.write("official/APIv3/lamps-4000000001.md", OFFICIAL);
        },
        options: &["--official", "official"],
        code: 1,
        said: &[
            "openapi/v3/lamps #post: body.height beside the official body.heigth",
            "also.toml",
            "[[misspelt]]",
            "[[distinct]]",
            UNTOUCHED,
        ],
        left: Left::Nothing,
    },
    Case {
        name: "an override that fits nothing",
        change: |at| {
            source(
                at,
                LAMPS,
                "| height {data-indent=1} | string",
                "| height {data-indent=1} | number",
            )
        },
        options: &[],
        code: 1,
        said: &["IM029", "fields.toml", HALF_WAY],
        left: Left::Facts,
    },
    Case {
        name: "an override without its page",
        change: |at| fs::remove_file(at.path("source").join(TOWERS)).expect("the page can be removed"),
        options: &[],
        code: 1,
        said: &["IM039", "openapi/v3/towers/{tower_no}", HALF_WAY],
        left: Left::Facts,
    },
    Case {
        name: "encryption lost",
        change: |at| {
            source(
                at,
                LAMPS,
                "| string {data-encrypted=by-rsa-pubkey} |",
                "| string |",
            )
        },
        options: &[],
        code: 1,
        said: &["IM063", "keeper.phone", HALF_WAY],
        left: Left::Facts,
    },
    Case {
        name: "a new warning",
        change: |at| source(at, TOWERS, "| height | integer", "| height | integre"),
        options: &[],
        code: 1,
        said: &["IM009", "`integre`", HALF_WAY],
        left: Left::Facts,
    },
    Case {
        name: "a file in the way",
        change: |at| {
            mood(at);
            at.write("generated/src/v3/lamps.rs", "// mine\n");
        },
        options: &[],
        code: 1,
        said: &[
            "lamps.rs: this file was written by hand",
            "docs-specs has the new pages, the crate is the old one. Nothing overwrites what somebody wrote",
            "Move it to a path that is not generated, or delete it",
        ],
        left: Left::Facts,
    },
    Case {
        name: "an override that changes nothing",
        change: |at| at.write("docs-specs/overrides/names.toml", &module("lamps")),
        options: &[],
        code: 1,
        said: &[
            "overrides that change nothing",
            "names.toml",
            "docs-specs and the crate are the new ones",
        ],
        left: Left::Nothing,
    },
    Case {
        name: "a name that is another",
        change: |at| at.write("docs-specs/overrides/names.toml", &module("lights")),
        options: &[],
        code: 0,
        said: &[
            "renamed",
            "v3::lamps::post is called v3::lights::post now",
            "docs-specs/openapi/v3/lamps.md:",
            "the next version is major",
        ],
        left: Left::Crate,
    },
    Case {
        name: "an operation that moved",
        change: moved,
        options: &[],
        code: 0,
        said: &[
            "operation moved",
            "GET /v3/spires/{tower_no} seems to be what GET /v3/towers/{tower_no} was",
        ],
        left: Left::Reviewed,
    },
    Case {
        name: "an operation more",
        change: |at| {
            at.write(
                "source/openapi/v3/doors.md",
                &include_str!("lamps.md").replace("lamp", "door"),
            )
        },
        options: &[],
        code: 0,
        said: &[
            "is this what a second sending does, of what is new?",
            "once  POST /v3/doors (点灯)",
            "effects.toml",
        ],
        left: Left::Reviewed,
    },
    Case {
        name: "a test that fails",
        change: |at| {
            mood(at);
            at.write("cargo/fails", "--test counts");
        },
        options: &[],
        code: 1,
        said: &[
            "numbers and notes: look which number changed",
            "UPDATE_EXPECT=1",
            "    cargo test --quiet --no-fail-fast -p wechatpay-openapi-generator --test counts",
            "the next version is minor",
            "docs-specs and the crate are the new ones",
        ],
        left: Left::Reviewed,
    },
    Case {
        name: "without the tests",
        change: |at| mood(at),
        options: &["--no-test"],
        code: 0,
        said: &["the tests were left out", "the next version is minor"],
        left: Left::Reviewed,
    },
];

/// A document of the lamps, in which a name is misspelt.
const OFFICIAL: &str = "---\nurl: \"https://pay.weixin.qq.com/doc/v3/merchant/4000000001.md\"\ntitle: \"点灯\"\n\
    doc_id: 4000000001\napi_version: \"apiv3\"\nproduct: \"灯\"\nhttp_method: \"POST\"\nrequest_path: \"/v3/lamps\"\n---\n\n\
    ## 请求参数\n\n### Body 参数\n| 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
    | out_lamp_no | string(32) | true | 【商户灯号】 |\n| heigth | integer | false | 【高度】 |\n\n## 应答参数\n\n200 OK\n\n\
    | 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| lit | boolean | true | 【亮否】 |\n";

/// The row after which others are put.
const COLOR: &str = "| color {data-indent=1} | string | 颜色<br/>`RED` \\| `GREEN` 枚举值之一";

/// Edits a page of the founding source.
fn source(at: &Repository, page: &str, from: &str, to: &str) {
    edit(&at.path("source").join(page), from, to);
}

/// Edits the page of the other source.
fn second(at: &Repository, from: &str, to: &str) {
    edit(&at.path("second").join(LAMPS), from, to);
}

/// A field more.
fn mood(at: &Repository) {
    source(
        at,
        LAMPS,
        COLOR,
        &[COLOR, "\n| mind {data-indent=1} | string | 心情"].concat(),
    );
}

/// The module of the lamps is called so.
fn module(name: &str) -> String {
    format!("[[module]]\npath = \"v3/lamps\"\nsegment = \"lamps\"\nname = \"{name}\"\nreason = \"a test\"\n")
}

/// The towers have another page, and who corrected the old one corrects the new one.
fn moved(at: &Repository) {
    let page = fs::read_to_string(at.path("source").join(TOWERS)).expect("the page");
    fs::remove_file(at.path("source").join(TOWERS)).expect("the page can be removed");
    at.write(
        "source/openapi/v3/spires/{tower_no}.md",
        &page.replace("/towers/", "/spires/"),
    );
    edit(
        &at.path("docs-specs/overrides/fields.toml"),
        "/towers/",
        "/spires/",
    );
}
