//! Updates of pages with operations.
use crate::pages::{self, LAMPS, TOWERS};
use crate::run::Case;
use crate::run::Edit::{Add, Change, Have, Move, Override, Remove};
use crate::{bells, closed, mixed};

const ERROR: &str = "| PARAM_ERROR | 400 | 参数错误\n";
const BY_ID: &str = "openapi/v3/towers/{id}.md";

pub(crate) const CASES: &[Case] = &[
    (
        "error code added",
        &[Change(
            LAMPS,
            ERROR,
            "| PARAM_ERROR | 400 | 参数错误\n| SYSTEM_ERROR | 500 | 系统异常\n",
        )],
        &[
            "minor",
            "error code added: POST /v3/lamps errors.SYSTEM_ERROR:  -> 500 SYSTEM_ERROR [v3::lamps::post::ERRORS]",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Error code added: `500 SYSTEM_ERROR` of `POST /v3/lamps`.",
        ],
    ),
    (
        "error code removed",
        &[Change(LAMPS, ERROR, "")],
        &[
            "patch",
            "error code removed: POST /v3/lamps errors.PARAM_ERROR: 400 PARAM_ERROR ->  [v3::lamps::post::ERRORS]",
            "~ src/v3/lamps.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "error advice",
        &[Change(
            LAMPS,
            "| PARAM_ERROR | 400",
            "| PARAM_ERROR {data-remedy=retry-later} | 400",
        )],
        &[
            "minor",
            "error advice: POST /v3/lamps errors.PARAM_ERROR: Fix -> RetryLater [v3::lamps::post::ERRORS]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - Error advice: `PARAM_ERROR` (Fix → RetryLater) of `POST /v3/lamps`.",
        ],
    ),
    (
        "operation added",
        &[Add("openapi/v3/bells.md", bells)],
        &[
            "minor",
            "operation added: POST /v3/bells :  -> 响铃 [v3::bells::post]",
            "  feature `v3-bells`, which is new",
            "  takes 6 fields; required: out_lamp_no; encrypted: phone",
            "  gives 3 fields",
            "  a second sending: once",
            "+ src/v3/bells.rs",
            "~ Cargo.toml",
            "~ INDEX.md",
            "~ src/v3.rs",
            "~ tests/operations.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "> ### Added",
            "> - Operation added: `POST /v3/bells` 响铃.",
        ],
    ),
    (
        "operation removed",
        &[Remove(TOWERS)],
        &[
            "major",
            "operation removed: GET /v3/towers/{tower_no} : 查塔 ->  [v3::towers::tower_no::get]",
            "~ Cargo.toml",
            "~ INDEX.md",
            "~ src/v3.rs",
            "~ tests/operations.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "- src/v3/towers.rs",
            "- src/v3/towers/tower_no.rs",
            "> ### Removed",
            "> - **Breaking**, operation removed: `GET /v3/towers/{tower_no}` 查塔.",
        ],
    ),
    (
        "operation moved",
        &[
            Move(TOWERS, "openapi/v3/forts/{tower_no}.md"),
            Change("openapi/v3/forts/{tower_no}.md", "v3/towers", "v3/forts"),
        ],
        &[
            "major",
            "operation moved: GET /v3/forts/{tower_no} : GET /v3/towers/{tower_no} -> GET /v3/forts/{tower_no} [v3::forts::tower_no::get]",
            "+ src/v3/forts.rs",
            "+ src/v3/forts/tower_no.rs",
            "~ Cargo.toml",
            "~ INDEX.md",
            "~ src/v3.rs",
            "~ tests/operations.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "- src/v3/towers.rs",
            "- src/v3/towers/tower_no.rs",
            "> ### Changed",
            "> - **Breaking**, operation moved: `GET /v3/towers/{tower_no}` → `GET /v3/forts/{tower_no}`.",
        ],
    ),
    (
        "parameter renamed",
        &[
            Move(TOWERS, BY_ID),
            Change(BY_ID, "{tower_no}", "{id}"),
            Change(BY_ID, "Path-Param: tower_no", "Path-Param: id"),
            Change(BY_ID, "| tower_no {data-required}", "| id {data-required}"),
        ],
        &[
            "major",
            "operation moved: GET /v3/towers/{id} : GET /v3/towers/{tower_no} -> GET /v3/towers/{id} [v3::towers::id::get]",
            "field renamed: GET /v3/towers/{id} path.id: tower_no -> id [v3::towers::tower_no::get v3::towers::id::get]",
            "example: GET /v3/towers/{id} : one -> another [v3::towers::id::get]",
            "+ src/v3/towers/id.rs",
            "~ INDEX.md",
            "~ src/v3/towers.rs",
            "~ tests/operations.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "- src/v3/towers/tower_no.rs",
            "> ### Changed",
            "> - **Breaking**, operation moved: `GET /v3/towers/{tower_no}` → `GET /v3/towers/{id}`.",
            "> - **Breaking**, field renamed: `id` (tower_no → id) of `GET /v3/towers/{id}`.",
        ],
    ),
    (
        "page made one of several",
        &[Change(
            TOWERS,
            "# 查塔 {#get}\n",
            "# 塔 {#mix}\n\n## 查塔 {#get}\n",
        )],
        &["same", "> Nothing that users notice."],
    ),
    (
        "page split",
        &[
            Have(TOWERS, mixed),
            Add(TOWERS, || pages::all()[1].1.clone()),
            Add("openapi/v3/towers/{tower_no}/close.md", closed),
        ],
        &[
            "major",
            "operation moved: DELETE /v3/towers/{tower_no}/close : DELETE /v3/towers/{tower_no} -> DELETE /v3/towers/{tower_no}/close [v3::towers::tower_no::close::delete]",
            "+ src/v3/towers/tower_no/close.rs",
            "~ INDEX.md",
            "~ src/v3/towers/tower_no.rs",
            "~ tests/operations.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "> ### Changed",
            "> - **Breaking**, operation moved: `DELETE /v3/towers/{tower_no}` → `DELETE /v3/towers/{tower_no}/close`.",
        ],
    ),
    (
        "host changed",
        &[Change(
            LAMPS,
            "| json {data-required} | object |\n",
            "| base_uri | string | `https://apihk.mch.weixin.qq.com/`\n| json {data-required} | object |\n",
        )],
        &[
            "major",
            "host: POST /v3/lamps : api.mch.weixin.qq.com -> api.mch.weixin.qq.com or apihk.mch.weixin.qq.com [v3::lamps::post]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, host: `POST /v3/lamps` (api.mch.weixin.qq.com → api.mch.weixin.qq.com or apihk.mch.weixin.qq.com).",
        ],
    ),
    (
        "host changed by an override",
        &[Override(
            "[[host]]\npage = 'openapi/v3/lamps'\nseen = 'api.mch.weixin.qq.com'\nvalue = 'apihk.mch.weixin.qq.com'\nreason = 'r'\n",
        )],
        &[
            "major",
            "host: POST /v3/lamps : api.mch.weixin.qq.com -> apihk.mch.weixin.qq.com [v3::lamps::post]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, host: `POST /v3/lamps` (api.mch.weixin.qq.com → apihk.mch.weixin.qq.com).",
        ],
    ),
    (
        "verification changed",
        &[Override(
            "[[verify]]\npage = 'openapi/v3/lamps'\nseen = 'signed'\nvalue = 'unsigned'\nreason = 'r'\n",
        )],
        &[
            "major",
            "verification: POST /v3/lamps : signed -> unsigned [v3::lamps::post]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, verification: `POST /v3/lamps` (signed → unsigned).",
        ],
    ),
    (
        "repetition changed",
        &[Override(
            "[[effect]]\npage = 'openapi/v3/lamps'\nseen = 'once'\nvalue = 'each'\nreason = 'r'\n",
        )],
        &[
            "major",
            "repetition: POST /v3/lamps : once -> each [v3::lamps::post]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, repetition: `POST /v3/lamps` (once → each).",
        ],
    ),
    (
        "module renamed",
        &[Override(
            "[[module]]\npath = 'v3/lamps'\nsegment = 'lamps'\nname = 'lights'\nreason = 'r'\n",
        )],
        &[
            "major",
            "renamed: POST /v3/lamps : v3::lamps::post -> v3::lights::post [v3::lights::post]",
            "+ src/v3/lights.rs",
            "~ INDEX.md",
            "~ src/v3.rs",
            "~ tests/operations.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "- src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, renamed: `POST /v3/lamps` (v3::lamps::post → v3::lights::post).",
        ],
    ),
    (
        "answer made empty",
        &[Change(
            TOWERS,
            "| tower_no | string | 塔号\n| built_at | string | 建成时间\n| height | integer | 高度\n| state | string | 状态<br/>`OPEN` \\| `SHUT` 枚举值之一\n",
            "| 空字符串 {colspan=3}\n",
        )],
        &[
            "major",
            "format: GET /v3/towers/{tower_no} : answer: JSON -> answer: empty (204) [v3::towers::tower_no::get]",
            "~ src/v3/towers/tower_no.rs",
            "~ tests/samples.rs",
            "> ### Changed",
            "> - **Breaking**, format: `GET /v3/towers/{tower_no}` (answer: JSON → answer: empty (204)).",
        ],
    ),
    (
        "retired",
        &[Change(
            TOWERS,
            "# 查塔 {#get}\n",
            "# 查塔 {#get}\n\n::: warning {.im-deprecated}\n\n`2026.01.01`\n\n:::\n",
        )],
        &[
            "minor",
            "retired: GET /v3/towers/{tower_no} :  -> Deprecated 2026.01.01 [v3::towers::tower_no::get]",
            "~ src/v3/towers/tower_no.rs",
            "> ### Changed",
            "> - Retired: `GET /v3/towers/{tower_no}` (Deprecated 2026.01.01).",
        ],
    ),
    (
        "first field of a query",
        &[Change(
            TOWERS,
            "| tower_no {data-required} | string | 塔号\n",
            "| tower_no {data-required} | string | 塔号\n| query | object |\n| lang {data-indent=1} | string | 语言\n",
        )],
        &[
            "major",
            "format: GET /v3/towers/{tower_no} : takes nothing -> takes a request (lang) [v3::towers::tower_no::get]",
            "field added: GET /v3/towers/{tower_no} query.lang:  -> String [v3::towers::tower_no::get::Request::lang]",
            "~ INDEX.md",
            "~ src/v3/towers/tower_no.rs",
            "~ tests/samples.rs",
            "~ tests/support/every.rs",
            "> ### Added",
            "> - Field added: `lang` (String) of `GET /v3/towers/{tower_no}`.",
            "> ### Changed",
            "> - **Breaking**, format: `GET /v3/towers/{tower_no}` (takes nothing → takes a request (lang)).",
        ],
    ),
];
