//! Updates of rows.
use crate::pages::{LAMPS, TOWERS};
use crate::run::Case;
use crate::run::Edit::{Change, Have};
use crate::{bells, demanding};

const HEIGHT: &str = "| height {data-indent=1}";

pub(crate) const CASES: &[Case] = &[
    ("nothing", &[], &["same", "> Nothing that users notice."]),
    (
        "field added",
        &[Change(
            LAMPS,
            HEIGHT,
            "| width {data-indent=1} | integer | 宽度\n| height {data-indent=1}",
        )],
        &[
            "minor",
            "field added: POST /v3/lamps body.width:  -> i64 [v3::lamps::post::Request::width]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `width` (i64) of `POST /v3/lamps`.",
        ],
    ),
    (
        "field added, which one documentation demands",
        &[Change(
            LAMPS,
            HEIGHT,
            "| width {data-required data-indent=1} | integer | 宽度\n| height {data-indent=1}",
        )],
        &[
            "minor",
            "field added, required: POST /v3/lamps body.width:  -> i64 [v3::lamps::post::Request::width]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added, required: `width` (i64) of `POST /v3/lamps`.",
        ],
    ),
    (
        "required field added to an answer",
        &[Change(
            LAMPS,
            "| 总额",
            "| 总额\n| paid {data-required data-indent=1} | integer | 已付",
        )],
        &[
            "minor",
            "field added: POST /v3/lamps answer.amount.paid:  -> i64 [v3::lamps::post::Amount::paid]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `paid` (i64) of `POST /v3/lamps`.",
        ],
    ),
    (
        "fields added together",
        &[Change(
            LAMPS,
            HEIGHT,
            "| width {data-indent=1} | integer | 宽度\n| depth {data-indent=1} | integer | 深度\n| height {data-indent=1}",
        )],
        &[
            "minor",
            "field added: POST /v3/lamps body.width:  -> i64 [v3::lamps::post::Request::width]",
            "field added: POST /v3/lamps body.depth:  -> i64 [v3::lamps::post::Request::depth]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `width`, `depth` of `POST /v3/lamps`.",
        ],
    ),
    (
        "object added",
        &[Change(
            LAMPS,
            HEIGHT,
            "| shade {data-indent=1} | object | 灯罩\n| size {data-indent=2} | integer | 大小\n| height {data-indent=1}",
        )],
        &[
            "minor",
            "field added: POST /v3/lamps body.shade:  -> struct of 1 field [v3::lamps::post::Request::shade]",
            "  below: | size {data-indent=2} | integer | 大小",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `shade` (struct of 1 field) of `POST /v3/lamps`.",
        ],
    ),
    (
        "field added, and demanded",
        &[Change(
            LAMPS,
            HEIGHT,
            "| width {data-required data-confirmed data-indent=1} | integer | 宽度\n| height {data-indent=1}",
        )],
        &[
            "major",
            "demanded: POST /v3/lamps body.width:  -> required, confirmed [v3::lamps::post::Request::width]",
            "field added: POST /v3/lamps body.width:  -> i64 [v3::lamps::post::Request::width]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `width` (i64) of `POST /v3/lamps`.",
            "> ### Changed",
            "> - **Breaking**, demanded: `width` (required, confirmed) of `POST /v3/lamps`.",
        ],
    ),
    (
        "made required",
        &[Change(
            LAMPS,
            HEIGHT,
            "| height {data-required data-confirmed data-indent=1}",
        )],
        &[
            "major",
            "demanded: POST /v3/lamps body.height: optional -> required, confirmed [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, demanded: `height` (optional → required, confirmed) of `POST /v3/lamps`.",
        ],
    ),
    (
        "no longer required",
        &[
            Have(LAMPS, demanding),
            Change(
                LAMPS,
                "| height {data-required data-confirmed data-indent=1}",
                HEIGHT,
            ),
        ],
        &[
            "minor",
            "loosened: POST /v3/lamps body.height: required, confirmed -> optional [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - Loosened: `height` (required, confirmed → optional) of `POST /v3/lamps`.",
        ],
    ),
    (
        "made required by one documentation",
        &[Change(LAMPS, HEIGHT, "| height {data-required data-indent=1}")],
        &[
            "patch",
            "required: POST /v3/lamps body.height: optional -> required [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "one of two",
        &[
            Change(
                LAMPS,
                HEIGHT,
                "| height {data-one-of=1 data-confirmed data-indent=1}",
            ),
            Change(
                LAMPS,
                "| color {data-indent=1}",
                "| color {data-one-of=1 data-confirmed data-indent=1}",
            ),
        ],
        &[
            "major",
            "demanded: POST /v3/lamps body.color: optional -> one of color, height, confirmed [v3::lamps::post::Request::color]",
            "demanded: POST /v3/lamps body.height: optional -> one of color, height, confirmed [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, demanded: `color` (optional → one of color, height, confirmed) of `POST /v3/lamps`; `height` (optional → one of color, height,",
            ">   confirmed) of `POST /v3/lamps`.",
        ],
    ),
    (
        "field removed",
        &[Change(LAMPS, "| height {data-indent=1} | integer | 高度\n", "")],
        &[
            "major",
            "field removed: POST /v3/lamps body.height: i64 ->  [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> ### Removed",
            "> - **Breaking**, field removed: `height` (i64) of `POST /v3/lamps`.",
        ],
    ),
    (
        "field renamed",
        &[Change(LAMPS, HEIGHT, "| lamp_height {data-indent=1}")],
        &[
            "major",
            "field renamed: POST /v3/lamps body.lamp_height: height -> lamp_height [v3::lamps::post::Request::height v3::lamps::post::Request::lamp_height]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, field renamed: `lamp_height` (height → lamp_height) of `POST /v3/lamps`.",
        ],
    ),
    (
        "type changed",
        &[Change(
            LAMPS,
            "| height {data-indent=1} | integer",
            "| height {data-indent=1} | string",
        )],
        &[
            "major",
            "type changed: POST /v3/lamps body.height: i64 -> String [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, type changed: `height` (i64 → String) of `POST /v3/lamps`.",
        ],
    ),
    (
        "value added",
        &[Change(LAMPS, "`RED` \\| `GREEN`", "`RED` \\| `GREEN` \\| `BLUE`")],
        &[
            "minor",
            "value added: POST /v3/lamps body.color:  -> BLUE [v3::lamps::post::Request::color]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Value added: `color` (BLUE) of `POST /v3/lamps`.",
        ],
    ),
    (
        "value removed",
        &[Change(LAMPS, "`RED` \\| `GREEN` 枚举值之一", "`RED` 枚举值")],
        &[
            "major",
            "value removed: POST /v3/lamps body.color: GREEN ->  [v3::lamps::post::Request::color]",
            "~ src/v3/lamps.rs",
            "> ### Removed",
            "> - **Breaking**, value removed: `color` (GREEN) of `POST /v3/lamps`.",
        ],
    ),
    (
        "values documented of a text",
        &[Change(LAMPS, "| 城市", "| 城市<br/>`N` \\| `S` 枚举值之一")],
        &[
            "major",
            "type changed: POST /v3/lamps body.keeper.city: String -> enum [v3::lamps::post::Keeper::city]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, type changed: `city` (String → enum) of `POST /v3/lamps`.",
        ],
    ),
    (
        "length changed",
        &[Change(LAMPS, "data-maxlength=32", "data-maxlength=64")],
        &[
            "patch",
            "length: POST /v3/lamps answer.lamp_no: –32 -> –64 [v3::lamps::post::Response::lamp_no]",
            "~ src/v3/lamps.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "term changed",
        &[Change(LAMPS, "| 高度", "| 灯高")],
        &[
            "patch",
            "words: POST /v3/lamps body.height: 高度 -> 灯高 [v3::lamps::post::Request::height]",
            "~ src/v3/lamps.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "columns reordered",
        &[Change(
            TOWERS,
            "| built_at | string | 建成时间\n| height | integer | 高度\n",
            "| height | integer | 高度\n| built_at | string | 建成时间\n",
        )],
        &[
            "patch",
            "order: GET /v3/towers/{tower_no} answer: built_at, height -> height, built_at [v3::towers::tower_no::get::Response]",
            "~ src/v3/towers/tower_no.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "page reformatted",
        &[
            Change(LAMPS, "| --- | --- | ---", "| :--- | :---: | --- |"),
            Change(
                LAMPS,
                "| height {data-indent=1} | integer | 高度",
                "|   height   {data-indent=1}   |  integer  |   高度",
            ),
        ],
        &["same", "> Nothing that users notice."],
    ),
    (
        "encryption lost",
        &[Change(LAMPS, " {data-encrypted=by-rsa-pubkey}", "")],
        &[
            "major",
            "encryption lost: POST /v3/lamps body.keeper.phone: Sensitive<String> -> String [v3::lamps::post::Keeper::phone]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, encryption lost: `phone` (Sensitive<String> → String) of `POST /v3/lamps`.",
        ],
    ),
    (
        "encryption gained",
        &[Change(
            LAMPS,
            "| city {data-indent=2} | string",
            "| city {data-indent=2} | string {data-encrypted=by-rsa-pubkey}",
        )],
        &[
            "major",
            "encryption gained: POST /v3/lamps body.keeper.city: String -> Sensitive<String> [v3::lamps::post::Keeper::city]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, encryption gained: `city` (String → Sensitive<String>) of `POST /v3/lamps`.",
        ],
    ),
    (
        "one row of two pages",
        &[
            Have("openapi/v3/bells.md", bells),
            Change(LAMPS, "| 总额", "| 总额\n| paid {data-indent=1} | integer | 已付"),
            Change(
                "openapi/v3/bells.md",
                "| 总额",
                "| 总额\n| paid {data-indent=1} | integer | 已付",
            ),
        ],
        &[
            "minor",
            "field added: POST /v3/bells answer.amount.paid:  -> i64 [v3::bells::post::Amount::paid]",
            "field added: POST /v3/lamps answer.amount.paid:  -> i64 [v3::lamps::post::Amount::paid]",
            "~ src/v3/bells.rs",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `paid` (i64) of `POST /v3/bells` and 1 more.",
        ],
    ),
    (
        "two types become one",
        &[
            Have("openapi/v3/lamps/bells.md", || {
                bells()
                    .replace("v3/bells", "v3/lamps/bells")
                    .replace("| 总额", "| 总额\n| paid {data-indent=1} | integer | 已付")
            }),
            Change(LAMPS, "| 总额", "| 总额\n| paid {data-indent=1} | integer | 已付"),
        ],
        &[
            "minor",
            "field added: POST /v3/lamps answer.amount.paid:  -> i64 [v3::lamps::post::Amount::paid]",
            "type joined: v3::lamps::post Amount: types of 1 and 1 -> one type of 2 modules [v3::lamps::post::Amount]",
            "  differs: less: paid",
            "~ src/v3/lamps.rs",
            "~ src/v3/lamps/bells.rs",
            "> ### Added",
            "> - Field added: `paid` (i64) of `POST /v3/lamps`.",
            "> ### Changed",
            "> - Type joined: `Amount` (types of 1 and 1 → one type of 2 modules) of `v3::lamps::post`.",
        ],
    ),
    (
        "a shared type parts",
        &[
            Have("openapi/v3/lamps/bells.md", || {
                bells().replace("v3/bells", "v3/lamps/bells")
            }),
            Change(LAMPS, "| 总额", "| 总额\n| paid {data-indent=1} | integer | 已付"),
        ],
        &[
            "major",
            "type parted: v3::lamps::post Amount: one type of 2 modules -> types of 1 and 1 [v3::lamps::post::Amount]",
            "  differs: more: paid",
            "field added: POST /v3/lamps answer.amount.paid:  -> i64 [v3::lamps::post::Amount::paid]",
            "~ src/v3/lamps.rs",
            "~ src/v3/lamps/bells.rs",
            "> ### Added",
            "> - Field added: `paid` (i64) of `POST /v3/lamps`.",
            "> ### Changed",
            "> - **Breaking**, type parted: `Amount` (one type of 2 modules → types of 1 and 1) of `v3::lamps::post`.",
        ],
    ),
];
