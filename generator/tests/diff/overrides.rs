//! Updates of overrides alone: the rows are as they were.
use crate::run::Case;
use crate::run::Edit::Override;

pub(crate) const CASES: &[Case] = &[
    (
        "field added, changed and taken away by an override",
        &[Override(
            "[[rows]]\npage = 'openapi/v3/lamps'\ntable = 'request'\n\
             seen = ['| color {data-indent=1} | string | 颜色<br/>`RED` \\| `GREEN` 枚举值之一', '| height {data-indent=1} | integer | 高度']\n\
             value = ['| width {data-indent=1} | integer | 宽度', '| height {data-indent=1} | string | 高度']\nreason = 'r'\n",
        )],
        &[
            "major",
            "field removed: POST /v3/lamps body.color: enum ->  [v3::lamps::post::Request::color]",
            "  now: overrides/update.toml:4: r",
            "type changed: POST /v3/lamps body.height: i64 -> String [v3::lamps::post::Request::height]",
            "  now: overrides/update.toml:4: r",
            "field added: POST /v3/lamps body.width:  -> i64 [v3::lamps::post::Request::width]",
            "  now: overrides/update.toml:4: r",
            "~ src/v3/lamps.rs",
            "> ### Added",
            "> - Field added: `width` (i64) of `POST /v3/lamps`.",
            "> ### Changed",
            "> - **Breaking**, type changed: `height` (i64 → String) of `POST /v3/lamps`.",
            "> ### Removed",
            "> - **Breaking**, field removed: `color` (enum) of `POST /v3/lamps`.",
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
            "  now: overrides/update.toml:4: r",
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
            "  now: overrides/update.toml:4: r",
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
            "  now: overrides/update.toml:4: r",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, repetition: `POST /v3/lamps` (once → each).",
        ],
    ),
];
